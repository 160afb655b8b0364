import { ArchiveError } from './snapshot-bytes.ts';
import { type Content, contentDigest } from './snapshot-content.ts';
import type { EntryKind, SnapshotEntry } from './snapshot-entry.ts';
import type { ContentSink } from './snapshot-tar.ts';
import type { TarHeader } from './snapshot-tar-header.ts';

/** More files than this are not compared. */
const mostEntries = 200_000;
/** Of files up to this size the content is kept, to show what has changed in them. */
const smallFile = 16 * 1024;
const mostKept = 8 * 2 ** 20;

const kinds: Readonly<Record<string, EntryKind>> = {
  '0': 'file',
  '1': 'file',
  '2': 'symlink',
  '3': 'device',
  '4': 'device',
  '5': 'folder',
  '6': 'pipe',
};

/** Makes entries of what an archive holds. */
export function entryReader(): {
  onEntry(header: TarHeader): ContentSink | undefined;
  end(): ReadonlyMap<string, SnapshotEntry>;
} {
  const headers = new Map<string, TarHeader>();
  const contents = new Map<string, () => Content>();
  let kept = 0;
  return {
    onEntry(header) {
      const path = absolute(header.path);
      if (headers.size >= mostEntries) throw new ArchiveError(`more than ${mostEntries} files`);
      if (headers.has(path)) throw new ArchiveError('a file is in it twice');
      headers.set(path, header);
      if (kinds[header.type] !== 'file' || header.type === '1') return undefined;
      const isKept = header.size <= smallFile && kept + header.size <= mostKept;
      if (isKept) kept += header.size;
      const content = contentDigest(isKept ? smallFile : 0);
      contents.set(path, content.end);
      return content;
    },
    end() {
      const known = new Map([...contents].map(([path, end]) => [path, end()]));
      const names = namesOf(headers);
      return new Map(
        [...headers].map(([path, header]) => {
          const first = header.type === '1' ? absolute(header.target) : path;
          const content = known.get(first);
          const sameAs = names.get(first);
          return [path, entryOf(header, { content, sameAs })];
        }),
      );
    },
  };
}

function entryOf(
  header: TarHeader,
  { content, sameAs }: Pick<SnapshotEntry, 'content' | 'sameAs'>,
): SnapshotEntry {
  const kind = kinds[header.type] ?? 'file';
  return {
    kind,
    mode: kind === 'symlink' ? 0o777 : header.mode,
    owner: `${header.uid}:${header.gid}`,
    ...(content === undefined ? {} : { content }),
    ...(kind === 'symlink' ? { target: header.target } : {}),
    ...(kind === 'device' ? { target: header.device } : {}),
    ...(sameAs === undefined ? {} : { sameAs }),
  };
}

/**
 * Of each file with several names the first by its bytes, by the name under which the archive has it:
 * tar takes them in the order of the folder, which may be another each time.
 */
function namesOf(headers: ReadonlyMap<string, TarHeader>): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const [path, header] of headers) {
    if (header.type !== '1') continue;
    const first = absolute(header.target);
    const known = names.get(first) ?? first;
    names.set(first, path < known ? path : known);
  }
  return names;
}

/** `./work/app.conf` and `./work/` as `/work/app.conf` and `/work`. */
function absolute(path: string): string {
  return `/${path.replace(/^(?:\.?\/)+/, '').replace(/\/+$/, '')}`;
}
