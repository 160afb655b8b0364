import type { Nodes, Parents, PhrasingContent, Root, RootContent } from 'mdast';
import type { VFile } from 'vfile';

/**
 * Turns text and leaf directives that no plugin took back into what was written: the source before,
 * between and after their children. A plugin takes one by giving it `data.hName` or another type.
 */
export default function remarkUnknownDirectives() {
  return (tree: Root, file: VFile): void => restoreIn(tree, String(file));
}

function restoreIn(parent: Parents, text: string): void {
  for (let index = 0; index < parent.children.length; index += 1) {
    const node = parent.children[index];
    if (node === undefined) continue;
    if ('children' in node) restoreIn(node, text);
    if (node.type !== 'textDirective' && node.type !== 'leafDirective') continue;
    if (node.data?.hName !== undefined) continue;
    const content = written(node, text);
    const replacement: RootContent[] =
      node.type === 'textDirective' ? content : [{ type: 'paragraph', children: content }];
    const children: RootContent[] = parent.children;
    children.splice(index, 1, ...replacement);
    index += replacement.length - 1;
  }
}

function written(
  node: Extract<Nodes, { type: 'textDirective' | 'leafDirective' }>,
  text: string,
): PhrasingContent[] {
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
