import type { Element, Nodes as HastNodes } from 'hast';
import type { Nodes as MdastNodes } from 'mdast';

/*
 * Walks over trees. `unist-util-visit` takes many times as long, because it keeps the parents of each
 * node and names each step for stack traces. These recurse: what nests deeper than is read has been
 * refused before (`depth.ts`).
 */

/** Calls `see` for every node below another, parents before their children. */
export function eachNode<Node extends MdastNodes | HastNodes>(
  tree: Node,
  see: (node: Node) => void,
): void {
  for (const child of childrenOf(tree)) {
    see(child);
    eachNode(child, see);
  }
}

/** The same for the elements of a page alone. */
export function eachElement(tree: HastNodes, see: (element: Element) => void): void {
  for (const child of childrenOf(tree)) {
    if (child.type === 'element') see(child);
    eachElement(child, see);
  }
}

/**
 * Puts other nodes in the place of nodes, parents before their children: `change` answers with them, or
 * with nothing for a node that stays. It is not asked about what it has answered, but about what is
 * below that.
 */
export function replaceNodes<Node extends MdastNodes | HastNodes>(
  tree: Node,
  change: (node: Node, parent: Node) => readonly Node[] | undefined,
): void {
  const children = childrenOf(tree);
  /** The new children, from the first change on. */
  let changed: Node[] | undefined;
  for (let index = 0; index < children.length; index += 1) {
    const child = children[index];
    if (child === undefined) continue;
    const others = change(child, tree);
    if (others !== undefined) changed ??= children.slice(0, index);
    for (const node of others ?? [child]) {
      changed?.push(node);
      replaceNodes(node, change);
    }
  }
  if (changed !== undefined) Object.assign(tree, { children: changed });
}

function childrenOf<Node extends MdastNodes | HastNodes>(tree: Node): readonly Node[] {
  return 'children' in tree ? (tree.children as unknown as Node[]) : none;
}
const none: readonly never[] = [];
