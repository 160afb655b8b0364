import GithubSlugger from 'github-slugger';
import type { Element, Parents, Root } from 'hast';
import type { VFile } from 'vfile';
import { hastText } from '../hast-text.ts';
import { pageState } from '../page-state.ts';

/**
 * Gives each heading an id as GitHub does, a link to itself, and a line in the page's outline. A first
 * heading of level 1 at the top level is the page's title and leaves the body.
 */
export default function rehypeHeadings() {
  return (tree: Root, file: VFile): void => {
    const state = pageState(file);
    const slugger = new GithubSlugger();
    const found: Found[] = [];
    look(tree, found, slugger);
    const leading = leadingHeading(tree);
    for (const { node, depth, parent } of found) {
      const text = hastText(node).replaceAll(/\s+/g, ' ').trim();
      const given = node.properties.id;
      const id =
        typeof given === 'string' && given !== '' ? given : slugger.slug(text || 'section');
      if (node === leading) {
        state.leadingHeading = text;
        state.titleAnchor = id;
        continue;
      }
      node.properties.id = id;
      state.headings.push({ depth, text, id });
      // A heading in a link's or summary's text must not hold a second control.
      if (parent.type === 'element' && /^(a|summary|button)$/.test(parent.tagName)) continue;
      node.children.push({ type: 'text', value: ' ' }, anchor(id, text));
    }
    if (leading !== undefined) remove(tree, leading);
  };
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

function anchor(id: string, text: string): Element {
  return {
    type: 'element',
    tagName: 'a',
    properties: {
      className: ['anchor'],
      href: `#${id}`,
      ariaLabel: `Link to “${text}”`,
    },
    children: [{ type: 'text', value: '#' }],
  };
}
