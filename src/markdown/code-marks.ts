/** Lines of a code block, 1-based, both ends included. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

/** How something in a block is set off: marked, or shown as inserted or deleted. */
export type MarkKind = 'mark' | 'ins' | 'del';

/** What the info string sets off: lines, a text wherever it stands, or what an expression matches. */
export type CodeMark =
  | { readonly kind: MarkKind; readonly lines: readonly LineRange[] }
  | { readonly kind: MarkKind; readonly text: string }
  | { readonly kind: MarkKind; readonly pattern: string };

/** Keys that may stand several times, each with lines, a text or an expression. */
export function isMarkKind(key: string): key is MarkKind {
  return key === 'mark' || key === 'ins' || key === 'del';
}

/** Longer expressions are words; none that people write comes near. */
const longestPattern = 1000;

/**
 * Where the expression `/…/` that begins at `start` ends; undefined where none does: `/etc/hosts` is a
 * word.
 */
export function patternEnd(text: string, start: number): number | undefined {
  let inClass = false;
  const end = Math.min(text.length, start + longestPattern);
  for (let at = start + 1; at < end; at += 1) {
    const character = text[at];
    if (character === '\\') at += 1;
    else if (character === '[') inClass = true;
    else if (character === ']') inClass = false;
    else if (character === '/' && !inClass) {
      const after = text[at + 1];
      return at > start + 1 && (after === undefined || /[\s}]/.test(after)) ? at + 1 : undefined;
    }
  }
  return undefined;
}

/** Where the quote that begins at `start` ends, past quotes behind a backslash; undefined where nowhere. */
export function quoteEnd(text: string, start: number): number | undefined {
  const quote = text[start];
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === quote) return at + 1;
  }
  return undefined;
}

/** A text without the backslashes that stand before punctuation, as in the rest of Markdown. */
export function unescaped(text: string): string {
  return text.includes('\\') ? text.replaceAll(/\\([!-/:-@[-`{-~])/g, '$1') : text;
}

/** Lines as in `2,4-6`; of what is no line and no range, the first one. */
export function lineRanges(
  inside: string,
): { readonly ranges: readonly LineRange[] } | { readonly wrong: string } {
  const ranges: LineRange[] = [];
  for (const part of inside.split(',').map((one) => one.trim())) {
    if (part === '') continue;
    const match = /^(\d{1,9})(?:\s*-\s*(\d{1,9}))?$/.exec(part);
    const first = Number(match?.[1]);
    const last = Number(match?.[2] ?? match?.[1]);
    if (match === null || first < 1 || last < first) return { wrong: part };
    ranges.push({ first, last });
  }
  return { ranges };
}
