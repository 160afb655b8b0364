import type { ExpectedLine } from '../../model/runbook.ts';
import { align } from '../compare/align.ts';
import { withoutAnsi } from '../compare/ansi.ts';
import { alignItems, type JsonMatcher, jsonMatcher } from '../compare/json-match.ts';
import { type JsonText, printJson } from '../compare/json-print.ts';
import { type JsonNode, parseExpectedJson, parseJson } from '../compare/json-syntax.ts';
import { visible } from '../run/captured.ts';
import type { NewLine } from './new-lines.ts';
import { sharpened } from './sharpen.ts';

/**
 * Expected JSON with the differences mended: values that differ are replaced, keys and items that are
 * gone go, new ones come. What holds stays as it is written, wildcards too. A text tells why not.
 */
export function newJson(lines: readonly string[], stdout: Uint8Array): readonly NewLine[] | string {
  const wantedText = lines.join('\n');
  const foundText = withoutAnsi(new TextDecoder().decode(stdout));
  const wanted = parseExpectedJson(wantedText);
  const found = parseJson(foundText);
  if ('problem' in found) return `it is no JSON: ${found.problem.message}`;
  if ('problem' in wanted) return 'what is expected there is no JSON';
  const [start, end] = [wanted.value.start, wanted.value.end];
  const mended = mend(
    { node: wanted.value, text: wantedText },
    { node: found.value, text: foundText, keepsOrder: true },
    jsonMatcher(),
  );
  return asLines(lines, wantedText.slice(0, start) + mended + wantedText.slice(end));
}

function mend(wanted: JsonText, found: JsonText, matcher: JsonMatcher): string {
  const [expected, actual] = [wanted.node, found.node];
  const written = wanted.text.slice(expected.start, expected.end);
  if (matcher.matches(expected, actual)) return written;
  const margin = marginOf(wanted.text, expected.start);
  const print = (node: JsonNode, indent: string): string =>
    harmless(printJson({ ...found, node }, indent));
  const both = (one: JsonNode, other: JsonNode): string =>
    mend({ ...wanted, node: one }, { ...found, node: other }, matcher);

  if (expected.kind === 'array' && actual.kind === 'array') {
    const indent = innerMargin(wanted.text, expected, expected.items[0], margin);
    const isDots = (i: number): boolean => expected.items[i]?.kind === 'more';
    const pairs = sharpened(alignItems(expected, actual, matcher), isDots);
    const pieces = pairs.flatMap((pair): readonly Piece[] => {
      const one = 'i' in pair ? expected.items[pair.i] : undefined;
      const other = 'j' in pair ? actual.items[pair.j] : undefined;
      if (pair.kind === 'skipped') return [];
      if (one === undefined) return other === undefined ? [] : [{ text: print(other, indent) }];
      if (one.kind === 'more') return [{ of: one, text: wanted.text.slice(one.start, one.end) }];
      return other === undefined ? [] : [{ of: one, text: both(one, other) }];
    });
    return assembled(wanted, { was: expected.items, pieces, indent, margin });
  }
  if (expected.kind === 'object' && actual.kind === 'object') {
    const values = new Map(actual.members.map(({ name, value }) => [name, value]));
    const known = new Set(expected.members.map(({ name }) => name));
    const indent = innerMargin(wanted.text, expected, expected.members[0], margin);
    const pieces = [
      ...expected.members.flatMap((member): readonly Piece[] => {
        const other = values.get(member.name);
        if (other === undefined) return [];
        const head = wanted.text.slice(member.start, member.value.start);
        return [{ of: member, text: head + both(member.value, other) }];
      }),
      ...actual.members
        .filter(({ name }) => !expected.more && !known.has(name))
        .map(({ name, value }) => ({
          text: harmless(`${JSON.stringify(name)}: `) + print(value, indent),
        })),
    ];
    return assembled(wanted, { was: expected.members, pieces, indent, margin });
  }
  return print(actual, margin);
}

interface Place {
  readonly start: number;
  readonly end: number;
}

/** A part of a list or an object: one that was there, mended, or a new one. */
interface Piece {
  readonly of?: Place | undefined;
  readonly text: string;
}

/** A list or an object of its parts. Where none came or went, all between them stays, too. */
function assembled(
  { node, text }: JsonText,
  parts: {
    readonly was: readonly Place[];
    readonly pieces: readonly Piece[];
    readonly indent: string;
    readonly margin: string;
  },
): string {
  const { was, pieces, indent, margin } = parts;
  if (pieces.length === was.length && pieces.every((piece, index) => piece.of === was[index])) {
    let result = '';
    let at = node.start;
    for (const { of, text: mended } of pieces) {
      result += text.slice(at, of?.start) + mended;
      at = of?.end ?? at;
    }
    return result + text.slice(at, node.end);
  }
  const [open, close] = node.kind === 'array' ? ['[', ']'] : ['{', '}'];
  const hasMore = node.kind === 'object' && node.more;
  const texts = [...pieces.map((piece) => piece.text), ...(hasMore ? ['...'] : [])];
  if (texts.length === 0) return open + close;
  const isLong = text.slice(node.start, node.end).includes('\n');
  return isLong
    ? `${open}\n${texts.map((one) => indent + one).join(',\n')}\n${margin}${close}`
    : `${open}${texts.join(', ')}${close}`;
}

/** The blanks before the line that holds an offset. */
function marginOf(text: string, offset: number): string {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  return /^[ \t]*/.exec(line)?.[0] ?? '';
}

function innerMargin(text: string, outer: Place, first: Place | undefined, margin: string): string {
  const isLong = first !== undefined && text.slice(outer.start, first.start).includes('\n');
  return isLong ? marginOf(text, first.start) : `${margin}  `;
}

/** JSON may hold characters that are not seen; in a page they are written as `\uNNNN`. */
function harmless(json: string): string {
  return [...json]
    .map((character) => {
      if (character === '\n' || visible(character) === character) return character;
      return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
    })
    .join('');
}

/** Which of the old lines are lines of the new text. */
function asLines(before: readonly string[], text: string): readonly NewLine[] {
  const after = text.split('\n');
  const old = before.map(
    (raw): ExpectedLine => ({ kind: 'literal', raw, text: raw, noEol: false }),
  );
  const matcher = { slow: [], matches: (i: number, j: number) => before[i] === after[j] };
  return align(old, after.length, matcher).flatMap((pair): readonly NewLine[] => {
    if (pair.kind === 'same') return [{ kept: pair.i }];
    return pair.kind === 'extra' ? [{ text: after[pair.j] ?? '' }] : [];
  });
}
