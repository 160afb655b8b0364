import type { Nodes, Paragraph, Parents, Root, TableRow } from 'mdast';
import type { VFile } from 'vfile';
import { pieceOf } from '../inline.ts';
import { pageState } from '../page-state.ts';
import { phrasesOf } from '../phrases.ts';
import { eachNode } from '../walk.ts';
import { writtenText } from '../written.ts';

/**
 * A paragraph `Table: its caption` right behind a table, or before it, is that table's caption, as Pandoc
 * has it. So is one that begins with the word for it in the page's language.
 */
export default function remarkTableCaptions() {
  return (tree: Root, file: VFile): void => {
    const state = pageState(file);
    if (!state.kinds.has('table')) return;
    const word = phrasesOf(state.context.language).table;
    const source = String(file);
    const label = `(?:Table|${word})(?::[ \\t]+|：[ \\t]*)`;
    if (!new RegExp(label, 'i').test(source)) return;
    const page = { source, begin: new RegExp(`^${label}`, 'i') };
    captionIn(tree, page);
    eachNode<Nodes>(tree, (node) => {
      if ('children' in node) captionIn(node, page);
    });
  };
}

interface Page {
  readonly source: string;
  readonly begin: RegExp;
}

function captionIn(parent: Parents, page: Page): void {
  const children: readonly Nodes[] = parent.children;
  if (!children.some((child) => child.type === 'table')) return;
  const taken = new Set<Nodes>();
  for (const [at, node] of children.entries()) {
    if (node.type !== 'table') continue;
    for (const beside of [children[at + 1], children[at - 1]]) {
      if (beside?.type !== 'paragraph' || taken.has(beside)) continue;
      const caption = captionOf(beside, page);
      if (caption === undefined) continue;
      // mdast has rows only in a table; the handler of tables knows it.
      node.children.push(caption as Nodes as TableRow);
      taken.add(beside);
      break;
    }
  }
  if (taken.size > 0) {
    Object.assign(parent, { children: children.filter((child) => !taken.has(child)) });
  }
}

function captionOf(node: Paragraph, page: Page): Paragraph | undefined {
  const [first, ...rest] = node.children;
  if (first?.type !== 'text') return undefined;
  const [label] = page.begin.exec(first.value) ?? [];
  if (label === undefined) return undefined;
  const written = writtenText(first, page.source);
  if (!written.isPlain(0, label.length)) return undefined;
  const children = [pieceOf(first, written, label.length, first.value.length), ...rest];
  return { ...node, data: { ...node.data, hName: 'caption' }, children };
}
