import type { Code } from 'mdast';
import type { VFile } from 'vfile';
import type { CodeBlock, MoreMark } from './own-nodes.ts';
import { pageState } from './page-state.ts';

/** How the nodes that are ours go from mdast to hast: handlers of mdast-util-to-hast. */
export const ownHandlers = {
  code: codeHandler,
  moreMark: (): MoreMark => ({ type: 'moreMark' }),
};

/** Hands a code block on as it is, for the highlighter after rehype-raw; nothing of a hidden step. */
function codeHandler(
  state: { readonly options: { readonly file?: VFile | null | undefined } },
  node: Code,
): CodeBlock | undefined {
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
