import type { ListItem, Parents, Root } from 'mdast';

/** Puts right, in place, what the native parser places otherwise than the reference. Does not recurse. */
export function repair(tree: Root, text: string): Root {
  if (!/\[[ xX]\]/.test(text)) return tree;
  const parents: Parents[] = [tree];
  for (let parent = parents.pop(); parent !== undefined; parent = parents.pop()) {
    for (const node of parent.children) {
      if (node.type === 'listItem' && typeof node.checked === 'boolean') repairTask(node, text);
      if ('children' in node) parents.push(node);
    }
  }
  return tree;
}

/** The reference leaves the box `[x]` in the paragraph's place where no text follows, but a link or code. */
function repairTask({ children: [first] }: ListItem, text: string): void {
  if (first?.type !== 'paragraph' || first.children[0]?.type === 'text') return;
  const start = first.position?.start;
  if (start?.offset === undefined) return;
  const box = text.lastIndexOf('[', start.offset - 3);
  start.column -= start.offset - box;
  start.offset = box;
}
