import type { Blockquote, FootnoteDefinition, Nodes, Root, Text } from 'mdast';
import type { VFile } from 'vfile';
import type { MarkdownSyntax } from '../../model/markdown-syntax.ts';
import { nearest } from '../../model/nearest.ts';
import { spanAt } from '../../model/source.ts';
import { calloutNames } from '../callout.ts';
import { tellLookalike } from '../lookalike.ts';
import { type PageState, pageState } from '../page-state.ts';
import { eachNode } from '../walk.ts';

/**
 * Tells of text that was meant as Markdown and is none, because what it refers to is missing: a
 * footnote or a link whose label nothing defines, an alert of an unknown kind, a footnote that nothing
 * refers to. Brackets that are
 * escaped are meant as brackets, and those right behind a word (`a[i][j]`) as code.
 */
export default function remarkLookalikes({ callouts }: Pick<MarkdownSyntax, 'callouts'>) {
  const known = calloutNames({ callouts });
  return (tree: Root, file: VFile): void => {
    const page: Page = { state: pageState(file), text: String(file), known };
    if (!/\[[\^!]|\]\[/.test(page.text)) return;
    const quotes: Blockquote[] = [];
    const notes: FootnoteDefinition[] = [];
    const used = new Set<string>();
    eachNode<Nodes>(tree, (node) => {
      if (node.type === 'text') tellOfReferences(page, node);
      else if (node.type === 'blockquote') quotes.push(node);
      else if (node.type === 'footnoteDefinition') notes.push(node);
      else if (node.type === 'footnoteReference') used.add(node.identifier);
    });
    for (const quote of quotes) tellOfAlert(page, quote);
    tellOfNotes(page, notes, used);
  };
}

interface Page {
  readonly state: PageState;
  readonly text: string;
  /** Names of callouts. */
  readonly known: readonly string[];
}

const footnote = /(?<!\\)\[\^([^\][\s\\]{1,60})\]/g;
const reference = /(?<![\\\w\])])\[[^\][\\\n]{1,100}\]\[([^\][\\\n^]{1,100})\]/g;
const alert = /^\[!([A-Za-z][A-Za-z0-9-]{1,29})\]/;

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
      const at = start.offset + match.index;
      tellLookalike(page.state, () => spanAt(page.text, at, at + match[0].length), {
        message,
        hint,
      });
    }
  }
}

/** A footnote shows only where something refers to it, and only the first of a label. */
function tellOfNotes(
  { state, text }: Page,
  notes: readonly FootnoteDefinition[],
  used: ReadonlySet<string>,
): void {
  const seen = new Set<string>();
  for (const { identifier, label, position } of notes) {
    const isAgain = seen.has(identifier);
    seen.add(identifier);
    const offset = position?.start.offset;
    if (offset === undefined || (used.has(identifier) && !isAgain)) continue;
    const name = label ?? identifier;
    tellLookalike(state, () => spanAt(text, offset, offset + name.length + 3), {
      message: isAgain
        ? `there are two footnotes \`${name}\`; this one is not shown`
        : `nothing refers to the footnote \`${name}\`, so it is not shown`,
      hint: isAgain ? 'give it a label of its own' : `write \`[^${name}]\` where it belongs`,
    });
  }
}

function tellOfAlert(page: Page, quote: Blockquote): void {
  const [first] = quote.children;
  const [text] = first?.type === 'paragraph' ? first.children : [];
  const offset = text?.position?.start.offset;
  if (text?.type !== 'text' || offset === undefined) return;
  const match = alert.exec(page.text.slice(offset, offset + 40));
  if (match === null) return;
  const message = `no alert is called \`${match[0]}\`; the quote is shown as it is`;
  const near = nearest(match[1] ?? '', page.known)?.toUpperCase();
  const kinds = page.known.map((type) => type.toUpperCase()).join(', ');
  const hint = near === undefined ? `the alerts are ${kinds}` : `did you mean \`[!${near}]\`?`;
  tellLookalike(page.state, () => spanAt(page.text, offset, offset + match[0].length), {
    message,
    hint,
  });
}
