import type { Blockquote, Nodes, Paragraph, PhrasingContent, Root } from 'mdast';
import type { VFile } from 'vfile';
import { callout, calloutType } from '../callout.ts';
import { pageState } from '../page-state.ts';
import { replaceNodes } from '../walk.ts';

/**
 * GitHub's alerts: a quote whose first line is `[!NOTE]`
 * (https://docs.github.com/get-started/writing-on-github). Text after it on that line is the title.
 */
export default function remarkAlerts() {
  return (tree: Root, file: VFile): void => {
    if (!pageState(file).kinds.has('blockquote')) return;
    replaceNodes<Nodes>(tree, (node) => {
      const alert = node.type === 'blockquote' ? readAlert(node) : undefined;
      return alert && [alert];
    });
  };
}

function readAlert(quote: Blockquote) {
  const [first, ...rest] = quote.children;
  if (first?.type !== 'paragraph') return undefined;
  const [marker, ...inline] = first.children;
  if (marker?.type !== 'text') return undefined;
  const match = /^\[!([A-Za-z]{3,9})\](?:[ \t]+|(?=\n)|$)/.exec(marker.value);
  const type = calloutType(match?.[1] ?? '');
  if (match === null || type === undefined) return undefined;
  const [title, body] = firstLine([
    { type: 'text', value: marker.value.slice(match[0].length) },
    ...inline,
  ]);
  const paragraph: Paragraph = { ...first, children: body };
  return callout({
    type,
    title,
    children: body.length > 0 ? [paragraph, ...rest] : rest,
    position: quote.position,
  });
}

/** Splits inline content at its first line end. Empty texts are left out. */
function firstLine(content: readonly PhrasingContent[]): [PhrasingContent[], PhrasingContent[]] {
  const at = content.findIndex(
    (node) => node.type === 'break' || (node.type === 'text' && node.value.includes('\n')),
  );
  const node = content[at];
  if (node?.type !== 'text') {
    return [
      full(content.slice(0, at === -1 ? undefined : at)),
      full(at === -1 ? [] : content.slice(at + 1)),
    ];
  }
  const end = node.value.indexOf('\n');
  return [
    full([...content.slice(0, at), { type: 'text', value: node.value.slice(0, end).trimEnd() }]),
    full([{ type: 'text', value: node.value.slice(end + 1) }, ...content.slice(at + 1)]),
  ];
}

function full(content: readonly PhrasingContent[]): PhrasingContent[] {
  return content.filter((node) => node.type !== 'text' || node.value !== '');
}
