/** A stretch of a line, in UTF-16 offsets, without `last`. */
interface Stretch {
  readonly first: number;
  readonly last: number;
}

export interface InComment {
  /** The comment begins right before the first stretch. */
  readonly direct: boolean;
  /** The line without the stretches; without the comment, too, where nothing else is in it. */
  readonly rest: string;
}

/** How a comment begins, in the languages that have one: at the end of what stands before a marker. */
const opening =
  /(?:\{\{!--|\{\{\/\*|\{\/\*|<!--|<%--|\/\/+|\/\*+|--+|\(\*|\{-|#+|%+|;+|(?<!\S)(?:REM|rem|dnl|::|\.\.|'|"|\\"|!))$/;
/** The same within a line. Quotes and words begin too much else. */
const within = /<!--|<%--|\/\/|\/\*|--|\(\*|\{-|#|%|;|\*/;
const closing = /^(?:\*\/\}{0,2}|--\}\}|-->|--%>|\*\)|-\})$/;

/** In characters: the longest opening, and what may be repeated of it. */
const longestOpening = 40;

/**
 * The comment that some stretches of a line stand in; undefined where they stand in none. Which language
 * the line is in is not asked: a comment of any of them will do, as in samples of JSON.
 */
export function commentAround(line: string, stretches: readonly Stretch[]): InComment | undefined {
  const [first, last] = [stretches[0], stretches.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const before = line.slice(0, first.first).trimEnd();
  const after = line.slice(last.last).trimStart();
  const opened = opening.exec(before.slice(-longestOpening))?.[0];
  if (opened === undefined && !within.test(before)) return undefined;
  const between = stretches
    .map(({ last }, index) => line.slice(last, stretches[index + 1]?.first ?? last).trim())
    .filter((one) => one !== '')
    .join(' ');
  const isEmpty = between === '' && (after === '' || closing.test(after));
  if (opened !== undefined && isEmpty) {
    return { direct: true, rest: before.slice(0, before.length - opened.length).trimEnd() };
  }
  const rest = [before, between, after].filter((one) => one !== '').join(' ');
  return { direct: opened !== undefined, rest };
}
