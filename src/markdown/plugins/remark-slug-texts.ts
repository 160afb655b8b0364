import type { Nodes, Root } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import type { VFile } from 'vfile';
import { ownMark } from '../own-mark.ts';
import { pageState } from '../page-state.ts';
import { eachNode } from '../walk.ts';

/**
 * Notes the text of headings before emoji and printers' quotes come into it: their ids are made from
 * what was written, as GitHub does: `## :rocket: Start` is `#rocket-start`.
 */
export default function remarkSlugTexts() {
  return (tree: Root, file: VFile): void => {
    if (!pageState(file).kinds.has('heading')) return;
    eachNode<Nodes>(tree, (node) => {
      if (node.type !== 'heading') return;
      const text = textOf(node, { includeHtml: false });
      if (!/:[\w+-]+:|["']|--|\.\.\./.test(text)) return;
      const data = node.data ?? {};
      node.data = { ...data, hProperties: { ...data.hProperties, dataSlugText: ownMark(text) } };
    });
  };
}
