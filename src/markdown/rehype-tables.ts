import type { Root } from 'hast';
import { SKIP, visit } from 'unist-util-visit';
import { hastText } from './hast-text.ts';

/** A table in a box of its own that scrolls, by keyboard too, where the screen is narrow. */
export default function rehypeTables() {
  return (tree: Root): void =>
    visit(tree, 'element', (node, index, parent) => {
      if (node.tagName !== 'table' || parent === undefined || index === undefined) return;
      const caption = node.children.find(
        (child) => child.type === 'element' && child.tagName === 'caption',
      );
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
