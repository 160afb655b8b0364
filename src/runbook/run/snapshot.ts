import type { Sandbox } from '../../model/sandbox.ts';
import { entryReader } from './snapshot-archive.ts';
import type { Snapshot, SnapshotEntry } from './snapshot-entry.ts';
import { runScript, SnapshotError } from './snapshot-process.ts';
import { noTar, type Scripts, scripts } from './snapshot-scripts.ts';
import { readSpecials } from './snapshot-specials.ts';
import { readTar } from './snapshot-tar.ts';

export interface SnapshotOptions {
  /** Aborted: it is given up. */
  readonly signal: AbortSignal;
  /** More than this of the archive is not read. */
  readonly mostBytes: number;
}

/** Arguments of one process; Linux takes 2 MiB of them, environment included. */
const mostPaths = 1000;
const mostPathBytes = 256 * 1024;
/** More changed paths than this are another image. */
const mostChangedPaths = 100_000;

/**
 * What the file system of a sandbox holds, as its own `tar` tells it: the writable folders, and where
 * the root file system can be written, what the engine knows to have changed there.
 * @throws SnapshotError where it cannot be told, SandboxError where the sandbox fails
 */
export async function snapshot(
  sandbox: Pick<Sandbox, 'spawn' | 'writable' | 'changedPaths'>,
  options: SnapshotOptions,
): Promise<Snapshot> {
  const places = [...sandbox.writable].map((place) => place.replace(/\/+$/, '')).sort();
  const entries = new Map<string, SnapshotEntry>();
  const look = { sandbox, options, entries };
  if (places.length > 0) await lookAt(look, scripts.trees, places);
  const changed = ((await sandbox.changedPaths?.()) ?? [])
    .map((path) => Buffer.from(path).toString('latin1'))
    .filter((path) => !places.some((place) => path === place || path.startsWith(`${place}/`)));
  if (changed.length > mostChangedPaths) {
    throw new SnapshotError(`more than ${mostChangedPaths} files have changed since the image`);
  }
  for (const batch of batchesOf(changed)) await lookAt(look, scripts.paths, batch);
  const removed = new Set(changed.filter((path) => !entries.has(path)));
  return { entries, removed, places };
}

interface Look {
  readonly sandbox: Pick<Sandbox, 'spawn'>;
  readonly options: SnapshotOptions;
  /** Where what is found is put. */
  readonly entries: Map<string, SnapshotEntry>;
}

async function lookAt(look: Look, kind: Scripts, paths: readonly string[]): Promise<void> {
  const { sandbox, options, entries } = look;
  const args = paths.map((path) => Buffer.from(`.${path}`, 'latin1').toString());
  const found = entryReader();
  const { signal, mostBytes } = options;
  const tar = await runScript(sandbox, {
    ...{ script: kind.archive, args, signal },
    read: async (stream) => {
      await readTar(stream, { mostBytes, onEntry: found.onEntry });
      return found.end();
    },
  });
  if (tar.status === noTar) {
    throw new SnapshotError(
      'the sandbox has no `tar`, which reads them',
      'name an image with `tar` in the front matter, or leave `idempotent` out',
    );
  }
  const whole = tar.value;
  if (whole === undefined) throw new SnapshotError(`tar: ${lastLine(tar.stderr)}`);
  for (const [path, entry] of whole) entries.set(path, entry);
  // Of what tar leaves out it complains; without a complaint nothing is left out.
  const specials = tar.stderr === '' ? 0 : await addSpecials(look, kind, args);
  if (tar.status !== 0 && !isExplained(tar.stderr, specials > 0))
    throw new SnapshotError(`tar: ${lastLine(tar.stderr)}`);
}

async function addSpecials(
  { sandbox, options, entries }: Look,
  kind: Scripts,
  args: readonly string[],
): Promise<number> {
  const { signal } = options;
  const { value } = await runScript(sandbox, {
    ...{ script: kind.specials, args, signal, read: readSpecials },
  });
  for (const [path, entry] of value ?? []) {
    if (entry.kind === 'folder') {
      throw new SnapshotError(
        `the folder \`${Buffer.from(path, 'latin1')}\` cannot be read by its own user`,
        'let the step leave folders that can be read',
      );
    }
    entries.set(path, entry);
  }
  return value?.size ?? 0;
}

/**
 * Whether all that tar complains of is told otherwise: what it may not read is among the specials, and
 * a file that something still writes is in the archive as it was when it was read.
 */
function isExplained(stderr: string, hasSpecials: boolean): boolean {
  return stderr
    .split('\n')
    .every(
      (line) =>
        /changed as we read it|removed before we read it|socket ignored/.test(line) ||
        trailer.test(line) ||
        (hasSpecials && /: Permission denied$/.test(line)),
    );
}

const trailer = /due to previous errors$|delayed from previous errors$/;

function lastLine(text: string): string {
  const lines = text.split('\n').filter((line) => !trailer.test(line));
  return (lines.at(-1) ?? '').replace(/^tar: /, '').slice(0, 300) || 'it failed without a word';
}

function* batchesOf(paths: readonly string[]): Generator<readonly string[]> {
  let batch: string[] = [];
  let bytes = 0;
  for (const path of paths) {
    if (batch.length === mostPaths || bytes + path.length > mostPathBytes) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(path);
    bytes += path.length + 1;
  }
  if (batch.length > 0) yield batch;
}
