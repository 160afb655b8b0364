import GithubSlugger from 'github-slugger';
import type { Element, Parents, Root } from 'hast';
import type { VFile } from 'vfile';
import { type DiagnosticInput, diagnosticAt } from '../../model/diagnostic.ts';
import { spanAt } from '../../model/source.ts';
import { hastText } from '../hast-text.ts';
import { markedValue } from '../own-mark.ts';
import { type PageState, pageState } from '../page-state.ts';
import { phrasesOf } from '../phrases.ts';

/**
 * Gives each heading the id that its author gave it, or one as GitHub does, a link to itself, and a
 * line in the page's outline. Ids that it had before stay as anchors. A first heading of level 1 at the
 * top level is the page's title and leaves the body.
 */
export default function rehypeHeadings({ sanitize }: { readonly sanitize: boolean }) {
  return (tree: Root, file: VFile): void => {
    const state = pageState(file);
    const slugger = new GithubSlugger();
    const found: Found[] = [];
    look(tree, found, slugger);
    const given = takeIds(found, slugger, { state, sanitize });
    const leading = leadingHeading(tree);
    for (const { node, depth, parent } of found) {
      const text = hastText(node).replaceAll(/\s+/g, ' ').trim();
      const written = slugText(node);
      const own = node.properties.id;
      const { id: wanted, aliases = [] } = given.get(node) ?? {};
      const id =
        wanted ??
        (typeof own === 'string' && own !== ''
          ? own
          : slugger.slug(written ?? (text || 'section')));
      if (node === leading) {
        state.leadingHeading = text;
        state.titleAnchor = id;
        putBehind(tree, node, aliases.map(oldAnchor));
        continue;
      }
      node.children.unshift(...aliases.map(oldAnchor));
      node.properties.id = id;
      state.headings.push({ depth, text, id });
      // A heading in a link's or summary's text must not hold a second control.
      if (parent.type === 'element' && /^(a|summary|button)$/.test(parent.tagName)) continue;
      node.children.push(
        { type: 'text', value: ' ' },
        anchor(id, phrasesOf(state.context.language).linkTo(text)),
      );
    }
    if (leading !== undefined) remove(tree, leading);
  };
}

/** What the author wrote, where the heading's text is no longer that: see `remark-slug-texts.ts`. */
function slugText({ properties }: Element): string | undefined {
  const written = markedValue(properties.dataSlugText)?.replaceAll(/\s+/g, ' ').trim();
  delete properties.dataSlugText;
  return written || undefined;
}

interface Given {
  readonly id: string | undefined;
  readonly aliases: readonly string[];
}

/** The ids that authors gave, before any is made: those have to go round them. */
function takeIds(
  found: readonly Found[],
  slugger: GithubSlugger,
  { state, sanitize }: { readonly state: PageState; readonly sanitize: boolean },
): ReadonlyMap<Element, Given> {
  // Of untrusted content ids are like those that are made: see `rehype-confine-ids.ts`.
  const confined = (id: string): string => (sanitize ? id.toLowerCase() : id);
  const given = new Map<Element, Given>();
  const marked = found.filter(({ node }) => markedValue(node.properties.dataGivenAt) !== undefined);
  const take = (id: string, at: number): boolean => {
    if (!Object.hasOwn(slugger.occurrences, id)) {
      slugger.occurrences[id] = 0;
      return true;
    }
    tell(state, at, {
      code: 'heading-id',
      message: `another place of the page has the id \`${id}\`, too`,
      hint: 'an id leads to one place: choose another for this one',
    });
    return false;
  };
  const ids = marked.map(({ node }) => {
    const at = Number(markedValue(node.properties.dataGivenAt));
    const id = markedValue(node.properties.dataGivenId);
    const own = id === undefined ? undefined : confined(id);
    return { node, at, id: own !== undefined && take(own, at) ? own : undefined };
  });
  for (const { node, at, id } of ids) {
    const listed = (markedValue(node.properties.dataAliases) ?? '').split(' ').filter(Boolean);
    given.set(node, { id, aliases: listed.map(confined).filter((alias) => take(alias, at)) });
    for (const key of ['dataGivenAt', 'dataGivenId', 'dataAliases']) delete node.properties[key];
  }
  return given;
}

function tell({ context, diagnostics }: PageState, at: number, said: DiagnosticInput): void {
  if (diagnostics.length > 100) return;
  const { source } = context;
  const end = source.text.indexOf('}', at) + 1;
  diagnostics.push(diagnosticAt(source, spanAt(source.text, at, Math.max(at, end)), said));
}

/** Into the text that follows the title, which is not part of the body; at its place where there is none. */
function putBehind(tree: Root, title: Element, anchors: readonly Element[]): void {
  const at = tree.children.indexOf(title) + 1;
  const next = tree.children.slice(at).find((node) => node.type !== 'text');
  if (next?.type === 'element' && /^(?:p|h[2-6])$/.test(next.tagName)) {
    next.children.unshift(...anchors);
  } else tree.children.splice(at, 0, ...anchors);
}

/** An id that the heading had before: links to it still arrive. */
function oldAnchor(id: string): Element {
  return { type: 'element', tagName: 'span', properties: { id }, children: [] };
}

interface Found {
  readonly node: Element;
  readonly depth: number;
  readonly parent: Parents;
}

/** Finds the headings of a page, in its order, and tells the slugger which ids are taken. */
function look(parent: Parents, found: Found[], slugger: GithubSlugger): void {
  for (const node of parent.children) {
    if (node.type === 'element') {
      const { id } = node.properties;
      if (typeof id === 'string') slugger.occurrences[id] ??= 0;
      const depth = depthOf(node);
      if (depth !== undefined && id !== 'footnote-label') found.push({ node, depth, parent });
    }
    if ('children' in node) look(node, found, slugger);
  }
}

/** The line end behind it goes, too. */
function remove(tree: Root, heading: Element): void {
  const at = tree.children.indexOf(heading);
  const next = tree.children[at + 1];
  tree.children.splice(at, next?.type === 'text' && next.value.trim() === '' ? 2 : 1);
}

function depthOf({ tagName }: Element): number | undefined {
  return /^h[1-6]$/.test(tagName) ? Number(tagName.slice(1)) : undefined;
}

function leadingHeading(tree: Root): Element | undefined {
  const first = tree.children.find((node) => node.type === 'element' && depthOf(node));
  return first?.type === 'element' && first.tagName === 'h1' ? first : undefined;
}

function anchor(id: string, label: string): Element {
  return {
    type: 'element',
    tagName: 'a',
    properties: {
      className: ['anchor'],
      href: `#${id}`,
      ariaLabel: label,
    },
    children: [{ type: 'text', value: '#' }],
  };
}
