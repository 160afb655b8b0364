import type { Root as HastRoot } from 'hast';
import type { Nodes, Root, Table } from 'mdast';
import remarkRehype, { defaultHandlers } from 'remark-rehype';
import type { VFile } from 'vfile';
import { TooLarge } from '../limits.ts';
import { type Handler, ownHandlers } from '../own-handlers.ts';
import { phrasesOf } from '../phrases.ts';
import { eachNode } from '../walk.ts';

declare module 'mdast' {
  interface RootData {
    /** The page that a root of definitions stands for. */
    page?: Root | undefined;
  }
}

/**
 * remark-rehype. It looks through the tree that it is given for definitions, which takes as long as all
 * the rest it does: so it is given a root that holds those alone, and makes HTML of the page behind it.
 */
export default function remarkToHast() {
  const transform = remarkRehype({ allowDangerousHtml: true, handlers: { ...ownHandlers, root } });
  return (tree: Root, file: VFile): HastRoot => {
    const children: Root['children'] = [];
    eachNode<Nodes>(tree, (node) => {
      if (node.type === 'definition' || node.type === 'footnoteDefinition') children.push(node);
      else if (node.type === 'table') checkCells(node);
    });
    return transform({ type: 'root', children, data: { page: tree } }, file);
  };
}

/** A table's rows are filled up to its first one: two short lists make a large square. */
const mostFilled = 200_000;

function checkCells(table: Table): void {
  const columns = table.align?.length ?? 0;
  const given = table.children.reduce(
    (sum, row) => sum + Math.min(row.children.length, columns),
    0,
  );
  if (table.children.length * columns - given <= mostFilled) return;
  const message = `the rows of the table lack more than ${mostFilled} cells`;
  throw new TooLarge(message, table.position?.start.offset);
}

const root: Handler = (state, node: Root) => {
  const { file } = state.options;
  const { footnotes, backToReference } = phrasesOf(file?.data.rutter?.context.language);
  // The options are of this run alone, and the footnotes are made behind the page.
  Object.assign(state.options, {
    footnoteLabel: footnotes,
    footnoteBackLabel: (note: number, again: number) =>
      `${backToReference} ${note + 1}${again > 1 ? `-${again}` : ''}`,
  });
  // A root answers with a root, which the type of handlers leaves out.
  return defaultHandlers.root(state, node.data?.page ?? node) as ReturnType<Handler>;
};
