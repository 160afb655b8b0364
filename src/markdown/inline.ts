import type { Element } from 'hast';
import type { Nodes, Parents, PhrasingContent, Text } from 'mdast';
import { type Written, writtenText } from './written.ts';

/**
 * Calls `see` with each parent and those of its children that are text in which an author may use
 * syntax: not that of bare links, and not what stands between tags of code. Parents come after what is
 * below them.
 */
export function eachProse(
  tree: Nodes,
  source: string,
  see: (parent: Parents, texts: ReadonlySet<Text>) => void,
): void {
  if (!('children' in tree)) return;
  const texts = new Set<Text>();
  let verbatim = 0;
  for (const child of tree.children) {
    if (child.type === 'html') verbatim = Math.max(0, verbatim + codeTags(child.value));
    if (verbatim > 0) continue;
    if (child.type === 'text') texts.add(child);
    else if (!isBareLink(child, source)) eachProse(child, source, see);
  }
  if (texts.size > 0) see(tree, texts);
}

/** How many elements whose text is no prose a piece of HTML opens, less those that it closes. */
function codeTags(html: string): number {
  const [, slash, name = ''] = /^<(\/?)([A-Za-z][\w-]*)/.exec(html) ?? [];
  if (!verbatimTags.has(name.toLowerCase()) || html.endsWith('/>')) return 0;
  return slash === '/' ? -1 : 1;
}
const verbatimTags: ReadonlySet<string> = new Set(
  'code kbd pre samp tt var script style textarea title svg math'.split(' '),
);

function isBareLink(node: Nodes, source: string): boolean {
  return node.type === 'link' && source[node.position?.start.offset ?? -1] !== '[';
}

/**
 * Puts nodes in the place of what a global expression finds in the texts of a page. What an author has
 * escaped is not found. `make` answers with a node, or with nothing where the text stays as it is.
 */
export function replacePieces(
  tree: Nodes,
  source: string,
  pattern: RegExp,
  make: (match: RegExpExecArray, written: Written, node: Text) => PhrasingContent | undefined,
): void {
  eachProse(tree, source, (parent, texts) => {
    let changed = false;
    const children = parent.children.flatMap((child): readonly Nodes[] => {
      if (child.type !== 'text' || !texts.has(child)) return [child];
      const pieces = piecesOf(child, source, pattern, make);
      changed ||= pieces !== undefined;
      return pieces ?? [child];
    });
    if (changed) Object.assign(parent, { children });
  });
}

function piecesOf(
  node: Text,
  source: string,
  pattern: RegExp,
  make: Parameters<typeof replacePieces>[3],
): readonly PhrasingContent[] | undefined {
  let written: Written | undefined;
  let pieces: PhrasingContent[] | undefined;
  let end = 0;
  for (const match of node.value.matchAll(pattern)) {
    written ??= writtenText(node, source);
    const after = match.index + match[0].length;
    if (!written.isPlain(match.index, after)) continue;
    const made = make(match, written, node);
    if (made === undefined) continue;
    pieces ??= [];
    if (match.index > end) pieces.push(pieceOf(node, written, end, match.index));
    pieces.push({ ...made, position: between(written, match.index, after) });
    end = after;
  }
  if (pieces === undefined || written === undefined) return undefined;
  if (end < node.value.length) pieces.push(pieceOf(node, written, end, node.value.length));
  return pieces;
}

/** What stands between two indexes of a text, as a text of its own. */
export function pieceOf(node: Text, written: Written, start: number, end: number): Text {
  const value = node.value.slice(start, end);
  return { type: 'text', value, position: between(written, start, end) };
}

export function between(written: Written, start: number, end: number) {
  return { start: written.pointAt(start), end: written.pointAt(end) };
}

/** Inline content that becomes an HTML element. */
export function inlineElement(
  tagName: string,
  children: PhrasingContent[],
  properties: Element['properties'] = {},
): PhrasingContent {
  return { type: 'emphasis', data: { hName: tagName, hProperties: properties }, children };
}
