import type { Element, Root, RootContent } from 'hast';
import rehypeStringify from 'rehype-stringify';
import { unified } from 'unified';
import { SKIP, visit } from 'unist-util-visit';
import type { VFile } from 'vfile';
import { hastText, isFootnoteMark } from '../hast-text.ts';
import { pageState } from '../page-state.ts';
import { moreMark } from './rehype-steps.ts';

const longestSummary = 200;

/** Notes what lists, feeds and the link check want to know of the finished page. */
export default function rehypeOutline() {
  const toHtml = unified().use(rehypeStringify);
  return (tree: Root, file: VFile): void => {
    const state = pageState(file);
    const more = tree.children.findIndex((node) => node.type === 'text' && node.value === moreMark);
    const first = firstParagraph(tree.children);
    const excerpt = more !== -1 ? tree.children.slice(0, more) : first === undefined ? [] : [first];
    const plain = excerpt.flatMap(forLists);
    state.excerpt = toHtml
      .stringify({ type: 'root', children: plain })
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

/** A copy without what would clash with the page around it: ids, footnote marks, heading links. */
function forLists<Node extends RootContent>(node: Node): RootContent[] {
  const copy: RootContent = structuredClone(node);
  const root: Root = { type: 'root', children: [copy] };
  visit(root, 'element', (element, index, parent) => {
    const anchor = element.tagName === 'a' && String(element.properties.className) === 'anchor';
    if ((anchor || isFootnoteMark(element)) && parent !== undefined && index !== undefined) {
      parent.children.splice(index, 1);
      return [SKIP, index];
    }
    delete element.properties.id;
    return undefined;
  });
  return root.children;
}

function shortened(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  if (line.length <= longestSummary) return line;
  const cut = line.slice(0, longestSummary - 1);
  const space = cut.lastIndexOf(' ');
  const kept = space > longestSummary / 2 ? cut.slice(0, space) : cut;
  return `${kept.replace(/[\s,;:.–—-]+$/u, '').replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** Words of running text; each Han, Hiragana or Katakana letter is one. Code blocks do not count. */
function countWords(tree: Root): number {
  let words = 0;
  visit(tree, (node) => {
    if (node.type === 'element' && node.tagName === 'pre') return SKIP;
    if (node.type !== 'text' || node.value.startsWith('\0')) return undefined;
    words += node.value.match(word)?.length ?? 0;
    return undefined;
  });
  return words;
}
const word =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[\p{L}\p{N}](?:['’_-]?(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{N}\p{M}])*/gu;

function ids(tree: Root, title: string | undefined): string[] {
  const found = new Set<string>(title === undefined ? [] : [title]);
  visit(tree, 'element', (node) => {
    const { id, name } = node.properties;
    if (typeof id === 'string' && id !== '') found.add(id);
    if (node.tagName === 'a' && typeof name === 'string' && name !== '') found.add(name);
  });
  return [...found];
}
