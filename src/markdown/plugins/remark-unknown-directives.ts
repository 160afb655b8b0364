import type { Nodes, PhrasingContent, Root } from 'mdast';
import type { VFile } from 'vfile';
import { pageState } from '../page-state.ts';
import { replaceNodes } from '../walk.ts';

type Directive = Extract<Nodes, { type: 'textDirective' | 'leafDirective' }>;

/**
 * Turns text and leaf directives that no plugin took back into what was written: the source before,
 * between and after their children. A plugin takes one by giving it `data.hName` or another type.
 */
export default function remarkUnknownDirectives() {
  return (tree: Root, file: VFile): void => {
    const { kinds } = pageState(file);
    if (!kinds.has('textDirective') && !kinds.has('leafDirective')) return;
    const text = String(file);
    const restored = (node: Nodes): readonly Nodes[] | undefined => {
      if (node.type !== 'textDirective' && node.type !== 'leafDirective') return undefined;
      if (node.data?.hName !== undefined) return undefined;
      const content = written(node, text).flatMap(
        (one): readonly Nodes[] => restored(one) ?? [one],
      );
      return node.type === 'textDirective'
        ? content
        : [{ type: 'paragraph', children: content as PhrasingContent[] }];
    };
    replaceNodes<Nodes>(tree, restored);
  };
}

function written(node: Directive, text: string): PhrasingContent[] {
  const start = node.position?.start.offset;
  const end = node.position?.end.offset;
  const first = node.children[0]?.position?.start.offset;
  const last = node.children.at(-1)?.position?.end.offset;
  if (start === undefined || end === undefined) return node.children;
  if (first === undefined || last === undefined) return [literal(text.slice(start, end))];
  return [literal(text.slice(start, first)), ...node.children, literal(text.slice(last, end))];
}

function literal(value: string): PhrasingContent {
  return { type: 'text', value };
}
