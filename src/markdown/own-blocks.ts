import type { List, Nodes, Paragraph, Parents, Root } from 'mdast';
import { VFile } from 'vfile';
import type { MarkdownSyntax } from '../model/markdown-syntax.ts';
import { calloutNames } from './callout.ts';
import type { Parse } from './parser/choose.ts';
import { eachNode } from './walk.ts';

declare module 'mdast' {
  interface RootData {
    /** Where the page has blocks that CommonMark has no syntax for. */
    ownBlocks?: OwnBlocks | undefined;
  }
}

/** What has been written in another way for the parser. Nothing of it has moved. */
export interface OwnBlocks {
  /** What the parser has read: as long as the page, with the same lines. */
  readonly text: string;
  /** Offsets of the list items that are definitions. */
  readonly definitions: ReadonlySet<number>;
  /** Offsets of what looks like such a block and stands where there can be none. */
  readonly refused: readonly number[];
}

/**
 * Reads a page with two more kinds of blocks, by any parser:
 *
 * - definition lists as PHP Markdown Extra has them: a line `: meaning` below a term. It is read as the
 *   list item `+ meaning`, so it holds what a list item can hold;
 * - `::: tip Title {open}` as VitePress writes containers, read as `:::tip[Title]{open}`; for callouts
 *   also without the first blank, as Docusaurus has written them.
 *
 * Where they are is seen in the tree of the page as it stands, so code is left alone; a page without any
 * is read once. What does not become the block that it was meant for is read as it stands.
 */
export function withOwnBlocks(
  parse: Parse,
  { definitionLists, callouts }: Pick<MarkdownSyntax, 'definitionLists' | 'callouts'>,
): Parse {
  const syntax = { definitionLists, callouts: new Set(calloutNames({ callouts })) };
  return (file) => {
    const text = String(file);
    const plain = parse(file);
    if (!mayHaveAny(text)) return plain;
    const edits = new Map<number, Edit>();
    const refused = new Set<number>();
    let tree = plain;
    let current = text;
    for (let round = 0; round < mostRounds; round += 1) {
      const wrong = misplaced(tree, edits);
      for (const offset of wrong) {
        edits.delete(offset);
        refused.add(offset);
      }
      const found = editsIn(tree, current, syntax).filter(({ offset }) => !refused.has(offset));
      if (wrong.length === 0 && found.length === 0) {
        if (edits.size + refused.size === 0) return plain;
        const definitions = definitionsOf(edits);
        giveNames(tree, edits);
        const ownBlocks = { text: current, definitions, refused: [...refused] };
        return { ...tree, data: { ...tree.data, ownBlocks } };
      }
      for (const edit of found) edits.set(edit.offset, edit);
      current = edited(text, edits);
      tree = parse(new VFile({ path: file.path, value: current }));
    }
    return plain;
  };
}

/** Whether a colon stands where one of these could begin. */
function mayHaveAny(text: string): boolean {
  for (let at = text.indexOf(':'); at !== -1; at = text.indexOf(':', at + 1)) {
    const before = text[at - 1];
    if (
      before !== undefined &&
      before !== '\n' &&
      before !== ' ' &&
      before !== '\t' &&
      before !== '>'
    ) {
      continue;
    }
    const after = text[at + 1];
    if (after === ' ' || after === '\t' || (after === ':' && text[at + 2] === ':')) return true;
  }
  return false;
}
interface Syntax {
  readonly definitionLists: boolean;
  /** Names of callouts, in lower case. */
  readonly callouts: ReadonlySet<string>;
}

/** Each level of lists in lists may take one. */
const mostRounds = 12;

/** Text that is put over as much of the page. */
interface Edit {
  readonly offset: number;
  readonly kind: 'definition' | 'container';
  readonly text: string;
  /** Of a container, where there was no room for it in the text. */
  readonly name?: string;
}

function definitionsOf(edits: ReadonlyMap<number, Edit>): ReadonlySet<number> {
  return new Set(
    [...edits.values()].flatMap(({ kind, offset }) => (kind === 'definition' ? [offset] : [])),
  );
}

function edited(text: string, edits: ReadonlyMap<number, Edit>): string {
  let result = '';
  let end = 0;
  for (const edit of [...edits.values()].sort((one, other) => one.offset - other.offset)) {
    result += text.slice(end, edit.offset) + edit.text;
    end = edit.offset + edit.text.length;
  }
  return result + text.slice(end);
}

/** What may be such a block, in the paragraphs of a tree. */
function editsIn(tree: Root, text: string, syntax: Syntax): Edit[] {
  const edits: Edit[] = [];
  const visit = (parent: Parents): void => {
    const children: readonly Nodes[] = parent.children;
    for (const [at, node] of children.entries()) {
      if (node.type === 'paragraph') {
        const isBelowTerm = syntax.definitionLists && children[at - 1]?.type === 'paragraph';
        edits.push(...paragraphEdits(node, text, { ...syntax, isBelowTerm }));
      } else if ('children' in node) visit(node);
    }
  };
  visit(tree);
  return edits;
}

const definition = /:[ \t]+(?=\S)/y;
const container =
  /(:{3,})([ \t]*)([A-Za-z][\w-]*)(?:[ \t]+([^\r\n]*?))??[ \t]*(\{[^{}\r\n]*\})?[ \t]*(?=\r?\n|$)/y;

function paragraphEdits(
  node: Paragraph,
  text: string,
  about: Syntax & { readonly isBelowTerm: boolean },
): Edit[] {
  const edits: Edit[] = [];
  const start = node.position?.start.offset ?? 0;
  const isText = textsOf(node);
  for (const offset of lineStarts(node, text)) {
    if (text[offset] !== ':' || !isText(offset)) continue;
    container.lastIndex = offset;
    const match = container.exec(text);
    if (match !== null) {
      const edit = containerEdit(match, about.callouts);
      if (edit !== undefined) edits.push(edit);
      continue;
    }
    definition.lastIndex = offset;
    if (about.definitionLists && (offset > start || about.isBelowTerm) && definition.test(text)) {
      edits.push({ offset, kind: 'definition', text: '+' });
    }
  }
  return edits;
}

function containerEdit(match: RegExpExecArray, callouts: Syntax['callouts']): Edit | undefined {
  const [whole, colons = '', blank = '', name = '', title = '', attributes = ''] = match;
  const { index: offset } = match;
  const label = title === '' ? '' : `[${title}]`;
  const kind = 'container';
  if (blank === '') {
    if (label + attributes === '' || !callouts.has(name.toLowerCase())) return undefined;
    // The brackets need one letter more than there is.
    const short = 'x'.repeat(name.length - 1);
    const text = `${colons}${short}${label}${attributes}`.padEnd(whole.length);
    return text.length === whole.length && short !== '' ? { offset, kind, text, name } : undefined;
  }
  const text = `${colons}${name}${label}${attributes}`.padEnd(whole.length);
  return text.length === whole.length ? { offset, kind, text } : undefined;
}

/** Gives containers the names that their text had no room for. */
function giveNames(tree: Root, edits: ReadonlyMap<number, Edit>): void {
  if (![...edits.values()].some(({ name }) => name !== undefined)) return;
  eachNode<Nodes>(tree, (node) => {
    if (node.type !== 'containerDirective') return;
    node.name = edits.get(node.position?.start.offset ?? -1)?.name ?? node.name;
  });
}

/** Where the lines of a paragraph begin, behind the marks of quotes. */
function lineStarts(node: Paragraph, text: string): number[] {
  const { start, end } = node.position ?? {};
  if (start?.offset === undefined || end?.offset === undefined) return [];
  const starts = [start.offset];
  for (let at = text.indexOf('\n', start.offset); at !== -1 && at < end.offset; ) {
    let begin = at + 1;
    while (/[ \t>]/.test(text.charAt(begin))) begin += 1;
    starts.push(begin);
    at = text.indexOf('\n', begin);
  }
  return starts;
}

/** Whether a place is text of the paragraph itself, and not in code or a link that goes over lines. Asked in rising order. */
function textsOf({ children }: Paragraph): (offset: number) => boolean {
  let at = 0;
  return (offset) => {
    while (at < children.length && (children[at]?.position?.end.offset ?? 0) <= offset) at += 1;
    const child = children[at];
    return child?.type === 'text' && (child.position?.start.offset ?? 0) <= offset;
  };
}

/** What has been put over and did not become what it was to be. */
function misplaced(tree: Root, edits: ReadonlyMap<number, Edit>): readonly number[] {
  if (edits.size === 0) return [];
  const placed = new Set<number>();
  const visit = (parent: Parents): void => {
    const children: readonly Nodes[] = parent.children;
    for (const [at, node] of children.entries()) {
      if (node.type === 'containerDirective') placed.add(node.position?.start.offset ?? -1);
      if (node.type === 'list' && children[at - 1]?.type === 'paragraph') {
        for (const item of leadingItems(node, (offset) => edits.has(offset))) placed.add(item);
      }
      if ('children' in node) visit(node);
    }
  };
  visit(tree);
  return [...edits.keys()].filter((offset) => !placed.has(offset));
}

/** Where the first items of a list begin, as long as they are definitions. */
export function leadingItems(list: List, isDefinition: (offset: number) => boolean): number[] {
  const starts: number[] = [];
  for (const { position } of list.children) {
    const offset = position?.start.offset;
    if (offset === undefined || !isDefinition(offset)) break;
    starts.push(offset);
  }
  return starts;
}
