import type { List, Nodes, Root } from 'mdast';
import type { VFile } from 'vfile';
import { hasNotes, notesBehind } from '../code-notes.ts';
import { pageState } from '../page-state.ts';
import { eachNode } from '../walk.ts';

/**
 * Ties each code block that has notes in its comments, `# (1)!`, to the numbered list behind it. Ids
 * have the prefix that those of footnotes have.
 */
export default function remarkCodeNotes() {
  return (tree: Root, file: VFile): void => {
    const { kinds } = pageState(file);
    if (!kinds.has('code') || !kinds.has('list') || !String(file).includes(')!')) return;
    let blocks = 0;
    const tie = (node: Nodes): void => {
      if (!('children' in node)) return;
      for (const [index, child] of node.children.entries()) {
        if (child.type !== 'code' || !hasNotes(child.value)) continue;
        const list = notesBehind(node.children, index);
        if (list === undefined) continue;
        blocks += 1;
        const prefix = `user-content-code-${blocks}`;
        child.data = { ...child.data, notes: prefix };
        name(list, prefix);
      }
    };
    tie(tree);
    eachNode<Nodes>(tree, tie);
  };
}

function name(list: List, prefix: string): void {
  list.data = {
    ...list.data,
    hProperties: { ...list.data?.hProperties, className: ['code-notes'] },
  };
  for (const [index, item] of list.children.entries()) {
    const id = `${prefix}-${(list.start ?? 1) + index}`;
    item.data = { ...item.data, hProperties: { ...item.data?.hProperties, id } };
  }
}
