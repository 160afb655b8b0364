import type { ElementContent, Nodes, Root } from 'hast';
import type { VFile } from 'vfile';
import { pageState } from '../page-state.ts';
import { replaceNodes } from '../walk.ts';

/**
 * Puts what our own plugins have made in the place of its marks, which `rehype-steps.ts` has set, behind
 * the wall for untrusted content: that lets through what content may write itself, and no more.
 */
export default function rehypeMade() {
  return (tree: Root, file: VFile): void => {
    const { made } = pageState(file);
    if (made.length === 0) return;
    replaceNodes<Nodes>(tree, (node) => {
      if (node.type !== 'text' || !node.value.startsWith(madeStart)) return undefined;
      return made[Number(node.value.slice(madeStart.length, -1))] ?? [];
    });
  };
}

const madeStart = '\0made:';

export function madeMark(index: number): ElementContent {
  return { type: 'text', value: `${madeStart}${index}\0` };
}
