import type { Element, Root } from 'hast';
import { SKIP, visit } from 'unist-util-visit';
import { hastText } from '../hast-text.ts';

/**
 * A table in a box of its own that scrolls, by keyboard too, where the screen is narrow. Its cells are
 * aligned by class: HTML has no `align` any more.
 */
export default function rehypeTables() {
  return (tree: Root): void =>
    visit(tree, 'element', (node, index, parent) => {
      if (node.tagName !== 'table' || parent === undefined || index === undefined) return;
      const caption = node.children.find(
        (child) => child.type === 'element' && child.tagName === 'caption',
      );
      visit(node, 'element', alignByClass);
      parent.children[index] = {
        type: 'element',
        tagName: 'div',
        properties: {
          className: ['table-scroll'],
          role: 'region',
          tabIndex: 0,
          ariaLabel: (caption === undefined ? '' : hastText(caption).trim()) || 'Table',
        },
        children: [node],
      };
      return SKIP;
    });
}

function alignByClass(cell: Element): void {
  const { align, className, ...rest } = cell.properties;
  if (cell.tagName !== 'td' && cell.tagName !== 'th') return;
  if (align !== 'left' && align !== 'center' && align !== 'right') return;
  const classes = Array.isArray(className) ? className : [];
  cell.properties = { ...rest, className: [...classes, `align-${align}`] };
}
