import type { Assembly } from './assembly.ts';
import type { CodeWish } from './find.ts';
import type { PartFile } from './part-file.ts';
import { languageOfFile } from './reference.ts';
import { dedented, regionOf, type TextLine } from './regions.ts';
import { noLines, noRegion, pick } from './stretch.ts';
import { fileOf, hasRoom, type Place, type Work } from './work.ts';

/** A file, or a region of it, as a fenced block. */
export function appendCode(
  work: Work,
  assembly: Assembly,
  {
    place,
    margin,
  }: {
    readonly place: Place<CodeWish>;
    readonly margin: string;
  },
): void {
  const { reference, start, end } = place.wish;
  const file = fileOf(work, place, reference);
  if (file === undefined) return;
  const { source } = file;
  const lines = codeLines(work, place, file);
  if (lines === undefined) return;
  const length = lines.reduce((sum, one) => sum + one.end - one.start + 1 + margin.length, 0);
  if (!hasRoom(work, place, length)) return;
  const language = reference.language ?? languageOfFile(source.path);
  const info = [language, reference.meta].filter(Boolean).join(' ');
  const mark = info.includes('`') ? '~' : '`';
  const fence = mark.repeat(fenceLength(source.text, lines, mark));
  const make = (text: string): void => assembly.make(text, place.source, start, end);
  make(`${fence}${info}\n`);
  for (const line of lines) {
    if (margin !== '') make(margin);
    assembly.copy(source, line.start, line.end);
    make('\n');
  }
  make(`${margin}${fence}`);
}

function codeLines(
  work: Work,
  place: Place<CodeWish>,
  file: PartFile,
): readonly TextLine[] | undefined {
  const { region, lines } = place.wish.reference;
  const { lines: all } = file;
  const { path, text } = file.source;
  if (region !== undefined) {
    const found = regionOf(all, file.markers, region);
    if ('lines' in found) return dedented(text, found.lines);
    noRegion(work, place, { path, region, open: found.open, names: () => found.names });
    return undefined;
  }
  const chosen = lines === undefined ? all : pick(all, lines);
  if (chosen.length === 0 && lines !== undefined) return noLines(work, place, all.length);
  return lines === undefined ? chosen : dedented(text, chosen);
}

/** Longer than any run of the mark that a line begins with. */
function fenceLength(text: string, lines: readonly TextLine[], mark: string): number {
  let longest = 2;
  for (const { start, end } of lines) {
    const line = text.slice(start, end).trimStart();
    let run = 0;
    while (line[run] === mark) run += 1;
    longest = Math.max(longest, run);
  }
  return longest + 1;
}
