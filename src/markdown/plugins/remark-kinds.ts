import type { Nodes, Root } from 'mdast';
import type { VFile } from 'vfile';
import { pageState } from '../page-state.ts';
import { eachNode } from '../walk.ts';

/** Notes which types of nodes a page has, so that what follows passes over pages that it has no part in. */
export default function remarkKinds() {
  return (tree: Root, file: VFile): void => {
    const { kinds } = pageState(file);
    eachNode<Nodes>(tree, (node) => kinds.add(node.type));
  };
}
