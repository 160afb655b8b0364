import type { Blockquote, Nodes, Root, Text } from 'mdast';
import type { VFile } from 'vfile';
import { diagnosticAt } from '../../model/diagnostic.ts';
import { spanAt } from '../../model/source.ts';
import { calloutTypes } from '../callout.ts';
import { type PageState, pageState } from '../page-state.ts';
import { eachNode } from '../walk.ts';

/**
 * Tells of text that was meant as Markdown and is none, because what it refers to is missing: a
 * footnote or a link whose label nothing defines, an alert of an unknown kind. Brackets that are
 * escaped are meant as brackets, and those right behind a word (`a[i][j]`) as code.
 */
export default function remarkLookalikes() {
  return (tree: Root, file: VFile): void => {
    const page: Page = { state: pageState(file), text: String(file), told: 0 };
    if (!/\[[\^!]|\]\[/.test(page.text)) return;
    const quotes: Blockquote[] = [];
    eachNode<Nodes>(tree, (node) => {
      if (node.type === 'text') tellOfReferences(page, node);
      else if (node.type === 'blockquote') quotes.push(node);
    });
    for (const quote of quotes) tellOfAlert(page, quote);
  };
}

interface Page {
  readonly state: PageState;
  readonly text: string;
  told: number;
}

/** A page that is full of them is no Markdown. */
const mostTold = 100;

const footnote = /(?<!\\)\[\^([^\][\s\\]{1,60})\]/g;
const reference = /(?<![\\\w\])])\[[^\][\\\n]{1,100}\]\[([^\][\\\n^]{1,100})\]/g;
const alert = /^\[!([A-Za-z]{3,20})\]/;

function tellOfReferences(page: Page, node: Text): void {
  const { start, end } = node.position ?? {};
  if (start?.offset === undefined || end?.offset === undefined) return;
  // A bracket that is text is one in the source, too.
  if (!node.value.includes('[')) return;
  const written = page.text.slice(start.offset, end.offset);
  for (const [pattern, what, example] of [
    [footnote, 'footnote', '[^label]: the note'],
    [reference, 'link', '[label]: https://example.org/'],
  ] as const) {
    for (const match of written.matchAll(pattern)) {
      const hint = `write \`${example}\` on a line of its own; brackets that are meant are written \`\\[\``;
      const message = `nothing defines the label \`${match[1]}\` of this ${what}`;
      tell(page, start.offset + match.index, match[0], { message, hint });
    }
  }
}

function tellOfAlert(page: Page, quote: Blockquote): void {
  const [first] = quote.children;
  const [text] = first?.type === 'paragraph' ? first.children : [];
  const offset = text?.position?.start.offset;
  if (text?.type !== 'text' || offset === undefined) return;
  const match = alert.exec(page.text.slice(offset, offset + 30));
  if (match === null) return;
  const message = `no alert is called \`${match[0]}\`; the quote is shown as it is`;
  const kinds = calloutTypes.map((type) => type.toUpperCase()).join(', ');
  tell(page, offset, match[0], { message, hint: `the alerts are ${kinds}` });
}

function tell(
  page: Page,
  offset: number,
  written: string,
  said: { readonly message: string; readonly hint: string },
): void {
  page.told += 1;
  if (page.told > mostTold) return;
  const { diagnostics, context } = page.state;
  const span = spanAt(page.text, offset, offset + written.length);
  const code = 'markdown-lookalike';
  diagnostics.push(diagnosticAt(context.source, span, { code, severity: 'warning', ...said }));
}
