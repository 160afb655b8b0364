import type { Nodes, Paragraph, PhrasingContent, Root, Text } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import type { VFile } from 'vfile';
import { eachProse, inlineElement, pieceOf } from '../inline.ts';
import { TooLarge } from '../limits.ts';
import { tellLookalike } from '../lookalike.ts';
import { type PageState, pageState } from '../page-state.ts';
import { spanOf } from '../spans.ts';
import { replaceNodes } from '../walk.ts';
import { writtenText } from '../written.ts';

/** What titles repeat of their definitions at the most, as references do. */
const mostRepeated = 1_000_000;

/**
 * `*[HTML]: Hypertext Markup Language` as PHP Markdown Extra has it
 * (https://michelf.ca/projects/php-markdown/extra/#abbr): each HTML of the page gets that as its title.
 * @param common What the site defines for all pages; a page may say otherwise.
 */
export default function remarkAbbreviations(common: Readonly<Record<string, string>>) {
  const shared = Object.entries(common);
  return (tree: Root, file: VFile): void => {
    const source = String(file);
    const definesAny = source.includes('*[');
    if (!definesAny && shared.length === 0) return;
    const known = new Map(shared);
    if (definesAny) takeDefinitions(tree, source, { known, state: pageState(file) });
    if (known.size > 0) mark(tree, source, known);
  };
}

const definition = /^[ \t]*\*\[([^\][\n]{1,100})\]:[ \t]*(.*)$/;

function takeDefinitions(
  tree: Root,
  source: string,
  page: { readonly known: Map<string, string>; readonly state: PageState },
): void {
  const own = new Map<string, string>();
  replaceNodes<Nodes>(tree, (node) => {
    if (node.type !== 'paragraph') return undefined;
    const start = node.position?.start.offset;
    if (start === undefined || !source.startsWith('*[', start)) return undefined;
    const defined = definitionsIn(node);
    if (defined === undefined) return undefined;
    for (const [term, meaning] of defined) {
      if (meaning === '') {
        tellLookalike(page.state, () => spanOf(node), {
          message: `the abbreviation \`${term}\` stands for nothing`,
          hint: `write \`*[${term}]: what it is short for\``,
        });
      } else if (own.has(term) && own.get(term) !== meaning) {
        tellLookalike(page.state, () => spanOf(node), {
          message: `the abbreviation \`${term}\` is defined twice; the first one holds`,
          hint: 'remove one of the two',
        });
      } else own.set(term, meaning);
    }
    return [];
  });
  for (const [term, meaning] of own) page.known.set(term, meaning);
}

/** Of a paragraph of definitions: the terms with their meanings, which may go over several lines. */
function definitionsIn(node: Paragraph): readonly (readonly [string, string])[] | undefined {
  const found: { readonly term: string; meaning: string }[] = [];
  for (const line of textOf(node).split(/\r?\n/)) {
    const [, term, meaning = ''] = definition.exec(line) ?? [];
    if (term !== undefined) found.push({ term: term.trim(), meaning: meaning.trim() });
    else {
      const last = found.at(-1);
      if (last === undefined) return undefined;
      last.meaning = `${last.meaning} ${line.trim()}`.trim();
    }
  }
  return found.map(({ term, meaning }) => [term, meaning] as const);
}

function mark(tree: Root, source: string, known: ReadonlyMap<string, string>): void {
  const lengths = [...new Set([...known.keys()].map((term) => term.length))].sort((a, b) => b - a);
  const firsts = new Set([...known.keys()].map((term) => term.charAt(0)));
  let left = Math.max(source.length, mostRepeated);
  eachProse(tree, source, (parent, texts) => {
    let changed = false;
    const children = (parent.children as readonly Nodes[]).flatMap((child): readonly Nodes[] => {
      if (child.type !== 'text' || !texts.has(child)) return [child];
      const pieces = piecesOf(child, source, { known, lengths, firsts });
      for (const piece of pieces ?? []) {
        left -= String(piece.data?.hProperties?.title ?? '').length;
      }
      if (left < 0) {
        const message = 'the abbreviations of the page repeat more than it has text';
        throw new TooLarge(message, child.position?.start.offset);
      }
      changed ||= pieces !== undefined;
      return pieces ?? [child];
    });
    if (changed) Object.assign(parent, { children });
  });
}

interface Terms {
  readonly known: ReadonlyMap<string, string>;
  /** Of the terms, the longest first. */
  readonly lengths: readonly number[];
  readonly firsts: ReadonlySet<string>;
}

function piecesOf(node: Text, source: string, terms: Terms): PhrasingContent[] | undefined {
  const { value } = node;
  let written: ReturnType<typeof writtenText> | undefined;
  let pieces: PhrasingContent[] | undefined;
  let end = 0;
  for (let at = 0; at < value.length; at += 1) {
    if (!terms.firsts.has(value.charAt(at)) || isWord(value, at - 1, at)) continue;
    const term = termAt(value, at, terms);
    if (term === undefined) continue;
    written ??= writtenText(node, source);
    pieces ??= [];
    if (at > end) pieces.push(pieceOf(node, written, end, at));
    end = at + term.length;
    pieces.push(
      inlineElement('abbr', [pieceOf(node, written, at, end)], { title: terms.known.get(term) }),
    );
    at = end - 1;
  }
  if (pieces === undefined || written === undefined) return undefined;
  if (end < value.length) pieces.push(pieceOf(node, written, end, value.length));
  return pieces;
}

function termAt(value: string, at: number, { known, lengths }: Terms): string | undefined {
  for (const length of lengths) {
    const term = value.slice(at, at + length);
    if (known.has(term) && !isWord(value, at + length, at + length - 1)) return term;
  }
  return undefined;
}

/** Whether a letter or digit stands at `index` that belongs to the one at `beside`. */
function isWord(value: string, index: number, beside: number): boolean {
  const letter = /[\p{L}\p{N}_]/u;
  return letter.test(value.charAt(index)) && letter.test(value.charAt(beside));
}
