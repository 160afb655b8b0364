import { escapeReaders } from './mask-escapes.ts';
import { controlStringReader, readControlSequence, readGap } from './mask-gaps.ts';
import { isTooShort, type Pattern, patternsOf } from './mask-patterns.ts';
import { foundIn, mergedRanges, type Range } from './mask-search.ts';
import { plainView, readAs, type View } from './mask-view.ts';

/** Takes the values of secrets out of what is shown. */
export interface Masker {
  /** `unfinished`: the output was cut off or goes on, so that its end may be the beginning of a value. */
  bytes(output: Uint8Array, unfinished?: 'unfinished'): Uint8Array;
  text(text: string): string;
}

/** What stands for a value. */
export const maskText = '***';
const mask = Buffer.from(maskText);
const mostRounds = 8;

/**
 * Makes the masker of some secrets, by name. A value is found as it is, with white space, control
 * characters and terminal sequences between its characters; in hex; in base64 of either alphabet
 * wherever it begins in what was encoded; percent-encoded; and with the escapes of JSON or a shell.
 * The time is linear in the length of the text, whatever it is.
 * @throws RangeError for a value that is too short to be told from other text; see `secretsFrom`.
 */
export function masker(secrets: Readonly<Record<string, string>>): Masker {
  const values = Object.entries(secrets);
  for (const [name, value] of values) {
    if (isTooShort(value)) throw new RangeError(`the value of ${name} is too short to be masked`);
  }
  const patterns = values.flatMap(([, value]) => patternsOf(value));
  if (patterns.length === 0) return { bytes: (output) => output, text: (text) => text };
  const bytes: Masker['bytes'] = (output, unfinished) => {
    let masked = output;
    for (let round = 0; round < mostRounds; round += 1) {
      const ranges = rangesIn(masked, patterns, unfinished !== undefined);
      if (ranges.length === 0) return masked;
      masked = replaced(masked, ranges);
    }
    // A value that is made of the mask itself comes back with each round.
    return mask;
  };
  return {
    bytes,
    text(text) {
      const input = Buffer.from(text);
      const output = bytes(input);
      return output === input ? text : Buffer.from(output).toString();
    },
  };
}

function rangesIn(
  output: Uint8Array,
  patterns: readonly Pattern[],
  isUnfinished: boolean,
): readonly Range[] {
  const options = { patterns, original: output, isUnfinished };
  const ranges = [...viewsOf(output)].flatMap((view) => foundIn(view, options));
  return mergedRanges(ranges);
}

/** Every reading of an output in which values are looked for. */
function* viewsOf(output: Uint8Array): Generator<View> {
  const plain = plainView(output);
  const dense = readAs(plain, readGap) ?? plain;
  yield* withEscapes(dense);
  if (!output.includes(0x1b)) return;
  for (const reader of [readControlSequence, controlStringReader()]) {
    const view = readAs(plain, reader);
    if (view !== undefined) yield* withEscapes(view);
  }
}

/** A view, and what it is when its escapes are read, up to escapes within escapes. */
function* withEscapes(view: View, depth = 2): Generator<View> {
  yield view;
  if (depth === 0) return;
  for (const reader of escapeReaders) {
    const inner = readAs(view, reader);
    if (inner !== undefined) yield* withEscapes({ ...inner, isEscaped: true }, depth - 1);
  }
}

function replaced(output: Uint8Array, ranges: readonly Range[]): Buffer {
  const parts: Uint8Array[] = [];
  let from = 0;
  for (const { start, end } of ranges) {
    parts.push(output.subarray(from, start), mask);
    from = end;
  }
  return Buffer.concat([...parts, output.subarray(from)]);
}
