import type { List, ListItem, Nodes, Paragraph, Parents, PhrasingContent, Root } from 'mdast';
import type { VFile } from 'vfile';
import { spanAt } from '../../model/source.ts';
import { pieceOf } from '../inline.ts';
import { tellLookalike } from '../lookalike.ts';
import { leadingItems } from '../own-blocks.ts';
import { type PageState, pageState } from '../page-state.ts';
import { writtenText } from '../written.ts';

/** `<dl>` of terms and the list items that stand for what they mean (`own-blocks.ts`). */
export default function remarkDefinitionLists() {
  return (tree: Root, file: VFile): void => {
    const { definitions, refused = [] } = tree.data?.ownBlocks ?? {};
    const source = String(file);
    for (const offset of refused) tellOfRefused(pageState(file), source, offset);
    if (definitions === undefined || definitions.size === 0) return;
    const isDefinition = (offset: number): boolean => definitions.has(offset);
    const visit = (parent: Parents): void => {
      for (const child of parent.children) if ('children' in child) visit(child);
      defineIn(parent, source, isDefinition);
    };
    visit(tree);
  };
}

/** Such as a definition below an item of a list that is not indented as far as the item's text. */
function tellOfRefused(state: PageState, source: string, offset: number): void {
  if (source.startsWith(':::', offset)) return;
  tellLookalike(state, () => spanAt(source, offset, offset + 1), {
    message: 'this line is no definition, and is shown as it is',
    hint: 'indent it as far as its term; a line that is meant as text begins with `\\:`',
  });
}

function defineIn(
  parent: Parents,
  source: string,
  isDefinition: (offset: number) => boolean,
): void {
  const children: Nodes[] = [];
  let open: { readonly items: Nodes[]; readonly list: List } | undefined;
  let found = false;
  for (const node of parent.children as readonly Nodes[]) {
    const term = children.at(-1);
    const count = node.type === 'list' ? leadingItems(node, isDefinition).length : 0;
    if (node.type !== 'list' || count === 0 || term?.type !== 'paragraph') {
      children.push(node);
      continue;
    }
    found = true;
    children.pop();
    const items = [...terms(term, source), ...node.children.slice(0, count).map(meaning)];
    const before = children.at(-1);
    if (open !== undefined && before === open.list) open.items.push(...items);
    else {
      const position = node.position &&
        term.position && { start: term.position.start, end: node.position.end };
      const list = definitionList(items, position);
      open = { items, list };
      children.push(list);
    }
    // A list of the author's own that begins with the same mark as the parser was given.
    const rest = node.children.slice(count);
    if (rest.length > 0) children.push({ ...node, children: rest });
  }
  if (found) Object.assign(parent, { children });
}

/** It keeps `items`, to which more may come. */
function definitionList(items: Nodes[], position: List['position']): List {
  return {
    type: 'list',
    ordered: false,
    spread: false,
    data: { hName: 'dl' },
    // Terms are paragraphs, which mdast does not have in a list.
    children: items as unknown as ListItem[],
    ...(position === undefined ? {} : { position }),
  };
}

/** Each line of a paragraph is a term. */
function terms(paragraph: Paragraph, source: string): Paragraph[] {
  const lines: PhrasingContent[][] = [[]];
  for (const node of paragraph.children) {
    if (node.type === 'break') lines.push([]);
    else if (node.type !== 'text' || !node.value.includes('\n')) lines.at(-1)?.push(node);
    else {
      const written = writtenText(node, source);
      let start = 0;
      for (const part of node.value.split('\n')) {
        if (start > 0) lines.push([]);
        const end = start + part.replace(/\r$/, '').length;
        if (end > start) lines.at(-1)?.push(pieceOf(node, written, start, end));
        start += part.length + 1;
      }
    }
  }
  return lines
    .filter((line) => line.length > 0)
    .map((children) => ({
      type: 'paragraph',
      data: { hName: 'dt' },
      children,
      ...(paragraph.position === undefined ? {} : { position: paragraph.position }),
    }));
}

function meaning(item: ListItem): ListItem {
  return { ...item, checked: null, data: { ...item.data, hName: 'dd' } };
}
