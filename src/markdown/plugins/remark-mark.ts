import type { Nodes, Parents, PhrasingContent, Root, Text } from 'mdast';
import type { VFile } from 'vfile';
import { eachProse, inlineElement, pieceOf } from '../inline.ts';
import { writtenText } from '../written.ts';

/** `==marked==`, with other markup in it or not. The marks touch what they mark and no other word. */
export default function remarkMark() {
  return (tree: Root, file: VFile): void => {
    const source = String(file);
    if (!/==[^\s=]/.test(source)) return;
    eachProse(tree, source, (parent, texts) => {
      const parts = partsOf(parent, texts, source);
      if (parts.length > parent.children.length) joinMarked(parent, parts);
    });
  };
}

/** A `==`, which is text where it has no partner. */
interface Mark {
  readonly text: Text;
  readonly opens: boolean;
  readonly closes: boolean;
}
type Part = { readonly node: Nodes; readonly mark?: undefined } | { readonly mark: Mark };

function partsOf(parent: Parents, texts: ReadonlySet<Text>, source: string): readonly Part[] {
  const { children } = parent;
  return children.flatMap((child, at): Part[] => {
    if (child.type !== 'text' || !texts.has(child)) return [{ node: child }];
    if (!child.value.includes('==')) return [{ node: child }];
    const written = writtenText(child, source);
    const parts: Part[] = [];
    let end = 0;
    for (const { index } of child.value.matchAll(/(?<!=)==(?!=)/g)) {
      if (!written.isPlain(index, index + 2)) continue;
      // What stands beside it in another node is no space.
      const before = child.value[index - 1] ?? (at === 0 ? ' ' : '.');
      const after = child.value[index + 2] ?? (at === children.length - 1 ? ' ' : '.');
      const opens = /\S/.test(after) && !/[\p{L}\p{N}]/u.test(before);
      const closes = /\S/.test(before) && !/[\p{L}\p{N}]/u.test(after);
      if (!opens && !closes) continue;
      if (index > end) parts.push({ node: pieceOf(child, written, end, index) });
      parts.push({ mark: { text: pieceOf(child, written, index, index + 2), opens, closes } });
      end = index + 2;
    }
    if (end === 0) return [{ node: child }];
    if (end < child.value.length)
      parts.push({ node: pieceOf(child, written, end, child.value.length) });
    return parts;
  });
}

function joinMarked(parent: Parents, parts: readonly Part[]): void {
  const children: Nodes[] = [];
  let opening: { readonly mark: Mark; readonly at: number } | undefined;
  let found = false;
  for (const part of parts) {
    if (part.mark === undefined) {
      children.push(part.node);
      continue;
    }
    const { mark } = part;
    if (opening !== undefined && mark.closes && children.length > opening.at + 1) {
      const inside = children.splice(opening.at).slice(1) as PhrasingContent[];
      const start = opening.mark.text.position?.start;
      const end = mark.text.position?.end;
      const made = inlineElement('mark', inside);
      if (start !== undefined && end !== undefined) made.position = { start, end };
      children.push(made);
      opening = undefined;
      found = true;
      continue;
    }
    if (mark.opens) opening = { mark, at: children.length };
    children.push(mark.text);
  }
  if (found) Object.assign(parent, { children });
}
