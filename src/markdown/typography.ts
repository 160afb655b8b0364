import { quotesOf } from './quotes.ts';

/** What is put in the place of some characters of a text. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Stands for what is no text in a paragraph, such as code. */
export const object = '\uFFFC';

/**
 * Quotes, apostrophes, dashes and dots of one paragraph as they are printed. `--` becomes a dash between
 * words or between spaces, never before an option of a command (`--force`). A quote that nothing closes
 * and an inch (`17"`) stay as they are.
 * @param isPlain Whether the author left a character to be changed.
 */
export function printed(
  text: string,
  language: string,
  isPlain: (index: number) => boolean,
): readonly Edit[] {
  return [
    ...quoted(text, language, isPlain),
    ...dashed(text, isPlain),
    ...(/^fr(?:-|$)/i.test(language) ? spaced(text, isPlain) : []),
  ].sort((one, other) => one.start - other.start);
}

/** Before it, a quote opens. */
const opener = /[\s([{\u2013\u2014\u201C\u2018\u201E\u201A\u00AB-]/;

function quoted(text: string, language: string, isPlain: (index: number) => boolean): Edit[] {
  const [open, close, innerOpen, innerClose] = quotesOf(language);
  const edits: Edit[] = [];
  const waiting: { readonly mark: string; readonly at: number }[] = [];
  const put = (at: number, mark: string): void => {
    edits.push({ start: at, end: at + 1, text: mark });
  };
  for (let at = 0; at < text.length; at += 1) {
    const mark = text.charAt(at);
    if ((mark !== '"' && mark !== "'") || !isPlain(at)) continue;
    const before = text.charAt(at - 1);
    const after = text.charAt(at + 1);
    const isOpen = after !== '' && !/\s/.test(after) && opensAfter(before, text, at);
    if (mark === "'" && /^\d\ds?(?!\w)/.test(text.slice(at + 1, at + 5)) && !/\d/.test(before)) {
      // ’90s
      put(at, apostrophe);
      continue;
    }
    if (
      !isOpen &&
      mark === "'" &&
      isWord(before) &&
      isWord(after) &&
      !/\d\d/.test(before + after)
    ) {
      put(at, apostrophe);
      continue;
    }
    const partner = isOpen ? -1 : waiting.findLastIndex((one) => one.mark === mark);
    const start = waiting[partner];
    if (start !== undefined && before !== '' && !/\s/.test(before)) {
      put(start.at, mark === '"' ? open : innerOpen);
      put(at, mark === '"' ? close : innerClose);
      waiting.length = partner;
    } else if (isOpen) {
      if (waiting.length < deepest) waiting.push({ mark, at });
    } else if (mark === "'" && /[\p{L}\uFFFC]/u.test(before)) put(at, apostrophe);
  }
  // ’tis: what looked like the begin of a quotation, and no end came.
  for (const { mark, at } of waiting) {
    if (mark === "'" && isWord(text.charAt(at + 1))) put(at, apostrophe);
  }
  return edits;
}

const apostrophe = '’';
/** Quotes in quotes. */
const deepest = 20;

function opensAfter(before: string, text: string, at: number): boolean {
  if (before === '' || opener.test(before)) return true;
  // A quote in a quote: `"'Yes,' she said"`.
  return /["']/.test(before) && (at === 1 || opener.test(text.charAt(at - 2)));
}

function isWord(character: string): boolean {
  return /[\p{L}\p{N}\uFFFC]/u.test(character);
}

function dashed(text: string, isPlain: (index: number) => boolean): Edit[] {
  const edits: Edit[] = [];
  for (const { index, 0: run } of text.matchAll(/(?<!-)-{2,3}(?!-)|(?<!\.)\.{3}(?!\.)/g)) {
    const end = index + run.length;
    if (![...run].every((_, at) => isPlain(index + at))) continue;
    const [before, after] = [text.charAt(index - 1), text.charAt(end)];
    if (run === '...') edits.push({ start: index, end, text: '…' });
    else if (run === '---' || isBlank(before) === isBlank(after)) {
      edits.push({ start: index, end, text: run === '---' ? '—' : '–' });
    }
  }
  return edits;
}

function isBlank(character: string): boolean {
  return character === '' || /\s/.test(character);
}

/** A French author's own space before a mark does not break. */
function spaced(text: string, isPlain: (index: number) => boolean): Edit[] {
  const edits: Edit[] = [];
  for (const { index, 0: found } of text.matchAll(/(?<=\S) [;:!?»](?=\s|$)/g)) {
    if (!isPlain(index)) continue;
    edits.push({
      start: index,
      end: index + 1,
      text: found[1] === ':' || found[1] === '»' ? '\u00A0' : '\u202F',
    });
  }
  return edits;
}
