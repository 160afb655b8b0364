import type { WildPart } from '../../model/runbook.ts';

const anyMark = '[..]';

/** The parts of a line with `[..]`; undefined for a line that has none. */
export function parseAnyMarks(line: string): readonly WildPart[] | undefined {
  if (!line.includes(anyMark)) return undefined;
  return line
    .split(anyMark)
    .flatMap((text, index): WildPart[] => [
      ...(index === 0 ? [] : [{ kind: 'any' } as const]),
      ...(text === '' ? [] : [{ kind: 'literal', text } as const]),
    ]);
}

/** Cram's globs: `*` any text, `?` one character, `\` makes the next one of them literal. */
export function parseGlob(glob: string): readonly WildPart[] {
  const parts: WildPart[] = [];
  let literal = '';
  const flush = (): void => {
    if (literal !== '') parts.push({ kind: 'literal', text: literal });
    literal = '';
  };
  for (let at = 0; at < glob.length; at += 1) {
    const character = glob.charAt(at);
    if (character === '\\' && /[*?\\]/.test(glob.charAt(at + 1))) {
      at += 1;
      literal += glob.charAt(at);
    } else if (character === '*' || character === '?') {
      flush();
      parts.push({ kind: character === '*' ? 'any' : 'one' });
    } else literal += character;
  }
  flush();
  return parts;
}

/**
 * Whether the parts cover the whole text. Without backtracking: each stretch between two wildcards
 * is taken where it first fits, which is always right because `any` may be as long as it likes.
 */
export function matchesParts(parts: readonly WildPart[], text: string): boolean {
  const stretches: WildPart[][] = [[]];
  for (const part of parts) {
    if (part.kind === 'any') stretches.push([]);
    else stretches.at(-1)?.push(part);
  }
  const first = stretches.shift() ?? [];
  const last = stretches.pop();
  let at = stretchEnd(first, text, 0);
  if (last === undefined) return at === text.length;
  for (const stretch of stretches) {
    if (at === undefined) return false;
    at = findStretch(stretch, text, at);
  }
  if (at === undefined) return false;
  return fitsAtEnd(last, text, at);
}

/** Where a stretch that starts at `at` ends, or undefined when it does not fit there. */
function stretchEnd(stretch: readonly WildPart[], text: string, at: number): number | undefined {
  let end = at;
  for (const part of stretch) {
    if (part.kind === 'literal') {
      if (!text.startsWith(part.text, end)) return undefined;
      end += part.text.length;
    } else {
      const code = text.codePointAt(end);
      if (code === undefined) return undefined;
      end += code > 0xffff ? 2 : 1;
    }
  }
  return end;
}

function findStretch(stretch: readonly WildPart[], text: string, from: number): number | undefined {
  const [only] = stretch;
  if (only === undefined) return from;
  if (stretch.length === 1 && only.kind === 'literal') {
    const found = text.indexOf(only.text, from);
    return found === -1 ? undefined : found + only.text.length;
  }
  for (let start = from; start <= text.length; start += 1) {
    const end = stretchEnd(stretch, text, start);
    if (end !== undefined) return end;
  }
  return undefined;
}

function fitsAtEnd(stretch: readonly WildPart[], text: string, from: number): boolean {
  let end = text.length;
  for (const part of [...stretch].reverse()) {
    if (part.kind === 'literal') {
      if (!text.slice(0, end).endsWith(part.text)) return false;
      end -= part.text.length;
    } else {
      if (end === 0) return false;
      end -= /[\udc00-\udfff]/.test(text.charAt(end - 1)) && end > 1 ? 2 : 1;
    }
  }
  return end >= from;
}
