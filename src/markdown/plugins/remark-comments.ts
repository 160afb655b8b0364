import type { Nodes, Root } from 'mdast';
import type { VFile } from 'vfile';
import { pageState } from '../page-state.ts';
import { replaceNodes } from '../walk.ts';

/**
 * Takes comments out of the page, hidden steps among them; `<!-- more -->`, or as Docusaurus writes it
 * `<!-- truncate -->`, becomes a mark.
 */
export default function remarkComments() {
  return (tree: Root, file: VFile): void => {
    if (!pageState(file).kinds.has('html')) return;
    replaceNodes<Nodes>(tree, (node, parent) => {
      if (node.type !== 'html' || !isComments(node.value)) return undefined;
      const isMore =
        parent.type === 'root' && /^<!--\s*(?:more|truncate)\s*-->$/.test(node.value.trim());
      return isMore ? [{ type: 'moreMark' }] : [];
    });
  };
}

/** Whether HTML is nothing but whole comments. */
function isComments(html: string): boolean {
  let rest = html.trim();
  if (!rest.startsWith('<!--')) return false;
  while (rest.startsWith('<!--')) {
    const end = rest.indexOf('-->', 4);
    if (end === -1) return false;
    rest = rest.slice(end + 3).trimStart();
  }
  return rest === '';
}
