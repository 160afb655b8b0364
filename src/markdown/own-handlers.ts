import type { Code, List, ListItem, Parents } from 'mdast';
import { defaultHandlers, type Options } from 'remark-rehype';
import type { CodeBlock, MoreMark } from './own-nodes.ts';
import { pageState } from './page-state.ts';

/** A handler of mdast-util-to-hast. */
export type Handler = NonNullable<NonNullable<Options['handlers']>['heading']>;
type State = Parameters<Handler>[0];

/** How the nodes that are ours, and those of long lists, go from mdast to hast. */
export const ownHandlers = {
  code: codeHandler,
  listItem,
  moreMark: (): MoreMark => ({ type: 'moreMark' }),
};

/** Hands a code block on as it is, for the highlighter after rehype-raw; nothing of a hidden step. */
function codeHandler(state: State, node: Code): CodeBlock | undefined {
  const file = state.options.file;
  const offset = node.position?.start.offset;
  const step =
    file == null || offset === undefined ? undefined : pageState(file).context.steps.get(offset);
  if (step?.hidden) return undefined;
  return {
    type: 'codeBlock',
    lang: node.lang ?? undefined,
    meta: node.meta ?? undefined,
    value: node.value,
    step: step?.id,
    ...(node.position === undefined ? {} : { position: node.position }),
  };
}

/** The handler for items asks the whole list for each of them whether it is loose: here it is told. */
function listItem(
  state: State,
  node: ListItem,
  parent: Parents | undefined,
): ReturnType<typeof defaultHandlers.listItem> {
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
