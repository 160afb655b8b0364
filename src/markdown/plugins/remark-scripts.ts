import type { Nodes, Root } from 'mdast';
import type { VFile } from 'vfile';
import type { MarkdownSyntax } from '../../model/markdown-syntax.ts';
import { inlineElement, replacePieces } from '../inline.ts';
import { pageState } from '../page-state.ts';
import { eachNode } from '../walk.ts';

const raised = /(?<![[^])\^([^\s^[\]]{1,60})\^(?!\^)/g;

/**
 * `H~2~O` and `x^2^`, where a site wants them. What is lowered or raised holds no space, as Pandoc has
 * it: `~struck out text~` with one is what it is on GitHub.
 */
export default function remarkScripts(syntax: Pick<MarkdownSyntax, 'subscript' | 'superscript'>) {
  return (tree: Root, file: VFile): void => {
    const source = String(file);
    if (syntax.subscript && pageState(file).kinds.has('delete')) {
      eachNode<Nodes>(tree, (node) => {
        const { start, end } = node.position ?? {};
        if (node.type !== 'delete' || start?.offset === undefined) return;
        const written = source.slice(start.offset, end?.offset);
        if (!/^~[^~\s]+~$/.test(written)) return;
        node.data = { ...node.data, hName: 'sub' };
      });
    }
    if (syntax.superscript && source.includes('^')) {
      replacePieces(tree, source, raised, ([, value = '']) =>
        inlineElement('sup', [{ type: 'text', value }]),
      );
    }
  };
}
