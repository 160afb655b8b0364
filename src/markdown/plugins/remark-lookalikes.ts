import type { Blockquote, Root, Text } from 'mdast';
import { visit } from 'unist-util-visit';
import type { VFile } from 'vfile';
import { diagnosticAt } from '../../model/diagnostic.ts';
import { spanAt } from '../../model/source.ts';
import { calloutTypes } from '../callout.ts';
import { type PageState, pageState } from '../page-state.ts';

/**
 * Tells of text that was meant as Markdown and is none, because what it refers to is missing: a
 * footnote or a link whose label nothing defines, an alert of an unknown kind. Brackets that are
 * escaped are meant as brackets, and those right behind a word (`a[i][j]`) as code.
 */
export default function remarkLookalikes() {
  return (tree: Root, file: VFile): void => {
    const state = pageState(file);
    visit(tree, 'text', (node) => tellOfReferences(state, node));
    visit(tree, 'blockquote', (quote) => tellOfAlert(state, quote));
  };
}

const footnote = /(?<!\\)\[\^([^\][\s\\]{1,60})\]/g;
const reference = /(?<![\\\w\])])\[[^\][\\\n]{1,100}\]\[([^\][\\\n^]{1,100})\]/g;
const alert = /^\[!([A-Za-z]{3,20})\]/;

function tellOfReferences(state: PageState, node: Text): void {
  const { start, end } = node.position ?? {};
  if (start?.offset === undefined || end?.offset === undefined) return;
  const written = state.context.source.text.slice(start.offset, end.offset);
  for (const [pattern, what, example] of [
    [footnote, 'footnote', '[^label]: the note'],
    [reference, 'link', '[label]: https://example.org/'],
  ] as const) {
    for (const match of written.matchAll(pattern)) {
      const hint = `write \`${example}\` on a line of its own; brackets that are meant are written \`\\[\``;
      const message = `nothing defines the label \`${match[1]}\` of this ${what}`;
      tell(state, start.offset + match.index, match[0], { message, hint });
    }
  }
}

function tellOfAlert(state: PageState, quote: Blockquote): void {
  const [first] = quote.children;
  const [text] = first?.type === 'paragraph' ? first.children : [];
  const offset = text?.position?.start.offset;
  if (text?.type !== 'text' || offset === undefined) return;
  const match = alert.exec(state.context.source.text.slice(offset, offset + 30));
  if (match === null) return;
  const message = `no alert is called \`${match[0]}\`; the quote is shown as it is`;
  const kinds = calloutTypes.map((type) => type.toUpperCase()).join(', ');
  tell(state, offset, match[0], { message, hint: `the alerts are ${kinds}` });
}

function tell(
  state: PageState,
  offset: number,
  written: string,
  said: { readonly message: string; readonly hint: string },
): void {
  const { source } = state.context;
  const span = spanAt(source.text, offset, offset + written.length);
  const code = 'markdown-lookalike';
  state.diagnostics.push(diagnosticAt(source, span, { code, severity: 'warning', ...said }));
}
