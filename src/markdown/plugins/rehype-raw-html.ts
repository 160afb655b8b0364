import type { Nodes, Root } from 'hast';
import rehypeRaw from 'rehype-raw';
import type { VFile } from 'vfile';
import { htmlTooDeep, TooDeep, treeTooDeep } from '../depth.ts';
import { ownNodeTypes } from '../own-nodes.ts';
import { eachNode } from '../walk.ts';

/**
 * Parses raw HTML together with the tree it stands in. A page without any is left alone: what comes of
 * Markdown is sound already, and the parser would take as long as all the rest.
 */
export default function rehypeRawHtml({ nesting }: { readonly nesting: number }) {
  const parse = rehypeRaw({ passThrough: ownNodeTypes });
  return (tree: Root, file: VFile): Root => {
    const pieces = rawPieces(tree);
    if (pieces.length === 0) return tree;
    if (htmlTooDeep(pieces, nesting)) throw new TooDeep();
    const parsed: Nodes = parse(tree, file);
    if (parsed.type !== 'root') return { type: 'root', children: [] };
    if (treeTooDeep(parsed, nesting)) throw new TooDeep();
    return parsed;
  };
}

function rawPieces(tree: Root): string[] {
  const pieces: string[] = [];
  eachNode<Nodes>(tree, (node) => {
    if (node.type === 'raw') pieces.push(node.value);
  });
  return pieces;
}
