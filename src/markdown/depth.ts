import type { Root as HastRoot } from 'hast';
import type { Root } from 'mdast';
import type { Diagnostic } from '../model/diagnostic.ts';
import { diagnosticAt } from '../model/diagnostic.ts';
import { type SourceFile, spanAt } from '../model/source.ts';
import { markersOf } from './text-depth.ts';

/*
 * Nodes inside of nodes. The parsers and every walk over a tree recurse. How deep they get depends on
 * the machine, and a stack that is nearly full can end the process while V8 compiles a regular
 * expression: so what nests too deep is found before, without recursion.
 */

/** A page was found to nest too deep while it was rendered. */
export class TooDeep extends Error {
  override readonly name = 'TooDeep';
  /** UTF-16 offset in the source, where it is known. */
  readonly at: number | undefined;
  constructor(at: number | undefined) {
    super('the page is nested too deep');
    this.at = at;
  }
}

/** The last line of defence, where an estimate was too low. */
export function isOverflow(error: unknown): boolean {
  return error instanceof RangeError && /call stack/i.test(error.message);
}

/** What a source that nests too deep is told, at a stretch of its text. */
export function tooDeep(
  source: SourceFile,
  place: { readonly start: number; readonly end: number },
  deepest: number,
): Diagnostic {
  return diagnosticAt(source, spanAt(source.text, place.start, place.end), {
    code: 'markdown-too-deep',
    message: 'the page is nested too deep here to be read',
    hint: `take quotes, lists, elements and emphasis out of one another; ${deepest} levels are read`,
  });
}

/** The same where only the tree tells: at the line that looks deepest. */
export function deepestPart(source: SourceFile, bodyStart: number, deepest: number): Diagnostic {
  let start = bodyStart;
  let worst = { start, end: start, marks: -1 };
  for (const line of source.text.slice(bodyStart).split('\n')) {
    const marks = markersOf(line) + (line.length - line.trimStart().length) / 2;
    if (marks > worst.marks) worst = { start, end: start + line.length, marks };
    start += line.length + 1;
  }
  return tooDeep(source, worst, deepest);
}

/** Whether a tree is deeper than is read. Does not recurse. */
export function treeTooDeep(tree: Root | HastRoot, deepest: number): boolean {
  let level: readonly object[] = [tree];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepest) return true;
    const next: object[] = [];
    for (const node of level) {
      if (!('children' in node) || !Array.isArray(node.children)) continue;
      for (const child of node.children) next.push(child);
    }
    level = next;
  }
  return false;
}

/** The same for what was found while the page was rendered: the line at its place. */
export function deepPlace(source: SourceFile, { at }: TooDeep, deepest: number): Diagnostic {
  if (at === undefined) return deepestPart(source, 0, deepest);
  const end = source.text.indexOf('\n', at);
  return tooDeep(source, { start: at, end: end === -1 ? source.text.length : end }, deepest);
}

/** A stretch of raw HTML. `start`: its UTF-16 offset in the source. */
export interface RawPiece {
  readonly html: string;
  readonly start: number | undefined;
}

/**
 * The piece of raw HTML at which more elements are open in one another than are read. An estimate from
 * its tags that is never too low by much: an end tag closes only what was opened by its name.
 */
export function deepHtml(pieces: Iterable<RawPiece>, deepest: number): RawPiece | undefined {
  const open = new Map<string, number>();
  let depth = 0;
  for (const piece of pieces) {
    for (const [, slash, tag = ''] of piece.html.matchAll(/<(\/?)([A-Za-z][^\s/>]*)/g)) {
      const name = tag.toLowerCase();
      if (selfClosing.has(name)) continue;
      const count = open.get(name) ?? 0;
      if (slash === '') {
        open.set(name, count + 1);
        depth += 1;
      } else if (count > 0) {
        open.set(name, count - 1);
        depth -= 1;
      }
      if (depth > deepest) return piece;
    }
  }
  return undefined;
}

/** Void elements, and those that the next of their kind closes. */
const selfClosing: ReadonlySet<string> = new Set(
  'area base br col embed hr img input link meta param source track wbr p li dt dd tr td th option'.split(
    ' ',
  ),
);
