import { readBackslash } from './mask-escapes.ts';
import { gapAt, readGap } from './mask-gaps.ts';
import { plainView, readAs } from './mask-view.ts';

/** What is looked for in a text without gaps. */
export interface Pattern {
  readonly bytes: Buffer;
  /** Letters count as the same in either case. */
  readonly anyCase?: boolean | undefined;
  /** The character before it or behind it holds some of its bits. */
  readonly shares?: { readonly before: boolean; readonly behind: boolean } | undefined;
  /** Only where escapes were read. */
  readonly escaped?: boolean | undefined;
  /** The value's first characters, which what looks like an escape before it has taken for its own. */
  readonly afterEscape?: Buffer | undefined;
}

/** Of a value of several lines such a line is masked alone, too. */
const shortestLine = 8;
/** So many characters a value has at the least, without gaps and backslashes. */
const fewestCharacters = 4;

/** Whether a value is too short to be told from other text. */
export function isTooShort(value: string): boolean {
  const bare = [...value.replaceAll('\\', '')];
  const characters = bare.filter((one) => gapAt(Buffer.from(one), 0) === 0);
  return characters.length < fewestCharacters;
}

/** Every way in which a value is looked for, beside the escapes that are read in the text. */
export function patternsOf(value: string): readonly Pattern[] {
  const lines = value.split(/[\r\n]+/).filter((line) => withoutGaps(line).length >= shortestLine);
  const trimmed = value.trim();
  return [
    ...(trimmed === value ? [] : encodedForms(value)),
    ...[trimmed, ...(lines.length > 1 ? lines : [])].flatMap(formsOf),
  ];
}

function formsOf(text: string): readonly Pattern[] {
  return [
    // A form has `+` for a space.
    ...distinct([text, text.replace(/ /g, '+')]).map((bytes) => ({ bytes })),
    ...distinct(escapedForms(text)).map((bytes) => ({ bytes, escaped: true })),
    ...tailsOf(withoutGaps(text)),
    ...encodedForms(text),
  ];
}

function encodedForms(text: string): readonly Pattern[] {
  const bytes = Buffer.from(text);
  const hex: Pattern = { bytes: Buffer.from(bytes.toString('hex')), anyCase: true };
  return [hex, ...[0, 1, 2].flatMap((before) => base64At(bytes, before))];
}

/** What a value is when the backslashes are left out: its own, and those that quote a part of it. */
function escapedForms(text: string): readonly string[] {
  const view = plainView(Buffer.from(text));
  const bare = text.replaceAll('\\', '');
  return [
    (readAs(view, readBackslash) ?? view).bytes.toString(),
    bare,
    // `\n` and the like.
    JSON.stringify(text).slice(1, -1).replaceAll('\\', ''),
    // How a shell ends its quotes around one.
    bare.replaceAll("'", "'''"),
  ];
}

function distinct(texts: readonly string[]): readonly Buffer[] {
  const forms = [...new Set(texts)].map(withoutGaps);
  return forms.filter((form) => form.length >= fewestCharacters);
}

/** The rest of a value whose first characters stand behind what begins an escape, as `c3` in `%c3%25`. */
function tailsOf(value: Buffer): readonly Pattern[] {
  return [1, 2, 3, 4, 5].flatMap((count) => {
    const taken = value.subarray(0, count);
    const bytes = value.subarray(count);
    const isTaken = /^[ux]?[0-9a-f]{0,4}$/i.test(taken.toString('latin1'));
    return isTaken && bytes.length >= fewestCharacters ? [{ bytes, afterEscape: taken }] : [];
  });
}

/** The characters of base64 that a value alone decides, when so many bytes stand before it. */
function base64At(value: Buffer, before: number): readonly Pattern[] {
  const first = Math.ceil((before * 8) / 6);
  const bits = (before + value.length) * 8;
  const all = Buffer.concat([Buffer.alloc(before), value]);
  return (['base64', 'base64url'] as const).map((alphabet) => ({
    bytes: Buffer.from(all.toString(alphabet).slice(first, Math.floor(bits / 6))),
    shares: { before: before > 0, behind: bits % 6 > 0 },
  }));
}

/** The bytes of a text without white space and the like. */
function withoutGaps(text: string): Buffer {
  const view = plainView(Buffer.from(text));
  return Buffer.from((readAs(view, readGap) ?? view).bytes);
}
