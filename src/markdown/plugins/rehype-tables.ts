import type { Element, Parents, Root } from 'hast';
import type { VFile } from 'vfile';
import { hastText } from '../hast-text.ts';
import { pageState } from '../page-state.ts';
import { phrasesOf } from '../phrases.ts';
import { eachElement } from '../walk.ts';

/**
 * A table in a box of its own that scrolls, by keyboard too, where the screen is narrow. Its cells are
 * aligned by class: HTML has no `align` any more.
 */
export default function rehypeTables() {
  return (tree: Root, file: VFile): void =>
    boxIn(tree, phrasesOf(pageState(file).context.language).table);
}

/** A table within a table scrolls with it. */
function boxIn(parent: Parents, word: string): void {
  for (const [index, node] of parent.children.entries()) {
    if (node.type === 'element' && node.tagName === 'table') {
      eachElement(node, alignByClass);
      parent.children[index] = boxed(node, word);
    } else if ('children' in node) boxIn(node, word);
  }
}

function boxed(table: Element, word: string): Element {
  const caption = table.children.find(
    (child) => child.type === 'element' && child.tagName === 'caption',
  );
  return {
    type: 'element',
    tagName: 'div',
    properties: {
      className: ['table-scroll'],
      role: 'region',
      tabIndex: 0,
      ariaLabel: (caption === undefined ? '' : hastText(caption).trim()) || word,
    },
    children: [table],
  };
}

function alignByClass(cell: Element): void {
  if (cell.tagName !== 'td' && cell.tagName !== 'th') return;
  const { align, className, ...rest } = cell.properties;
  if (align !== 'left' && align !== 'center' && align !== 'right') return;
  const classes = Array.isArray(className) ? className : [];
  cell.properties = { ...rest, className: [...classes, `align-${align}`] };
}
