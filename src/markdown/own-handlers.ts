import type { ElementContent } from 'hast';
import type { Code, List, ListItem, Nodes, Parents, Root, Table } from 'mdast';
import { defaultHandlers, type Options } from 'remark-rehype';
import type { CodeBlock, Formula, MoreMark, Shortcode, ShortcodeParts } from './own-nodes.ts';
import { pageState } from './page-state.ts';

/** A handler of mdast-util-to-hast. */
export type Handler = NonNullable<NonNullable<Options['handlers']>['heading']>;
type State = Parameters<Handler>[0];

/** How the nodes that are ours, and those of long lists, go from mdast to hast. */
export const ownHandlers = {
  code: codeHandler,
  listItem,
  formula: formulaHandler,
  table,
  shortcode: shortcodeHandler,
  moreMark: (): MoreMark => ({ type: 'moreMark' }),
};

/** Hands a code block on as it is, for the highlighter after rehype-raw; nothing of a hidden step. */
function codeHandler(
  state: State,
  node: Code,
  parent: Parents | undefined,
): CodeBlock | Formula | undefined {
  const file = state.options.file;
  const offset = node.position?.start.offset;
  const step =
    file == null || offset === undefined ? undefined : pageState(file).context.steps.get(offset);
  if (step?.hidden) return undefined;
  const isInGroup = parent?.type === 'containerDirective' && parent.name === 'code-group';
  if (step === undefined && node.lang === 'math' && !isInGroup) {
    return formulaHandler(state, { ...node, type: 'formula', display: true });
  }
  return {
    type: 'codeBlock',
    lang: node.lang ?? undefined,
    meta: node.meta ?? undefined,
    value: node.value,
    step: step?.id,
    ...(node.data?.notes === undefined ? {} : { notes: node.data.notes }),
    ...(node.position === undefined ? {} : { position: node.position }),
  };
}

function formulaHandler(state: State, node: Formula): Formula {
  const { value, display, position, isOpen } = node;
  const { file } = state.options;
  if (file != null) pageState(file).hasFormulas = true;
  const more = { ...(position && { position }), ...(isOpen && { isOpen }) };
  return { type: 'formula', value, display, ...more };
}

function shortcodeHandler(state: State, node: Shortcode): ShortcodeParts {
  const children = node.children.flatMap((child): ElementContent[] => {
    if (child.type === 'finishedHtml') return [child];
    const parent = { type: 'root', children: child.children } as Root;
    const parts = state.all(parent) as ElementContent[];
    const children = child.holds === 'label' ? parts : state.wrap(parts, true);
    return [{ type: 'shortcodeParts', children }];
  });
  const { position } = node;
  return { type: 'shortcodeParts', children, ...(position === undefined ? {} : { position }) };
}

/** A paragraph among the rows is the caption: see `remark-table-captions.ts`. */
function table(state: State, node: Table): ReturnType<typeof defaultHandlers.table> {
  const parts: readonly Nodes[] = node.children;
  const caption = parts.find((part) => part.type === 'paragraph');
  if (caption === undefined) return defaultHandlers.table(state, node);
  const rows = node.children.filter((part: Nodes) => part !== caption);
  const made = defaultHandlers.table(state, { ...node, children: rows });
  const shown = state.one(caption, node);
  if (made.type !== 'element' || shown === undefined || Array.isArray(shown)) return made;
  if (shown.type === 'element') made.children.unshift({ type: 'text', value: '\n' }, shown);
  return made;
}

/** The handler for items asks the whole list for each of them whether it is loose: here it is told. */
function listItem(
  state: State,
  node: ListItem,
  parent: Parents | undefined,
): ReturnType<typeof defaultHandlers.listItem> {
  // Each definition is loose or not for itself.
  if (node.data?.hName === 'dd') return defaultHandlers.listItem(state, node, undefined);
  return defaultHandlers.listItem(state, node, parent?.type === 'list' ? briefly(parent) : parent);
}

const brief = new WeakMap<List, List>();

/** A list without items that is as loose as another. */
function briefly(list: List): List {
  const known = brief.get(list);
  if (known !== undefined) return known;
  const spread =
    list.spread || list.children.some((item) => item.spread ?? item.children.length > 1);
  const told: List = { type: 'list', spread, children: [] };
  brief.set(list, told);
  return told;
}
