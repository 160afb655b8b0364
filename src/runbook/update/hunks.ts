import type { Step } from '../../model/runbook.ts';
import { pointAt, type SourceFile } from '../../model/source.ts';
import type { Edit, Hunk } from './edit.ts';
import type { ExpectedPlace } from './expected-place.ts';
import type { NewLine } from './new-lines.ts';

/** The differences between the lines of an expectation and the new ones. */
export function hunksOf(
  source: SourceFile,
  place: ExpectedPlace,
  {
    step,
    lines,
    along,
  }: { readonly step: Step; readonly lines: readonly NewLine[]; readonly along: readonly Edit[] },
): readonly Hunk[] {
  const hunks: Hunk[] = [];
  const { block, from, prefix, lineEnd } = place;
  const before = place.count + (place.status === undefined ? 0 : 1);
  const offsetOf = (index: number): number =>
    block.sourceLines[from + index + 1]?.offset ?? block.span.end.offset;
  /** The first old line that is not dealt with. */
  let next = 0;
  let added: string[] = [];
  const flush = (upTo: number): void => {
    const removed = block.lines.slice(from + next, from + upTo);
    if (removed.length > 0 || added.length > 0) {
      const start = lineStart(source, offsetOf(next));
      const end = lineStart(source, offsetOf(upTo));
      const text = added.map((one) => (one === '' ? prefix.trimEnd() : prefix + one) + lineEnd);
      const { line } = pointAt(source.text, start);
      hunks.push({ start, end, text: text.join(''), step, line, removed, added, along });
    }
    added = [];
  };
  for (const one of lines) {
    if ('text' in one) added.push(one.text);
    else {
      flush(one.kept);
      next = one.kept + 1;
    }
  }
  flush(before);
  return hunks;
}

/** The lines of a block begin where its node does; what is written goes before all of the line. */
function lineStart(source: SourceFile, offset: number): number {
  return source.text.lastIndexOf('\n', offset - 1) + 1;
}
