/**
 * How a value is to be written in the place of a variable, so that to the shell it is that value and
 * nothing else: `b`are, quoted where it has to be; bare and `q`uoted in any case; in `d`ouble quotes; in
 * double quotes that are ended and begun again, as the text before would `g`row into it; in the text of
 * a `h`ere-document.
 */
export type OwnWriting = 'b' | 'q' | 'd' | 'g' | 'h';

/** In a script that stands in `s`ingle quotes, all of that is written for these once more. */
export type Writing = OwnWriting | `${OwnWriting}s`;

/** Where a script has a variable, with its `$` and braces: UTF-16 offsets without `end`. */
export interface VariablePlace {
  readonly start: number;
  readonly end: number;
  readonly writing: Writing;
}

/** Where a script of a block has variables that readers fill, in order and apart. */
export type FindVariables = (script: string) => readonly VariablePlace[];

/** The places of each line that has some, by its number from 0, as offsets in the line. */
export function placesByLine(
  lines: readonly string[],
  find: FindVariables,
): ReadonlyMap<number, readonly VariablePlace[]> {
  const found = new Map<number, VariablePlace[]>();
  let line = 0;
  let lineStart = 0;
  for (const { start, end, writing } of find(lines.join('\n'))) {
    while (start > lineStart + (lines[line]?.length ?? Infinity)) {
      lineStart += (lines[line]?.length ?? 0) + 1;
      line += 1;
    }
    const places = found.get(line) ?? [];
    places.push({ start: start - lineStart, end: end - lineStart, writing });
    found.set(line, places);
  }
  return found;
}
