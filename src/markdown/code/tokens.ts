import type { PrismStream, PrismToken } from './grammars/prism.ts';
import type { ClassNames } from './token-classes.ts';

/** A piece of a line, and the class it is shown in. */
export interface Token {
  readonly text: string;
  readonly className: string | undefined;
}

/** The tokens of each line of some code. */
export type HighlightedLines = readonly (readonly Token[])[];

/** Whose brackets and quotes are part of it; elsewhere punctuation is plain. */
const coloursPunctuation: ReadonlySet<string | undefined> = new Set([
  'tok-comment',
  'tok-string',
  'tok-regexp',
  'tok-meta',
  'tok-link',
  'tok-heading',
  'tok-emphasis',
  'tok-strong',
  'tok-inserted',
  'tok-deleted',
]);

/** The tokens of each line. A token gets the class of the innermost name that has one. */
export function toLines(stream: PrismStream, classes: ClassNames): HighlightedLines {
  let line: { text: string; className: string | undefined }[] = [];
  const lines: (readonly Token[])[] = [line];

  const piece = (text: string, className: string | undefined): void => {
    if (text === '') return;
    const last = line.at(-1);
    // Blank space has no colour: it joins what stands before it.
    if (last !== undefined && (last.className === className || isBlank(text))) last.text += text;
    else line.push({ text, className: isBlank(text) ? undefined : className });
  };

  const add = (part: PrismStream, className: string | undefined): void => {
    if (typeof part === 'string') {
      let start = 0;
      for (let end = part.indexOf('\n'); end !== -1; end = part.indexOf('\n', start)) {
        piece(part.slice(start, end), className);
        line = [];
        lines.push(line);
        start = end + 1;
      }
      piece(start === 0 ? part : part.slice(start), className);
    } else if ('type' in part) add(part.content, classOf(part, className, classes));
    else for (const one of part) add(one, className);
  };

  add(stream, undefined);
  return lines;
}

const space = 32;
function isBlank(text: string): boolean {
  return text.charCodeAt(0) <= space && text.trim() === '';
}

function classOf(
  { type, alias }: PrismToken,
  outer: string | undefined,
  classes: ClassNames,
): string | undefined {
  if (type === 'punctuation') {
    return coloursPunctuation.has(outer) && alias !== 'attr-equals' ? outer : undefined;
  }
  const name = classes.get(type) ?? aliasClass(alias, classes);
  return name === undefined ? outer : name === '' ? undefined : name;
}

function aliasClass(alias: PrismToken['alias'], classes: ClassNames): string | undefined {
  if (typeof alias === 'string') return named(alias, classes);
  for (const one of alias ?? []) {
    const name = named(one, classes);
    if (name !== undefined) return name;
  }
  return undefined;
}

/** A piece in another language is plain, but for its own tokens. */
function named(name: string, classes: ClassNames): string | undefined {
  return classes.get(name) ?? (name.startsWith('language-') ? '' : undefined);
}
