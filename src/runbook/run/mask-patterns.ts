import { gapAt, readGap } from './mask-gaps.ts';
import { plainView, readAs } from './mask-view.ts';

/** What is looked for in a text without gaps. */
export interface Pattern {
  readonly bytes: Buffer;
  /** Letters count as the same in either case. */
  readonly anyCase?: boolean | undefined;
  /** A character of base64 beside it holds a part of it. */
  readonly base64?: boolean | undefined;
}

/** Of a value of several lines such a line is masked alone, too. */
const shortestLine = 8;

/** Every way in which a value is looked for, beside the escapes that are read in the text. */
export function patternsOf(value: string): readonly Pattern[] {
  const lines = value.split(/[\r\n]+/).filter((line) => withoutGaps(line).length >= shortestLine);
  const texts = [value, ...(lines.length > 1 ? lines : [])];
  const patterns = texts.flatMap(patternsOfText);
  const known = new Map(patterns.map((one) => [one.bytes.toString('latin1'), one]));
  return [...known.values()];
}

function patternsOfText(text: string): readonly Pattern[] {
  const spellings = [
    text,
    // A form's space, and how a shell ends its quotes around one.
    text.replace(/ /g, '+'),
    text.replace(/'/g, "'''"),
  ];
  return [...new Set(spellings.map(withoutGaps))]
    .map((bytes): Pattern => ({ bytes }))
    .concat(
      { bytes: Buffer.from(Buffer.from(text).toString('hex')), anyCase: true },
      ...[0, 1, 2].flatMap((before) => base64At(Buffer.from(text), before)),
    );
}

/** The characters of base64 that a value alone decides, when so many bytes stand before it. */
function base64At(value: Buffer, before: number): readonly Pattern[] {
  const first = Math.ceil((before * 8) / 6);
  const end = Math.floor(((before + value.length) * 8) / 6);
  const all = Buffer.concat([Buffer.alloc(before), value]);
  return (['base64', 'base64url'] as const).map((alphabet) => ({
    bytes: Buffer.from(all.toString(alphabet).slice(first, end)),
    base64: true,
  }));
}

/** The bytes of a text without white space and the like. */
export function withoutGaps(text: string): Buffer {
  const view = plainView(Buffer.from(text));
  return Buffer.from((readAs(view, readGap) ?? view).bytes);
}

/** So many characters a value has at the least that are no gaps. */
export const fewestCharacters = 4;

/** Whether a value is too short to be told from other text. */
export function isTooShort(value: string): boolean {
  return [...value].filter((one) => gapAt(Buffer.from(one), 0) === 0).length < fewestCharacters;
}
