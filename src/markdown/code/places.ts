import { type Span, spanAt } from '../../model/source.ts';

/** A block in a page: where its node begins, and the text of the page. */
export interface BlockPlace {
  readonly text: string;
  readonly offset: number;
}

/** Where something is written in the info string; the start of the block where it is not found there. */
export function infoPlace({ text, offset }: BlockPlace, written: string | undefined): Span {
  const line = text.slice(offset, endOfLine(text, offset));
  const at = written === undefined ? -1 : line.indexOf(written);
  if (written === undefined || at === -1) return spanAt(text, offset);
  return spanAt(text, offset + at, offset + at + written.length);
}

/** Where something is written in a line of the code, by its 0-based index. */
export function linePlace({ text, offset }: BlockPlace, index: number, written: string): Span {
  const isFenced = text.startsWith('```', offset) || text.startsWith('~~~', offset);
  let start = offset;
  for (let skipped = isFenced ? -1 : 0; skipped < index; skipped += 1) {
    const end = endOfLine(text, start);
    if (end === text.length) break;
    start = end + 1;
  }
  const at = text.slice(start, endOfLine(text, start)).indexOf(written);
  return at === -1 ? spanAt(text, start) : spanAt(text, start + at, start + at + written.length);
}

function endOfLine(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  return newline === -1 ? text.length : newline;
}
