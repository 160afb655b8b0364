import type { Blockquote, Nodes, Paragraph, PhrasingContent, Root } from 'mdast';
import type { VFile } from 'vfile';
import type { MarkdownSyntax } from '../../model/markdown-syntax.ts';
import { type CalloutWords, callout, calloutKind } from '../callout.ts';
import { pieceOf } from '../inline.ts';
import { pageState } from '../page-state.ts';
import { replaceNodes } from '../walk.ts';
import { writtenText } from '../written.ts';

/**
 * GitHub's alerts: a quote whose first line is `[!NOTE]`
 * (https://docs.github.com/get-started/writing-on-github). Text after it on that line is the title; with
 * `[!NOTE]-` and `[!NOTE]+` it can be folded, as in Obsidian.
 */
export default function remarkAlerts({ callouts }: Pick<MarkdownSyntax, 'callouts'>) {
  return (tree: Root, file: VFile): void => {
    const state = pageState(file);
    if (!state.kinds.has('blockquote')) return;
    const page = { callouts, language: state.context.language, source: String(file) };
    replaceNodes<Nodes>(tree, (node) => {
      const alert = node.type === 'blockquote' ? readAlert(node, page) : undefined;
      return alert && [alert];
    });
  };
}

interface Page extends CalloutWords {
  readonly source: string;
}

const marker = /^\[!([A-Za-z][A-Za-z0-9-]{1,29})\]([+-]?)(?:[ \t]+|(?=\n)|$)/;

function readAlert(quote: Blockquote, page: Page) {
  const [first, ...rest] = quote.children;
  if (first?.type !== 'paragraph') return undefined;
  const [text, ...inline] = first.children;
  if (text?.type !== 'text' || !text.value.startsWith('[!')) return undefined;
  const match = marker.exec(text.value);
  const kind = calloutKind(match?.[1] ?? '', page);
  if (match === null || kind === undefined) return undefined;
  const behind = pieceOf(text, writtenText(text, page.source), match[0].length, text.value.length);
  const [title, body] = firstLine([behind, ...inline], page.source);
  const paragraph: Paragraph = { ...first, children: body };
  const closed = match[2] === '-' || (kind.name === 'details' && match[2] === '');
  return callout({
    kind,
    title,
    children: body.length > 0 ? [paragraph, ...rest] : rest,
    position: quote.position,
    folds: closed ? 'closed' : match[2] === '+' ? 'open' : undefined,
  });
}

/** Splits inline content at its first line end. Empty texts are left out. */
function firstLine(
  content: readonly PhrasingContent[],
  source: string,
): [PhrasingContent[], PhrasingContent[]] {
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
  const written = writtenText(node, source);
  const end = node.value.indexOf('\n');
  const line = node.value.slice(0, end).trimEnd().length;
  return [
    full([...content.slice(0, at), pieceOf(node, written, 0, line)]),
    full([pieceOf(node, written, end + 1, node.value.length), ...content.slice(at + 1)]),
  ];
}

function full(content: readonly PhrasingContent[]): PhrasingContent[] {
  return content.filter((node) => node.type !== 'text' || node.value !== '');
}
