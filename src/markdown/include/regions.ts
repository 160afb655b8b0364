/** A line of a text: where it begins and ends, without its line end. */
export interface TextLine {
  readonly start: number;
  readonly end: number;
}

export function linesOf(text: string, from = 0, to: number = text.length): TextLine[] {
  const lines: TextLine[] = [];
  let start = from;
  for (const { index, 0: end } of text.slice(from, to).matchAll(/\r\n|\n|\r/g)) {
    lines.push({ start, end: from + index });
    start = from + index + end.length;
  }
  if (start < to) lines.push({ start, end: to });
  return lines;
}

/** What comments begin and end with, in the languages that there are. */
const opening =
  '(?:\\/\\/+|\\/\\*+|<!--|\\{\\{!-*|\\{\\/\\*|\\(\\*|\\{-|--+|#+|;+|%+|::|"|\'|REM\\b)';
const closing = '(?:\\*+\\/\\}?|--+>|-*\\}\\}|\\*\\)|-\\})?';
/**
 * `#region name` and `#endregion name`, as editors fold them: in a comment of any language, and bare or
 * behind `#pragma` where the language has them itself.
 */
const marker = new RegExp(
  `^\\s*(?:${opening}\\s*#?|#(?:pragma\\s+)?)\\s*(end ?)?region\\b[ \\t]*"?([^"]*?)"?\\s*${closing}\\s*$`,
  'i',
);

interface Marker {
  readonly isEnd: boolean;
  readonly name: string;
}

function markerIn(line: string): Marker | undefined {
  // Longer lines are no markers.
  if (line.length > 300 || !/region/i.test(line)) return undefined;
  const [found, end, name = ''] = marker.exec(line) ?? [];
  // `# region of interest` is an ordinary comment.
  const isComment = /\s/.test(name) && !/#(?:pragma\s+)?(?:end ?)?region/i.test(line);
  return found === undefined || isComment ? undefined : { isEnd: end !== undefined, name };
}

/** A line that begins or ends a region. */
export interface RegionMarker extends Marker {
  /** Of the line. */
  readonly index: number;
}

export function markersIn(text: string, lines: readonly TextLine[]): readonly RegionMarker[] {
  return lines.flatMap(({ start, end }, index) => {
    const found = markerIn(text.slice(start, end));
    return found === undefined ? [] : [{ ...found, index }];
  });
}

const noLine: TextLine = { start: 0, end: 0 };

export type FoundRegion =
  | { readonly lines: readonly TextLine[] }
  /** `open`: it begins there, and its end is missing. */
  | { readonly names: readonly string[]; readonly open?: TextLine | undefined };

/** The lines between a region's markers, without those of other regions; of all regions of that name. */
export function regionOf(
  lines: readonly TextLine[],
  markers: readonly RegionMarker[],
  wanted: string,
): FoundRegion {
  const names = new Set<string>();
  const inside: TextLine[] = [];
  /** The names of the regions that are open. */
  const open: string[] = [];
  let begun: number | undefined;
  let next = 0;
  let isFound = false;
  for (const { index, isEnd, name } of markers) {
    if (begun !== undefined)
      for (let at = next; at < index; at += 1) inside.push(lines[at] ?? noLine);
    next = index + 1;
    if (!isEnd) {
      open.push(name);
      if (name !== '') names.add(name);
      if (name === wanted) begun ??= index;
      continue;
    }
    const at = name === '' ? open.length - 1 : open.lastIndexOf(name);
    const [closed] = at === -1 ? [] : open.splice(at, 1);
    if (begun !== undefined && closed === wanted && !open.includes(wanted)) {
      begun = undefined;
      isFound = true;
    }
  }
  if (begun !== undefined) return { names: [...names], open: lines[begun] };
  return isFound ? { lines: inside } : { names: [...names] };
}

/** Lines without what all of them that hold something begin with. */
export function dedented(text: string, lines: readonly TextLine[]): readonly TextLine[] {
  let common: string | undefined;
  for (const { start, end } of lines) {
    const line = text.slice(start, end);
    const [indent = ''] = /^[ \t]*/.exec(line) ?? [];
    if (indent.length === line.length) continue;
    common = common === undefined ? indent : shared(common, indent);
    if (common === '') return lines;
  }
  const width = common?.length ?? 0;
  return lines.map(({ start, end }) => ({ start: Math.min(end, start + width), end }));
}

function shared(one: string, other: string): string {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return one.slice(0, at);
}
