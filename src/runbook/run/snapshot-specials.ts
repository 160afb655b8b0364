import { ArchiveError } from './snapshot-bytes.ts';
import type { SnapshotEntry } from './snapshot-entry.ts';

const longestOutput = 4 * 2 ** 20;
const described = /^(socket|folder|file) ([0-9a-f]{1,8}) (\d+:\d+) (.*)$/;

/** What the script about sockets and unreadable files says, by path. */
export async function readSpecials(
  stdout: AsyncIterable<Uint8Array>,
): Promise<ReadonlyMap<string, SnapshotEntry>> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of stdout) {
    bytes += chunk.length;
    if (bytes > longestOutput) throw new ArchiveError('too many files cannot be read');
    chunks.push(chunk);
  }
  const entries = new Map<string, SnapshotEntry>();
  for (const record of Buffer.concat(chunks).toString('latin1').split('\0').slice(0, -1)) {
    const end = record.indexOf('\n');
    const [, kind, mode, owner, written] = described.exec(record.slice(0, end)) ?? [];
    const path = record.slice(end + 2);
    // Without `stat` nobody can say whether it is another file.
    if (mode === undefined || owner === undefined || !path.startsWith('/')) {
      throw new ArchiveError('a file that cannot be read cannot be described either');
    }
    entries.set(path, {
      kind: kind === 'socket' ? 'socket' : kind === 'folder' ? 'folder' : 'file',
      mode: Number.parseInt(mode, 16) & 0o7777,
      owner,
      ...(kind === 'file' ? { written } : {}),
    });
  }
  return entries;
}
