import { visible } from './captured.ts';
import { isWithin, type Snapshot, type SnapshotEntry } from './snapshot-entry.ts';

/** More than this nobody reads. */
export const mostDifferences = 50;
const longestPath = 300;

/** One path that is not as it was. */
export interface Difference {
  readonly path: string;
  readonly before?: SnapshotEntry | undefined;
  readonly after?: SnapshotEntry | undefined;
  /** It was as in the image before, which is not known. */
  readonly isOfImage: boolean;
}

/** What differs, in words, by path; of a folder that came or went with all that is in it only itself. */
export function differences(before: Snapshot, after: Snapshot): readonly string[] {
  const told: Told[] = [];
  for (const change of changesBetween(before, after)) {
    const last = told.at(-1);
    const isInLast =
      last !== undefined &&
      isBelow(last.change, change.path) &&
      cameOrWent(last.change) !== undefined &&
      cameOrWent(last.change) === cameOrWent(change);
    if (isInLast) last.below += 1;
    else told.push({ change, below: 0 });
  }
  const left = told.length - mostDifferences;
  const lines = told.slice(0, mostDifferences).map(worded);
  return left > 0 ? [...lines, `… and ${left} more`] : lines;
}

interface Told {
  readonly change: Difference;
  /** How many more came or went in it. */
  below: number;
}

/** Every path that differs; what is in a folder follows it. */
export function changesBetween(before: Snapshot, after: Snapshot): readonly Difference[] {
  const paths = new Set([
    ...[before, after].flatMap(({ entries, removed }) => [...entries.keys(), ...removed]),
  ]);
  const changes = [...paths].sort(inTreeOrder).flatMap((path): readonly Difference[] => {
    const was = before.entries.get(path);
    const is = after.entries.get(path);
    const isKnown = was !== undefined || before.removed.has(path) || isWithin(before.places, path);
    if (was === undefined && is === undefined) {
      return isKnown || !after.removed.has(path) ? [] : [{ path, isOfImage: true }];
    }
    if (was !== undefined && is !== undefined && whatChanged(was, is).length === 0) return [];
    return [{ path, before: was, after: is, isOfImage: !isKnown }];
  });
  // A folder of the image is known to the engine as changed as soon as something in it is.
  return changes.filter((one, index) => {
    const next = changes[index + 1];
    const isOnlyAround = next !== undefined && isBelow(one, next.path);
    return !(one.isOfImage && one.after?.kind === 'folder' && isOnlyAround);
  });
}

function isBelow(folder: Difference, path: string): boolean {
  return path.startsWith(folder.path === '/' ? '/' : `${folder.path}/`);
}

/** So that what is in a folder follows it, with nothing else between. */
function inTreeOrder(a: string, b: string): number {
  const [left, right] = [a.replaceAll('/', '\0'), b.replaceAll('/', '\0')];
  return left < right ? -1 : left > right ? 1 : 0;
}

function cameOrWent({ before, after, isOfImage }: Difference): 'added' | 'removed' | undefined {
  if (after === undefined) return 'removed';
  return before === undefined && !isOfImage ? 'added' : undefined;
}

function worded({ change: one, below }: Told): string {
  const path = shownPath(one.path);
  const verb = cameOrWent(one);
  if (verb !== undefined) {
    const kind = (one.after ?? one.before)?.kind;
    const words = [
      ...(kind === undefined || kind === 'file' ? [] : [kind]),
      ...(below === 0 ? [] : [`${below} more in it`]),
    ];
    return `${verb} ${path}${words.length === 0 ? '' : ` (${words.join(', ')})`}`;
  }
  const { before, after } = one;
  if (before === undefined || after === undefined) return `changed ${path}`;
  return `changed ${path}: ${whatChanged(before, after).join(', ')}`;
}

/** What makes two entries of one path different; nothing where they are the same. */
function whatChanged(before: SnapshotEntry, after: SnapshotEntry): readonly string[] {
  if (before.kind !== after.kind) return [`${before.kind} → ${after.kind}`];
  return [
    ...contentChange(before, after),
    ...change('mode', octal(before.mode), octal(after.mode)),
    ...change('owner', before.owner, after.owner),
    ...change('target', before.target, after.target),
    ...linkChange(before.sameAs, after.sameAs),
  ];
}

function contentChange(before: SnapshotEntry, after: SnapshotEntry): readonly string[] {
  if (before.content === undefined || after.content === undefined) {
    const isSame = before.content === after.content && before.written === after.written;
    return isSame ? [] : ['written again, and it cannot be read'];
  }
  if (before.content.digest === after.content.digest) return [];
  const [was, is] = [before.content.bytes, after.content.bytes];
  return [was === is ? 'content' : `content, ${was} → ${is} bytes`];
}

function change(what: string, was: string | undefined, is: string | undefined): readonly string[] {
  return was === is ? [] : [`${what} ${shownPath(was ?? 'none')} → ${shownPath(is ?? 'none')}`];
}

function linkChange(was: string | undefined, is: string | undefined): readonly string[] {
  if (was === is) return [];
  if (is === undefined) return [`no hard link any more`];
  return [`hard link of the same file as ${shownPath(is)}`];
}

function octal(mode: number): string {
  return mode.toString(8).padStart(4, '0');
}

/** A path as a person reads it on one line. */
export function shownPath(path: string): string {
  const text = visible(Buffer.from(path, 'latin1').toString()).replace(/\n/g, '␊');
  return text.length > longestPath ? `${text.slice(0, longestPath)}…` : text;
}
