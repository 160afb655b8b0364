import type { Nodes, Paragraph, Parents, PhrasingContent, Root, RootContent } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import type { VFile } from 'vfile';
import { diagnosticAt } from '../../model/diagnostic.ts';
import { pointsIn } from '../../model/located.ts';
import { nearest } from '../../model/nearest.ts';
import { contentSlot, labelSlot, type Shortcodes } from '../../model/shortcode.ts';
import type { Point } from '../../model/source.ts';
import { calloutTypes } from '../callout-types.ts';
import { type Leaf, type LeafFlaw, labelWithin, readLeaf } from '../leaf.ts';
import type { Shortcode, ShortcodeSlot } from '../own-nodes.ts';
import { type PageState, pageState } from '../page-state.ts';
import { writtenText } from '../written.ts';
import { ownLeaves } from './remark-embeds.ts';
import { resolveLink } from './remark-links.ts';

/**
 * Puts what the site's functions make in the place of `::name[label]{attributes}` on a line of its own,
 * and of `:::name` around content. Labels and content stay Markdown of the page.
 */
export default function remarkShortcodes() {
  return async (tree: Root, file: VFile): Promise<void> => {
    const text = String(file);
    const state = pageState(file);
    const { shortcodes } = state.context;
    if (shortcodes === undefined || !text.includes('::')) return;
    await replaceIn(tree, {
      state,
      shortcodes,
      text,
      pointAt: pointsIn({ path: '', digest: '', text }),
    });
  };
}

/** A page that is full of mistakes is no Markdown of ours. */
const mostTold = 200;

interface Page {
  readonly state: PageState;
  readonly shortcodes: Shortcodes;
  readonly text: string;
  readonly pointAt: (offset: number) => Point;
}

async function replaceIn(parent: Parents, page: Page): Promise<void> {
  const children: Nodes[] = [];
  for (const node of parent.children as readonly Nodes[]) {
    const others = await replaced(node, page);
    children.push(...(others ?? [node]));
    if (others === undefined && 'children' in node) await replaceIn(node, page);
  }
  Object.assign(parent, { children });
}

async function replaced(node: Nodes, page: Page): Promise<readonly Nodes[] | undefined> {
  if (node.type === 'paragraph') {
    // What another plugin has made of such a line stands where that stood.
    return node.data?.hName === undefined ? leavesOf(node, page) : undefined;
  }
  if (node.type === 'leafDirective' && node.data?.hName === undefined) {
    const [start, end] = [node.position?.start.offset, node.position?.end.offset];
    if (start === undefined || end === undefined) return undefined;
    const leaf = readLeaf(page.text, start, end);
    if (leaf === undefined || isEmbed(leaf, page)) return undefined;
    return drawn(leaf, node.children, page);
  }
  if (node.type !== 'containerDirective' || node.data?.hName !== undefined) return undefined;
  return container(node, page);
}

type Container = Extract<Nodes, { type: 'containerDirective' }>;

async function container(node: Container, page: Page): Promise<readonly Nodes[] | undefined> {
  const { shortcodes, text } = page;
  const [start, end] = [node.position?.start.offset, node.position?.end.offset];
  if (!shortcodes.names.includes(node.name) || start === undefined || end === undefined) {
    return undefined;
  }
  await replaceIn(node, page);
  const [first, ...rest] = node.children;
  const isLabelled = first?.type === 'paragraph' && first.data?.directiveLabel === true;
  const leaf = readLeaf(text, start, Math.min(end, lineEnd(text, start)));
  if (leaf === undefined) return undefined;
  const label = isLabelled ? first.children : [];
  const named = { ...leaf, name: node.name };
  return drawn(named, label, page, isLabelled ? rest : node.children);
}

/** A paragraph of nothing but directives, each on its own line. */
async function leavesOf(node: Paragraph, page: Page): Promise<readonly Nodes[] | undefined> {
  const { text } = page;
  const [start, end] = [node.position?.start.offset, node.position?.end.offset];
  if (start === undefined || end === undefined) return undefined;
  if (!text.startsWith('::', start)) {
    tellOfInner(node, page);
    return undefined;
  }
  const leaves: (Leaf | LeafFlaw)[] = [];
  for (let at = start; at < end; ) {
    const leaf = text[at + 2] === ':' ? undefined : readLeaf(text, at, end);
    if (leaf === undefined) return undefined;
    const [behind] = /^[ \t]*(?:\r?\n[ \t>]*|$)/.exec(text.slice(leaf.end, end)) ?? [];
    leaves.push(leaf);
    if ('flaw' in leaf) break;
    if (behind === undefined) return tellOfRest(leaf, page);
    at = leaf.end + behind.length;
    if (at < end && !text.startsWith('::', at)) return tellOfRest(leaf, page);
  }
  if (leaves.some((leaf) => isEmbed(leaf, page))) return undefined;
  const nodes: Nodes[] = [];
  for (const leaf of leaves) nodes.push(...(await drawn(leaf, labelOf(node, leaf, text), page)));
  return nodes;
}

/** One that could not be drawn has been told of already, and is shown as it is. */
function isEmbed({ name }: Leaf | LeafFlaw, { shortcodes }: Page): boolean {
  return ownLeaves.some((own) => own === name) && !shortcodes.names.includes(name);
}

/** The text of a line that is no directive is text, but where it begins as one of the site's. */
function tellOfRest({ name, start, end }: Leaf, page: Page): undefined {
  if (!page.shortcodes.names.includes(name)) return undefined;
  tell(page, start, end, {
    code: 'shortcode-syntax',
    message: `the shortcode \`${name}\` does not stand alone on its line`,
    hint: `write \`::${name}[label]{attribute="value"}\` with a blank line before and after it`,
  });
  return undefined;
}

/** A line in the middle of a paragraph. */
function tellOfInner(node: Paragraph, page: Page): void {
  const { text, shortcodes } = page;
  const [start = 0, end = 0] = [node.position?.start.offset, node.position?.end.offset];
  if (!text.slice(start, end).includes('::')) return;
  for (const child of node.children) {
    if (child.type !== 'text') continue;
    for (const { index, 0: line } of child.value.matchAll(/^::([A-Za-z][\w-]*)/gm)) {
      const name = line.slice(2);
      const written = writtenText(child, text);
      if (!shortcodes.names.includes(name) || !written.isPlain(index, index + 2)) continue;
      const at = written.pointAt(index).offset;
      tell(page, at, at + line.length, {
        code: 'shortcode-syntax',
        message: `the shortcode \`${name}\` stands in the middle of a paragraph`,
        hint: 'put a blank line before and after it',
      });
    }
  }
}

/** The inline content of a paragraph that stands in the brackets of a directive. */
function labelOf(node: Paragraph, leaf: Leaf | LeafFlaw, text: string): PhrasingContent[] {
  const place = 'flaw' in leaf ? undefined : leaf.label;
  if (place === undefined) return [];
  return labelWithin(node, place, text);
}

async function drawn(
  leaf: Leaf | LeafFlaw,
  label: readonly PhrasingContent[],
  page: Page,
  content?: readonly Nodes[],
): Promise<readonly Nodes[]> {
  const { state, shortcodes, pointAt } = page;
  const { name, start } = leaf;
  if (!shortcodes.names.includes(name)) {
    tellOfName(page, leaf);
    return [];
  }
  if ('flaw' in leaf) {
    tell(page, start, leaf.end, {
      code: 'shortcode-syntax',
      message: `the shortcode \`${name}\` cannot be read: ${leaf.flaw}`,
      hint: `write \`::${name}[label]{attribute="value"}\``,
    });
    return [];
  }
  const span = { start: pointAt(start), end: pointAt(leaf.end) };
  const { context } = state;
  const outcome = await shortcodes.draw({
    name,
    attributes: leaf.attributes,
    label: textOf({ type: 'paragraph', children: [...label] }, { includeHtml: false }),
    hasLabel: label.length > 0,
    isContainer: content !== undefined,
    page: {
      id: '',
      collection: '',
      title: '',
      language: context.language ?? 'en',
      ...context.page,
      path: context.source.path,
    },
    resolve: (target, kind) => resolveLink(state, target, kind, span),
    readFile: (path) => context.readFile?.(path) ?? { path, problem: 'missing' },
  });
  if (outcome.problems !== undefined) {
    for (const { attribute, ...problem } of outcome.problems) {
      const place = attribute === undefined ? undefined : leaf.places.get(attribute);
      tell(page, place?.start ?? start, place?.end ?? leaf.end, problem);
    }
    return [];
  }
  return [shortcodeNode(state, outcome.html, { label, content: content ?? [], span })];
}

function shortcodeNode(
  state: PageState,
  html: string,
  about: {
    readonly label: readonly PhrasingContent[];
    readonly content: readonly Nodes[];
    readonly span: { readonly start: Point; readonly end: Point };
  },
): Shortcode {
  const children: Shortcode['children'] = [];
  for (const piece of (isPhrasing(html) ? `<p>${html}</p>` : html).split(slots)) {
    if (piece === labelSlot) children.push(slot('label', about.label));
    else if (piece === contentSlot) children.push(slot('content', about.content));
    else if (piece !== '') {
      const index = state.finished.push(piece.replaceAll('\0', '\uFFFD')) - 1;
      children.push({ type: 'finishedHtml', index });
    }
  }
  return { type: 'shortcode', children, position: about.span };
}

/** Whether HTML is text and elements that stand in text, so that nothing would part it from its neighbours. */
function isPhrasing(html: string): boolean {
  if (html.includes(contentSlot)) return false;
  let isShown = html.replaceAll(/<[^>]*>/g, '').trim() !== '';
  for (const [, name = ''] of html.matchAll(/<([A-Za-z][^\s/>]*)/g)) {
    if (!phrasing.has(name.toLowerCase())) return false;
    isShown = true;
  }
  return isShown;
}

/** Phrasing content of HTML that shows something, without what has elements of its own kinds in it. */
const phrasing: ReadonlySet<string> = new Set(
  `a abbr b bdi bdo br button cite code data del dfn em i img input ins kbd label mark meter output
  picture progress q s samp small source span strong sub sup time u var wbr`.split(/\s+/),
);

const slots = new RegExp(`(${labelSlot}|${contentSlot})`);

function slot(holds: ShortcodeSlot['holds'], children: readonly Nodes[]): ShortcodeSlot {
  return { type: 'shortcodeSlot', holds, children: [...children] as RootContent[] };
}

function tellOfName(page: Page, { name, start, end }: Leaf | LeafFlaw): void {
  const { names } = page.shortcodes;
  const leaves = [...names, ...ownLeaves];
  const near = nearest(name, [...leaves, ...calloutTypes]);
  const guess = near === undefined || leaves.includes(near) ? near && `::${near}` : `:::${near}`;
  tell(page, start, end, {
    code: 'shortcode-unknown',
    message: `no shortcode is called \`${name}\``,
    hint:
      guess === undefined
        ? `a shortcode is a file \`shortcodes/${name}.ts\`; text is written \`\\::${name}\``
        : `did you mean \`${guess}\`?`,
  });
}

function tell(
  { state, pointAt }: Page,
  start: number,
  end: number,
  said: Parameters<typeof diagnosticAt>[2],
): void {
  if (state.diagnostics.length > mostTold) return;
  const span = { start: pointAt(start), end: pointAt(end) };
  state.diagnostics.push(diagnosticAt(state.context.source, span, said));
}

function lineEnd(text: string, start: number): number {
  const at = text.slice(start).search(/[\r\n]/);
  return at === -1 ? text.length : start + at;
}
