import { createTwoFilesPatch } from 'diff';
import { visible } from './captured.ts';
import type { Masker } from './mask.ts';
import { changesBetween, shownPath } from './snapshot-differences.ts';
import type { Snapshot, SnapshotEntry } from './snapshot-entry.ts';

const mostFiles = 3;
const mostLines = 30;
const longestLine = 200;

/** Unified diffs, without secrets, of the first small text files whose content has changed, one after the other. */
export function contentDiffs(
  before: Snapshot,
  after: Snapshot,
  masker: Pick<Masker, 'bytes'>,
): readonly string[] {
  const diffs: (readonly string[])[] = [];
  for (const { path, before: was, after: is } of changesBetween(before, after)) {
    if (diffs.length === mostFiles) break;
    const [left, right] = [was, is].map((one) => textOf(one, masker));
    if (left === undefined || right === undefined || left === right) continue;
    diffs.push(diffOf(shownPath(path), left, right));
  }
  return diffs.flat();
}

/** The content of a small file of text. */
function textOf(
  entry: SnapshotEntry | undefined,
  masker: Pick<Masker, 'bytes'>,
): string | undefined {
  const kept = entry?.content?.kept;
  if (kept === undefined || kept.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(masker.bytes(kept));
  } catch {
    return undefined;
  }
}

function diffOf(name: string, before: string, after: string): readonly string[] {
  const patch = createTwoFilesPatch(
    `${name} after the first run`,
    `${name} after the second`,
    before,
    after,
    undefined,
    undefined,
    { context: 2, maxEditLength: 500 },
  );
  if (patch === undefined) return [`${name}: nothing of its text is as it was`];
  const lines = patch.trimEnd().split('\n');
  // The first lines are a ruler for the diffs of many files.
  const own = lines.slice(lines.findIndex((line) => line.startsWith('---')));
  const left = own.length - mostLines;
  return [
    ...own.slice(0, mostLines).map(shortened),
    ...(left > 0 ? [`… ${left} more lines of the diff`] : []),
  ];
}

function shortened(line: string): string {
  const text = visible(line);
  return text.length > longestLine ? `${text.slice(0, longestLine)}…` : text;
}
