import type { Heading, Html, Nodes, Paragraph, Root, Text } from 'mdast';
import type { VFile } from 'vfile';
import { nearest } from '../../model/nearest.ts';
import { spanAt } from '../../model/source.ts';
import { tellLookalike } from '../lookalike.ts';
import { type PageState, pageState } from '../page-state.ts';
import { eachNode } from '../walk.ts';

/**
 * Tells of what other generators understand and Markdown does not: shortcodes of Hugo, admonitions and
 * tabs of Python-Markdown, imports and components of MDX, attributes in braces. All of it is shown as
 * text, which whoever moves a site here would see last. A misspelt include would not even be shown.
 */
export default function remarkElsewhere() {
  return (tree: Root, file: VFile): void => {
    const text = String(file);
    if (!anything.test(text)) return;
    const page: Page = { state: pageState(file), text, components: new Set() };
    eachNode<Nodes>(tree, (node) => {
      if (node.type === 'paragraph') tellOfParagraph(page, node);
      else if (node.type === 'heading') tellOfHeading(page, node);
      else if (node.type === 'text') tellOfShortcodes(page, node);
      else if (node.type === 'html') tellOfHtml(page, node);
    });
  };
}

const anything =
  /\{\{[<%]|\[[Tt][Oo][Cc]\]|--8<--|\{\/\*|[)\]]\{|\{[ \t]*\.|(?:^|[ \t>])(?:!!!|\?\?\?\+?|===[!+]?)[ \t]|^import[ \t]|<[A-Z][\w.]*[a-z]|<!--[ \t]*@/m;

interface Page {
  readonly state: PageState;
  readonly text: string;
  /** Names of components that have been told of: once is enough. */
  readonly components: Set<string>;
}

/** What a paragraph begins with. */
const beginnings: readonly (readonly [pattern: RegExp, what: string, hint: string])[] = [
  [
    /^\[\[?toc\]\]?(?=[ \t]*$)/im,
    'no table of contents is made here',
    'the theme has one beside the page: take the line out',
  ],
  [
    /^(?:!!!|\?\?\?\+?)[ \t]+[a-z][\w-]*/i,
    'this is no callout, and is shown as it is',
    'write `:::note[Title]`, the text without its indent, and `:::`',
  ],
  [
    /^===[!+]?[ \t]+"[^"\n]*"/,
    'this is no tab, and is shown as it is',
    'write `:::tab[Name]`, the text without its indent, and `:::`, with `::::tabs` around all of them',
  ],
  [
    /^;?-+8<-+(?=[ \t\r\n])/,
    'nothing is included here',
    'write `<!--@include: ./part.md-->`, or `<<< ./file` for code',
  ],
  [
    /^import[ \t]+(?:[\w*{][^'"\n]{0,200}[ \t]from[ \t]+)?(?:'[^'\n]+'|"[^"\n]+")[ \t]*(?:;|$)/m,
    'nothing is imported: pages are Markdown, and run no code',
    'take the line out; a component becomes a shortcode, `::name[label]{key=value}`',
  ],
  [/^\{\/\*/, 'this comment is shown', 'write `<!-- … -->`'],
];

function tellOfParagraph(page: Page, node: Paragraph): void {
  const start = node.position?.start.offset;
  const end = node.position?.end.offset;
  if (start === undefined || end === undefined) return;
  const written = page.text.slice(start, Math.min(end, start + longest));
  for (const [pattern, what, hint] of beginnings) {
    const match = pattern.exec(written);
    if (match?.index === 0) tell(page, start, match[0].length, what, hint);
  }
  for (const [index, child] of node.children.entries()) {
    if (child.type !== 'link' && child.type !== 'image' && child.type !== 'imageReference')
      continue;
    const next = node.children[index + 1];
    const at = child.position?.end.offset;
    if (next?.type !== 'text' || at === undefined) continue;
    const [braces] = attributes.exec(page.text.slice(at, at + longest)) ?? [];
    if (braces === undefined) continue;
    const name = child.type === 'link' ? 'link' : 'image';
    tell(
      page,
      at,
      braces.length,
      `\`${braces}\` means nothing behind ${name === 'link' ? 'a link' : 'an image'}, and is shown`,
      name === 'link'
        ? 'take it out, or write the link as HTML, `<a …>`'
        : 'take it out, or write the image as HTML, `<img …>`',
    );
  }
}

const longest = 400;
const attributes = /^\{[ \t]*(?::[ \t]*)?(?:[.#][\w-]+|[\w-]+=)[^{}\n]*\}/;

/** An id in the braces would have been read. */
function tellOfHeading(page: Page, node: Heading): void {
  const end = node.position?.end.offset;
  if (end === undefined || node.children.at(-1)?.type !== 'text') return;
  const from = Math.max(node.position?.start.offset ?? end, end - longest);
  const match = /(?<!\\)\{[ \t]*\.[^{}\n]*\}[ \t#]*$/.exec(page.text.slice(from, end));
  if (match === null) return;
  const braces = match[0].replace(/[ \t#]*$/, '');
  tell(
    page,
    from + match.index,
    braces.length,
    `\`${braces}\` means nothing behind a heading, and is shown`,
    'an id is written `{#id}`; a heading has no classes',
  );
}

function tellOfShortcodes(page: Page, { position, value }: Text): void {
  const start = position?.start.offset;
  const end = position?.end.offset;
  if (start === undefined || end === undefined || !/\{\{[<%]/.test(value)) return;
  for (const match of page.text.slice(start, end).matchAll(/(?<!\\)\{\{[<%]-?[ \t]*\/?[\w/.-]*/g)) {
    tell(
      page,
      start + match.index,
      match[0].length,
      `\`${match[0]}\` is a shortcode of Hugo, and is shown as it is`,
      'one of this site is written `::name[label]{key=value}`, and lies in `shortcodes/`',
    );
  }
}

function tellOfHtml(page: Page, node: Html): void {
  const start = node.position?.start.offset;
  const [written, name = ''] = /^<!--[ \t]*@(\w{1,30}):/.exec(node.value) ?? [];
  if (written === undefined) tellOfComponent(page, node);
  else if (start !== undefined && name !== 'include' && nearest(name, ['include']) !== undefined) {
    const message = `\`@${name}\` includes nothing`;
    tell(page, start, written.length, message, 'did you mean `<!--@include: …-->`?');
  }
}

/** `<Tabs>`; the elements of HTML are in small letters, or all in capitals. */
function tellOfComponent(page: Page, { position, value }: Html): void {
  const start = position?.start.offset;
  const name = /^<([A-Z][A-Za-z0-9.]*[a-z][A-Za-z0-9.]*)(?=[\s/>])/.exec(value)?.[1];
  if (start === undefined || name === undefined || page.components.has(name)) return;
  page.components.add(name);
  tell(
    page,
    start,
    name.length + 1,
    `\`<${name}>\` is no element of HTML, and browsers pass over it`,
    'a component becomes a shortcode, `::name[label]{key=value}`',
  );
}

function tell(page: Page, start: number, length: number, message: string, hint: string): void {
  tellLookalike(page.state, () => spanAt(page.text, start, start + length), { message, hint });
}
