import type { Element, Nodes, Root, RootContent } from 'hast';
import type { VFile } from 'vfile';
import { beginning } from '../beginning.ts';
import { hastText, isFootnoteMark } from '../hast-text.ts';
import { htmlOf } from '../html.ts';
import { pageState } from '../page-state.ts';
import { eachElement } from '../walk.ts';
import { wordsIn } from '../words.ts';
import { moreMark } from './rehype-steps.ts';

const longestSummary = 200;

/**
 * Notes what lists, feeds and the link check want to know of the finished page.
 * @param words How long an excerpt is that its author has not ended; 0: the first paragraph.
 */
export default function rehypeOutline(words = 0) {
  return (tree: Root, file: VFile): void => {
    const state = pageState(file);
    const more = tree.children.findIndex((node) => node.type === 'text' && node.value === moreMark);
    const first = firstParagraph(tree.children);
    const begin = () => (words > 0 ? beginning(tree, words) : first === undefined ? [] : [first]);
    const excerpt = forLists(more === -1 ? begin() : tree.children.slice(0, more));
    state.excerpt = htmlOf({ type: 'root', children: excerpt })
      .replaceAll(/\0[^\0]*\0/g, '')
      .trim();
    state.summary = first === undefined ? '' : shortened(hastText(first));
    state.words = countWords(tree);
    state.anchors = ids(tree, state.titleAnchor);
  };
}

function firstParagraph(nodes: readonly RootContent[]): Element | undefined {
  return nodes.find(
    (node): node is Element =>
      node.type === 'element' && node.tagName === 'p' && textOnly(node).trim() !== '',
  );
}

function textOnly(node: Element): string {
  return node.children
    .map((child) =>
      child.type === 'text' ? child.value : child.type === 'element' ? textOnly(child) : '',
    )
    .join('');
}

/** A copy without what would clash with the page around it: ids, marks of footnotes and of notes in code, heading links. */
function forLists<Node extends RootContent>(nodes: readonly Node[]): Node[] {
  return nodes.flatMap((node): Node[] => {
    if (node.type !== 'element') return [node];
    const anchor =
      node.tagName === 'a' && ['anchor', 'code-note'].includes(String(node.properties.className));
    // An id that a heading had before leads nowhere in a list.
    const isOldId = node.tagName === 'span' && node.properties.id && node.children.length === 0;
    if (anchor || isOldId || isFootnoteMark(node)) return [];
    const { id, ...rest } = node.properties;
    // What a drawing refers to; its id is of its own content.
    const properties = drawn.has(node.tagName) && id !== undefined ? { id, ...rest } : rest;
    // A list has many first images.
    if (node.tagName === 'img' && rest.loading === 'eager') properties.loading = 'lazy';
    return [{ ...node, properties, children: forLists(node.children) }];
  });
}

const drawn: ReadonlySet<string> = new Set(['marker', 'linearGradient', 'radialGradient']);

function shortened(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  if (line.length <= longestSummary) return line;
  const cut = line.slice(0, longestSummary - 1);
  const space = cut.lastIndexOf(' ');
  const kept = space > longestSummary / 2 ? cut.slice(0, space) : cut;
  return `${kept.replace(/[\s,;:.–—-]+$/u, '').replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** Words of running text. Code blocks do not count. */
function countWords(node: Nodes): number {
  if (node.type === 'text') return node.value.startsWith('\0') ? 0 : wordsIn(node.value);
  if (!('children' in node) || (node.type === 'element' && node.tagName === 'pre')) return 0;
  let words = 0;
  for (const child of node.children) words += countWords(child);
  return words;
}

function ids(tree: Root, title: string | undefined): string[] {
  const found = new Set<string>(title === undefined ? [] : [title]);
  eachElement(tree, (node) => {
    const { id, name } = node.properties;
    if (typeof id === 'string' && id !== '') found.add(id);
    if (node.tagName === 'a' && typeof name === 'string' && name !== '') found.add(name);
  });
  return [...found];
}
