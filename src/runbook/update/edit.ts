import type { Step } from '../../model/runbook.ts';

/** A stretch of the source, in UTF-16 offsets without `end`, and what is to stand in its place. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Lines of one expectation that differ, next to each other: what is asked for as one. */
export interface Hunk extends Edit {
  readonly step: Step;
  /** Where it begins, 1-based. */
  readonly line: number;
  readonly removed: readonly string[];
  readonly added: readonly string[];
  /** What it needs elsewhere: a longer fence. */
  readonly along: readonly Edit[];
}

/** A text with the edits made, which do not overlap; the same edit twice is made once. */
export function withEdits(text: string, edits: readonly Edit[]): string {
  const distinct = new Map(edits.map((edit) => [`${edit.start} ${edit.end} ${edit.text}`, edit]));
  let result = '';
  let at = 0;
  for (const edit of [...distinct.values()].sort((a, b) => a.start - b.start || a.end - b.end)) {
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at);
}

/** All edits of some hunks. */
export function editsOf(hunks: readonly Hunk[]): readonly Edit[] {
  return hunks.flatMap((hunk) => [hunk, ...hunk.along]);
}
