import type { CollectionConfig } from '../model/config.ts';
import type { Page } from '../model/page.ts';
import type { NavigationNode } from '../model/site.ts';
import { humanize } from '../model/title.ts';
import { pathInCollection } from './collection-of.ts';
import { compareText, compareTitles } from './text-order.ts';

export interface Sidebar {
  readonly navigation: readonly NavigationNode[];
  /** In the order of the sidebar, read from top to bottom. */
  readonly pages: readonly Page[];
}

interface Branch {
  readonly name: string;
  page?: Page;
  readonly children: Map<string, Branch>;
}

/**
 * The tree of a collection's pages, as their folders are. An `index.md` is its folder's own node;
 * that of the collection itself stands first. Neighbours by `order`, then label, then path.
 */
export function sidebarOf(pages: readonly Page[], collection: CollectionConfig): Sidebar {
  const root: Branch = { name: '', children: new Map() };
  for (const page of pages) {
    const parts = pathInCollection(page, collection).split('/');
    if (parts.at(-1) === 'index') parts.pop();
    const branch = parts.reduce(childOf, root);
    // `guide.md` and `guide/index.md` are one node; the second of them becomes a child.
    if (branch.page === undefined) branch.page = page;
    else branch.children.set(`${page.id} `, { name: page.id, page, children: new Map() });
  }
  const first = root.page;
  const ordered = sortedChildren(root);
  return {
    navigation: [
      ...(first === undefined ? [] : [{ label: labelOf(first), url: first.url, children: [] }]),
      ...ordered.map(nodeOf),
    ],
    pages: [...(first === undefined ? [] : [first]), ...ordered.flatMap(pagesOf)],
  };
}

function childOf(branch: Branch, name: string): Branch {
  const known = branch.children.get(name);
  if (known !== undefined) return known;
  const child: Branch = { name, children: new Map() };
  branch.children.set(name, child);
  return child;
}

function nodeOf(branch: Branch): NavigationNode {
  return {
    label: branchLabel(branch),
    url: branch.page?.url,
    children: sortedChildren(branch).map(nodeOf),
  };
}

function pagesOf(branch: Branch): readonly Page[] {
  const own = branch.page === undefined ? [] : [branch.page];
  return [...own, ...sortedChildren(branch).flatMap(pagesOf)];
}

function sortedChildren(branch: Branch): readonly Branch[] {
  return [...branch.children.values()].sort(
    (a, b) =>
      orderOf(a.page) - orderOf(b.page) ||
      compareTitles(branchLabel(a), branchLabel(b)) ||
      compareText(a.name, b.name),
  );
}

/** Pages without `order` come after all that have one; a finite number, so that it can be compared. */
export function orderOf(page: Page | undefined): number {
  return page?.frontmatter.order ?? Number.MAX_VALUE;
}

function labelOf(page: Page): string {
  return page.frontmatter.sidebarLabel ?? page.title;
}

function branchLabel({ page, name }: Branch): string {
  return page === undefined ? humanize(name) : labelOf(page);
}
