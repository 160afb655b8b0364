import type { Root } from 'mdast';
import { SKIP, visit } from 'unist-util-visit';

/** Takes comments out of the page, hidden steps among them; `<!-- more -->` becomes a mark. */
export default function remarkComments() {
  return (tree: Root): void =>
    visit(tree, 'html', (node, index, parent) => {
      if (parent === undefined || index === undefined) return;
      if (!isComments(node.value)) return;
      if (parent.type === 'root' && /^<!--\s*more\s*-->$/.test(node.value.trim())) {
        parent.children[index] = { type: 'moreMark' };
        return;
      }
      parent.children.splice(index, 1);
      return [SKIP, index];
    });
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
