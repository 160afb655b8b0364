import type { InfoProblem } from '../blocks.ts';
import type { CodeMark, LineRange, MarkKind } from '../code-marks.ts';
import { bounded } from './bounded.ts';

/** A stretch of a line, in UTF-16 offsets without `end`. */
export interface MarkedStretch {
  readonly start: number;
  readonly end: number;
  readonly kind: MarkKind;
}

/** The stretches of each line that has some, in order and apart, by its 1-based number. */
export type MarkedStretches = ReadonlyMap<number, readonly MarkedStretch[]>;

export interface WordMarks {
  readonly stretches: MarkedStretches;
  readonly problems: readonly InfoProblem[];
  /** The expressions take too long: what they match is not marked. */
  readonly late: boolean;
}

/** What is to be marked in some lines: `range` says in which, or all. */
export interface WordMark {
  readonly mark: CodeMark;
  readonly range?: LineRange | undefined;
}

/** More marks of one block, or more places in it, are no help to a reader. */
const mostMarks = 50;
const mostPlaces = 2000;

/** Finds texts, and what expressions match: a line at a time, and of an expression with groups these alone. */
export function findWords(lines: readonly string[], wanted: readonly WordMark[]): WordMarks {
  const problems: InfoProblem[] = [];
  const marks = wanted.slice(0, mostMarks);
  if (marks.length < wanted.length) {
    problems.push({
      message: `the block has more than ${mostMarks} texts to mark: the others are not marked`,
      hint: 'mark lines instead, as in `{2,4-6}`',
    });
  }
  const finders = marks.flatMap(({ mark, range }): Finder[] => {
    if ('lines' in mark) return [];
    const { kind } = mark;
    if ('text' in mark) return [{ kind, range, find: (line) => placesOf(mark.text, line) }];
    const expression = compiled(mark.pattern);
    if (expression !== undefined) {
      return [{ kind, range, find: (line) => matchesOf(expression, line) }];
    }
    problems.push({
      message: `\`/${mark.pattern.slice(0, 80)}/\` is no regular expression`,
      hint: 'it is read as in JavaScript; a text is marked as `"text"`',
    });
    return [];
  });
  if (marks.every(({ mark }) => !('pattern' in mark))) {
    return { stretches: findAll(lines, finders), problems, late: false };
  }
  try {
    const found = bounded(() => findAll(lines, finders), Infinity);
    return { stretches: found ?? new Map(), problems, late: found === undefined };
  } catch {
    // An expression is only compiled when it is first used, and may be too large for that.
    problems.push({
      message: 'an expression of the block is too large',
      hint: 'write a shorter one, or a text as `"text"`',
    });
    return { stretches: new Map(), problems, late: false };
  }
}

interface Finder {
  readonly kind: MarkKind;
  readonly range: LineRange | undefined;
  find(line: string): Iterable<readonly [start: number, end: number]>;
}

function findAll(lines: readonly string[], finders: readonly Finder[]): MarkedStretches {
  const found = new Map<number, readonly MarkedStretch[]>();
  let places = 0;
  for (const [index, line] of lines.entries()) {
    const stretches: MarkedStretch[] = [];
    for (const { kind, range, find } of finders) {
      if (range !== undefined && (index + 1 < range.first || index + 1 > range.last)) continue;
      for (const [from, to] of find(line)) {
        places += 1;
        if (places > mostPlaces) return found;
        const start = isWithinPair(line, from) ? from - 1 : from;
        const end = isWithinPair(line, to) ? to + 1 : to;
        if (end > start) stretches.push({ start, end, kind });
      }
    }
    if (stretches.length > 0) found.set(index + 1, apart(stretches));
  }
  return found;
}

/** Of stretches that overlap, the one that begins first, then the longest. */
function apart(stretches: MarkedStretch[]): readonly MarkedStretch[] {
  let end = 0;
  return stretches
    .sort((a, b) => a.start - b.start || b.end - a.end)
    .filter((one) => {
      const isFree = one.start >= end;
      if (isFree) end = one.end;
      return isFree;
    });
}

function* placesOf(text: string, line: string): Iterable<readonly [number, number]> {
  for (let at = line.indexOf(text); at !== -1; at = line.indexOf(text, at + text.length)) {
    yield [at, at + text.length];
  }
}

function* matchesOf(expression: RegExp, line: string): Iterable<readonly [number, number]> {
  for (const { indices } of line.matchAll(expression)) {
    const [whole, ...groups] = indices ?? [];
    const matched = groups.filter((one) => one !== undefined);
    if (matched.length > 0) yield* matched;
    else if (whole !== undefined) yield whole;
  }
}

/** Read with the flag `u` where that is possible: `\p{L}` is known then, and a letter is never half. */
function compiled(pattern: string): RegExp | undefined {
  for (const flags of ['dgu', 'dg']) {
    try {
      return new RegExp(pattern, flags);
    } catch {}
  }
  return undefined;
}

/** Whether an offset lies between the two halves of one character. */
function isWithinPair(line: string, at: number): boolean {
  return /[\uD800-\uDBFF]/.test(line.charAt(at - 1)) && /[\uDC00-\uDFFF]/.test(line.charAt(at));
}
