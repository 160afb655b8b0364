import type { Nodes, Root } from 'hast';
import rehypeRaw from 'rehype-raw';
import type { VFile } from 'vfile';
import { deepHtml, type RawPiece, TooDeep, treeTooDeep } from '../depth.ts';
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
    const deep = deepHtml(pieces, nesting);
    if (deep !== undefined) throw new TooDeep(deep.start);
    const parsed: Nodes = parse(tree, file);
    if (parsed.type !== 'root') return { type: 'root', children: [] };
    if (treeTooDeep(parsed, nesting)) throw new TooDeep(pieces[0]?.start);
    return parsed;
  };
}

function rawPieces(tree: Root): RawPiece[] {
  const pieces: RawPiece[] = [];
  eachNode<Nodes>(tree, (node) => {
    if (node.type !== 'raw') return;
    pieces.push({ html: node.value, start: node.position?.start.offset });
  });
  return pieces;
}
