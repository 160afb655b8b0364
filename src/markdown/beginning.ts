import type { Element, Root, RootContent } from 'hast';
import { hastText } from './hast-text.ts';
import { endOfWords, wordsIn } from './words.ts';

/** What an excerpt is made of. */
const blocks: ReadonlySet<string> = new Set(['p', 'ul', 'ol', 'blockquote', 'dl']);

/**
 * The beginning of a page: whole blocks of running text of so many words together; where the first one
 * alone has more, its beginning.
 */
export function beginning(tree: Root, words: number): readonly RootContent[] {
  const taken: RootContent[] = [];
  let left = words;
  for (const node of tree.children) {
    if (node.type !== 'element' || !blocks.has(node.tagName)) continue;
    const count = wordsIn(hastText(node));
    if (count === 0) continue;
    if (count > left) {
      if (taken.length === 0) taken.push(withDots(cut(node, { left })));
      break;
    }
    taken.push(node);
    left -= count;
    if (left === 0) break;
  }
  return taken.flatMap((node): RootContent[] => [node, { type: 'text', value: '\n' }]);
}

/** A copy that ends after so many words. */
function cut(node: Element, budget: { left: number }): Element {
  const children: Element['children'] = [];
  for (const child of node.children) {
    if (budget.left === 0) break;
    if (child.type === 'element') children.push(cut(child, budget));
    else if (child.type === 'text') {
      const end = endOfWords(child.value, budget.left);
      budget.left = end === undefined ? budget.left - wordsIn(child.value) : 0;
      children.push({ ...child, value: child.value.slice(0, end) });
    }
  }
  return { ...node, children };
}

const inner: ReadonlySet<string> = new Set([...blocks, 'li', 'dt', 'dd']);

/** With an ellipsis at the end of its last text. */
function withDots(node: Element): Element {
  const last = node.children.findLast(
    (child): child is Element => child.type === 'element' && inner.has(child.tagName),
  );
  if (last === undefined) {
    return { ...node, children: [...node.children, { type: 'text', value: '…' }] };
  }
  const dotted = withDots(last);
  return { ...node, children: node.children.map((child) => (child === last ? dotted : child)) };
}
