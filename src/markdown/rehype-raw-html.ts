import type { Nodes, Root } from 'hast';
import rehypeRaw from 'rehype-raw';
import { EXIT, visit } from 'unist-util-visit';
import type { VFile } from 'vfile';
import { ownNodeTypes } from './own-nodes.ts';

/**
 * Parses raw HTML together with the tree it stands in. A page without any is left alone: what comes of
 * Markdown is sound already, and the parser would take as long as all the rest.
 */
export default function rehypeRawHtml() {
  const parse = rehypeRaw({ passThrough: ownNodeTypes });
  return (tree: Root, file: VFile): Root => {
    if (!hasRaw(tree)) return tree;
    const parsed: Nodes = parse(tree, file);
    return parsed.type === 'root' ? parsed : { type: 'root', children: [] };
  };
}

function hasRaw(tree: Root): boolean {
  let found = false;
  visit(tree, 'raw', () => {
    found = true;
    return EXIT;
  });
  return found;
}
