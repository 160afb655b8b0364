import type { BlockInfo, InfoProblem } from '../blocks.ts';
import { isMarkKind, type LineRange, type MarkKind } from '../code-marks.ts';
import { type CodeDisplay, joined } from './display.ts';
import { LineMarks } from './line-marks.ts';
import { type LineMark, type MarkerProblem, mayHaveMarkers, readMarkers } from './markers.ts';
import { findWords, type MarkedStretches, type WordMark } from './word-marks.ts';

/** The code of a block as a reader sees it, and what is set off in it. */
export interface ShownCode {
  readonly code: string;
  /** What its colours are those of. */
  readonly language: string;
  readonly marks: LineMarks | undefined;
  readonly stretches: MarkedStretches;
  /** The numbers of the notes at the end of a line, by its 1-based number. */
  readonly notes: ReadonlyMap<number, readonly number[]>;
}

export interface ReadCode {
  readonly shown: ShownCode;
  readonly problems: readonly InfoProblem[];
  readonly markerProblems: readonly MarkerProblem[];
  /** Expressions took too long. */
  readonly late: boolean;
}

const nothing: ReadonlyMap<number, never> = new Map<number, never>();

/**
 * @param value of the block, as it is written.
 * @param notes whether a list of notes belongs to it.
 */
export function readCode(
  value: string,
  { info, display, notes }: { info: BlockInfo; display: CodeDisplay; notes: boolean },
): ReadCode {
  const language = (display.inner ?? info.language).toLowerCase();
  const plain = { code: value, language, marks: undefined, stretches: nothing, notes: nothing };
  const markers = mayHaveMarkers(value, notes) ? readMarkers(value.split('\n'), notes) : undefined;
  const numbered = lineRangesOf(info, display);
  const ranges = [...numbered, ...(markers?.marks ?? [])];
  const words: readonly WordMark[] = [
    ...info.marks.filter((mark) => !('lines' in mark)).map((mark) => ({ mark })),
    ...(markers?.words ?? []).map(({ text, range }) => ({ mark: { kind, text }, range })),
  ];
  const isPlain = markers === undefined && display.inner === undefined;
  if (isPlain && ranges.length === 0 && words.length === 0) {
    return { shown: plain, problems: [], markerProblems: [], late: false };
  }
  const left = markers?.lines.filter((line) => line !== undefined) ?? value.split('\n');
  const lines = display.inner === undefined ? left : left.map(withoutColumn(left));
  const marks = new LineMarks(lines.length);
  for (const mark of new Set(ranges.map((one) => one.mark))) {
    const own = ranges.filter((one) => one.mark === mark).map(({ range }) => range);
    for (const range of joined(own)) marks.add(mark, range);
  }
  if (display.inner !== undefined) {
    for (const [index, line] of left.entries()) {
      const mark = line.startsWith('+') ? 'inserted' : line.startsWith('-') ? 'removed' : undefined;
      if (mark !== undefined) marks.add(mark, { first: index + 1, last: index + 1 });
    }
  }
  const found = findWords(lines, words);
  return {
    shown: {
      code: lines.join('\n'),
      language,
      marks,
      stretches: found.stretches,
      notes: markers?.notes ?? nothing,
    },
    problems: [...found.problems, ...missing(numbered, lines.length)],
    markerProblems: markers?.problems ?? [],
    late: found.late,
  };
}

/** Lines to be marked that the block does not have. */
function missing(numbered: ReturnType<typeof lineRangesOf>, count: number): readonly InfoProblem[] {
  const [over] = numbered.filter(({ range }) => range.first > count);
  if (over === undefined) return [];
  return [
    {
      message: `the block has no line ${over.range.first} to mark`,
      hint: `it has ${count}, counted from 1 as they are shown`,
    },
  ];
}

const kind: MarkKind = 'mark';

const marksOf: Readonly<Record<MarkKind, LineMark>> = {
  mark: 'highlighted',
  ins: 'inserted',
  del: 'removed',
};

function lineRangesOf(
  info: BlockInfo,
  display: CodeDisplay,
): { readonly mark: LineMark; readonly range: LineRange }[] {
  return [
    ...[...info.highlightLines, ...display.highlight].map((range) => ({
      mark: 'highlighted' as const,
      range,
    })),
    ...info.marks.flatMap((one) =>
      'lines' in one && isMarkKind(one.kind)
        ? one.lines.map((range) => ({ mark: marksOf[one.kind], range }))
        : [],
    ),
  ];
}

/** Takes the signs of a diff off; off other lines a blank, where each of them begins with one. */
function withoutColumn(lines: readonly string[]): (line: string) => string {
  const isSet = lines.every((line) => line === '' || /^[+\- ]/.test(line));
  return (line) => (/^[+-]/.test(line) || (isSet && line !== '') ? line.slice(1) : line);
}
