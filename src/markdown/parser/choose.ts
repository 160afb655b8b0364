import type { Root } from 'mdast';
import type { VFile } from 'vfile';
import type { ParserChoice } from '../../model/config.ts';
import { diagnostic, UserError } from '../../model/diagnostic.ts';
import { unlikeText, unlikeTree } from './differences.ts';
import { nativeParse } from './native.ts';
import { repair } from './repair.ts';

/** Markdown to mdast. The tree is the caller's. */
export type Parse = (file: VFile) => Root;

export interface ParserOptions {
  readonly choice: ParserChoice;
  readonly reference: Parse;
  /** The site's plugins add syntax, or have a parser of their own. */
  readonly extended: boolean;
  /** Text and leaf directives are read, too. */
  readonly directives: boolean;
  /** So are formulas between dollars, which the native parser reads by other rules. */
  readonly dollars?: boolean | undefined;
}

/**
 * The parser of a pipeline. What the native one reads in another way than the reference is left to that.
 * @throws UserError where the native parser is wanted and cannot be had.
 */
export function chooseParser(options: ParserOptions): Parse {
  const { choice, reference, extended } = options;
  if (choice === 'remark' || (extended && choice === 'auto')) return reference;
  const other = choice === 'native' ? nativeOnly(options) : whereAlike(options);
  return options.dollars
    ? (file) => (String(file).includes('$') ? reference(file) : other(file))
    : other;
}

function whereAlike({ reference, directives }: ParserOptions): Parse {
  return (file) => {
    const text = String(file);
    const native = nativeParse();
    if (native instanceof Error || isTooMuch(text) || unlikeText(text, directives)) {
      return reference(file);
    }
    const tree = native(text, directives || text.includes(':::'));
    return unlikeTree(tree, text, directives) ? reference(file) : repair(tree, text);
  };
}

function nativeOnly({ reference, extended, directives }: ParserOptions): Parse {
  const native = nativeParse();
  if (native instanceof Error) {
    throw refusal(`there is none for this system: ${native.message.split('\n', 1)[0]}`);
  }
  if (extended) throw refusal('a plugin adds syntax to remark-parse');
  return (file) => {
    const text = String(file);
    if (isTooMuch(text)) return reference(file);
    return repair(native(text, directives || text.includes(':::')), text);
  };
}

function isTooMuch(text: string): boolean {
  return isCrowded(text) || repeatsLinks(text);
}

/**
 * Whether references could repeat their definitions so often that the native parser stops to make
 * links of them: beyond the length of the text, or 100,000 bytes, whichever is more.
 */
function repeatsLinks(text: string): boolean {
  let longest = 0;
  for (const [line] of text.matchAll(definition)) {
    longest = Math.max(longest, Buffer.byteLength(line));
  }
  if (longest === 0) return false;
  let references = 0;
  for (let at = text.indexOf(']'); at !== -1; at = text.indexOf(']', at + 1)) {
    if (text[at + 1] !== '(') references += 1;
  }
  return longest * references > mostRepeated;
}
const mostRepeated = 100_000;
/** With its title, which may stand on the next line. */
const definition = /^[ \t>]*\[[^\]\n]+\]:[^\n]*(?:\n[^\n]*)?/gm;

/**
 * Whether a text has so much of what takes the native parser time or memory that grows with the square
 * of it, and which nothing could stop: character references or emphasis in one paragraph, and fences of
 * containers. The reference can be stopped.
 */
function isCrowded(text: string): boolean {
  let references = 0;
  let emphasis = 0;
  let fences = 0;
  crowding.lastIndex = 0;
  for (let found = crowding.exec(text); found !== null; found = crowding.exec(text)) {
    const [piece] = found;
    if (piece.startsWith('&')) references += 1;
    else if (piece.startsWith(':')) fences += 1;
    else if (piece.startsWith('\n')) [references, emphasis] = [0, 0];
    else emphasis += 1;
    if (references > 2000 || emphasis > 10_000 || fences > 2000) return true;
  }
  return false;
}
const crowding = /&[#\w]|:::|[*_]+|\n[ \t]*\r?\n/g;

function refusal(reason: string): UserError {
  return new UserError([
    diagnostic({
      code: 'config-invalid',
      message: `\`markdown.parser\` is "native", but ${reason}`,
      hint: 'leave the key out: the native parser is then used wherever it can be',
    }),
  ]);
}
