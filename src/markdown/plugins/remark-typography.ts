import type { Nodes, Parents, Root, Text } from 'mdast';
import type { VFile } from 'vfile';
import { eachProse } from '../inline.ts';
import { pageState } from '../page-state.ts';
import { object, printed } from '../typography.ts';
import { writtenText } from '../written.ts';

/** Quotes, dashes and dots as they are printed in the language of the page. */
export default function remarkTypography() {
  return (tree: Root, file: VFile): void => {
    const source = String(file);
    if (!/["']|--|\.\.\.| [;:!?»]/.test(source)) return;
    const language = pageState(file).context.language ?? 'en';
    const prose = new Set<Text>();
    eachProse(tree, source, (_, texts) => {
      for (const text of texts) prose.add(text);
    });
    eachBlock(tree, (block) => setBlock(block, { prose, source, language }));
  };
}

/** The parents of inline content that lie in no other one. */
function eachBlock(parent: Parents, see: (block: Parents) => void): void {
  for (const child of parent.children) {
    if (!('children' in child)) continue;
    if (child.type === 'paragraph' || child.type === 'heading' || child.type === 'tableCell') {
      see(child);
    } else eachBlock(child, see);
  }
}

interface Page {
  readonly prose: ReadonlySet<Text>;
  readonly source: string;
  readonly language: string;
}

function setBlock(block: Parents, { prose, source, language }: Page): void {
  const runs: { readonly node: Text; readonly start: number }[] = [];
  let text = '';
  const collect = (parent: Parents): void => {
    for (const child of parent.children as readonly Nodes[]) {
      if (child.type === 'text' && prose.has(child)) {
        runs.push({ node: child, start: text.length });
        text += child.value;
      } else if (child.type === 'break') text += '\n';
      else if ('children' in child) collect(child);
      // Tags leave no trace between words and quotes.
      else if (child.type !== 'html') text += object;
    }
  };
  collect(block);
  if (!/["']|--|\.\.\.| [;:!?»]/.test(text)) return;
  const plain = new Uint8Array(text.length);
  for (const { node, start } of runs) {
    const written = writtenText(node, source);
    for (let at = 0; at < node.value.length; at += 1) {
      plain[start + at] = written.isPlain(at, at + 1) ? 1 : 0;
    }
  }
  const edits = printed(text, language, (index) => plain[index] === 1);
  if (edits.length === 0) return;
  let next = 0;
  for (const { node, start } of runs) {
    const end = start + node.value.length;
    let value = '';
    let done = start;
    for (let edit = edits[next]; edit !== undefined && edit.start < end; edit = edits[next]) {
      next += 1;
      // A run of marks that begins in one node and ends in another is none.
      if (edit.start < done || edit.end > end) continue;
      value += text.slice(done, edit.start) + edit.text;
      done = edit.end;
    }
    node.value = value + text.slice(done, end);
  }
}
