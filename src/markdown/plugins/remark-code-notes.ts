import type { Code, List, Nodes, Root } from 'mdast';
import type { VFile } from 'vfile';
import { infoPlace } from '../code/places.ts';
import { tellOfCode } from '../code/tell.ts';
import { notesBehind, notesIn } from '../code-notes.ts';
import { pageState } from '../page-state.ts';
import { eachNode } from '../walk.ts';

/**
 * Ties each code block that has notes in its comments, `# (1)!`, to the numbered list behind it. Ids
 * have the prefix that those of footnotes have.
 */
export default function remarkCodeNotes() {
  return (tree: Root, file: VFile): void => {
    const state = pageState(file);
    const text = String(file);
    if (!state.kinds.has('code') || !state.kinds.has('list') || !text.includes(')!')) return;
    let blocks = 0;
    const tie = (code: Code, list: List, numbers: readonly number[]): void => {
      blocks += 1;
      const prefix = `user-content-code-${blocks}`;
      code.data = { ...code.data, notes: prefix };
      name(list, prefix);
      const first = list.start ?? 1;
      const lost = numbers.find((one) => one < first || one >= first + list.children.length);
      const offset = code.position?.start.offset;
      if (lost === undefined || offset === undefined) return;
      tellOfCode(state, () => infoPlace({ text, offset }, undefined), {
        code: 'markdown-code-marker',
        severity: 'warning',
        message: `the list below the code has no item ${lost}, which a note in it names`,
        hint: 'write the item, or give the note the number of another one',
      });
    };
    const look = (node: Nodes): void => {
      if (!('children' in node)) return;
      for (const [index, child] of node.children.entries()) {
        const numbers = child.type === 'code' ? notesIn(child.value) : [];
        const list = numbers.length === 0 ? undefined : notesBehind(node.children, index);
        if (child.type === 'code' && list !== undefined) tie(child, list, numbers);
      }
    };
    look(tree);
    eachNode<Nodes>(tree, look);
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
