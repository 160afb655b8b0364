import GithubSlugger from 'github-slugger';
import type { Element, Root } from 'hast';
import { visit } from 'unist-util-visit';
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
    for (const id of explicitIds(tree)) slugger.occurrences[id] ??= 0;
    const leading = leadingHeading(tree);
    visit(tree, 'element', (node, _, parent) => {
      const depth = depthOf(node);
      if (depth === undefined || node.properties.id === 'footnote-label') return;
      const text = hastText(node).replaceAll(/\s+/g, ' ').trim();
      const given = node.properties.id;
      const id =
        typeof given === 'string' && given !== '' ? given : slugger.slug(text || 'section');
      if (node === leading) {
        state.leadingHeading = text;
        state.titleAnchor = id;
        return;
      }
      node.properties.id = id;
      state.headings.push({ depth, text, id });
      // A heading in a link's or summary's text must not hold a second control.
      if (parent?.type === 'element' && /^(a|summary|button)$/.test(parent.tagName)) return;
      node.children.push({ type: 'text', value: ' ' }, anchor(id, text));
    });
    if (leading !== undefined) remove(tree, leading);
  };
}

/** The line end behind it goes, too. */
function remove(tree: Root, heading: Element): void {
  const at = tree.children.indexOf(heading);
  const next = tree.children[at + 1];
  tree.children.splice(at, next?.type === 'text' && next.value.trim() === '' ? 2 : 1);
}

function depthOf(node: Element): number | undefined {
  const match = /^h([1-6])$/.exec(node.tagName);
  return match === null ? undefined : Number(match[1]);
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

function explicitIds(tree: Root): string[] {
  const ids: string[] = [];
  visit(tree, 'element', (node) => {
    if (typeof node.properties.id === 'string') ids.push(node.properties.id);
  });
  return ids;
}
