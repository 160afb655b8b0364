import type { Tokenize } from './grammars/load.ts';
import type { PrismStream, PrismToken } from './grammars/prism.ts';

type Part = string | PrismToken;

/** In characters. What a grammar's patterns take grows faster than the text, so they see this much at once. */
const portion = 4000;
/** Longer lines are shown plain. */
const longestLine = 1000;

/**
 * Tokenizes a long text a portion at a time. The next one begins with a line that starts outside every
 * token of the one before, so that a comment, a string or a here-document that lies across the border is
 * seen whole, unless it is nearly as long as a portion itself.
 */
export function inPortions(code: string, tokenize: Tokenize): PrismStream {
  if (code.length <= longestLine) return tokenize(code);
  return pieces(code).flatMap(({ text, plain }) => (plain ? [text] : tokens(text, tokenize)));
}

/** Lines that are too long, and what is between them. */
function pieces(code: string): { text: string; plain: boolean }[] {
  const found: { text: string; plain: boolean }[] = [];
  for (const line of code.split(/(?<=\n)/)) {
    const plain = line.length > longestLine;
    const last = found.at(-1);
    if (last !== undefined && last.plain === plain) last.text += line;
    else found.push({ text: line, plain });
  }
  return found;
}

function tokens(text: string, tokenize: Tokenize): Part[] {
  const found: Part[] = [];
  let start = 0;
  while (text.length - start > portion) {
    const end = text.lastIndexOf('\n', start + portion) + 1;
    const parts = partsOf(tokenize(text.slice(start, end)));
    const clean = beforeLastLine(parts, portion / 2);
    for (const part of clean.parts) found.push(part);
    start += clean.length;
  }
  return [...found, ...partsOf(tokenize(text.slice(start)))];
}

function partsOf(stream: PrismStream): readonly Part[] {
  if (typeof stream === 'string') return [stream];
  return 'type' in stream ? [stream] : stream;
}

/** The parts up to the last line break that lies outside every token; all of them where it comes too early. */
function beforeLastLine(
  parts: readonly Part[],
  atLeast: number,
): { readonly parts: readonly Part[]; readonly length: number } {
  const all = parts.reduce((sum, part) => sum + lengthOf(part), 0);
  let length = all;
  // The last line is left to the next portion: what it begins may not be over.
  let lines = 0;
  for (let index = parts.length - 1; index >= 0; index -= 1) {
    const part = parts[index] ?? '';
    length -= lengthOf(part);
    if (typeof part !== 'string') continue;
    for (
      let at = part.lastIndexOf('\n');
      at !== -1;
      at = at === 0 ? -1 : part.lastIndexOf('\n', at - 1)
    ) {
      lines += 1;
      if (lines < 2) continue;
      if (length + at + 1 < atLeast) return { parts, length: all };
      return { parts: [...parts.slice(0, index), part.slice(0, at + 1)], length: length + at + 1 };
    }
  }
  return { parts, length: all };
}

function lengthOf(part: PrismStream): number {
  if (typeof part === 'string') return part.length;
  if ('type' in part) return lengthOf(part.content);
  return part.reduce((sum, one) => sum + lengthOf(one), 0);
}
