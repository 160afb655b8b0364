import type { CollectionConfig } from '../model/config.ts';
import type { Page } from '../model/page.ts';
import type { NavigationNode, Site } from '../model/site.ts';
import { humanize } from '../model/title.ts';
import { pathInCollection } from './collection-of.ts';
import { compareText } from './text-order.ts';

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
export function sidebarOf(
  pages: readonly Page[],
  collection: CollectionConfig,
  proofs: Site['proofs'],
): Sidebar {
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
  const below = read(root, proofs);
  if (first === undefined) return below;
  return {
    navigation: [{ ...nodeOf(root, proofs), children: [] }, ...below.navigation],
    pages: [first, ...below.pages],
  };
}

function childOf(branch: Branch, name: string): Branch {
  const known = branch.children.get(name);
  if (known !== undefined) return known;
  const child: Branch = { name, children: new Map() };
  branch.children.set(name, child);
  return child;
}

/** What is below a branch. */
function read(branch: Branch, proofs: Site['proofs']): Sidebar {
  const navigation: NavigationNode[] = [];
  const pages: Page[] = [];
  for (const child of sortedChildren(branch)) {
    const below = read(child, proofs);
    navigation.push({ ...nodeOf(child, proofs), children: below.navigation });
    if (child.page !== undefined) pages.push(child.page);
    for (const page of below.pages) pages.push(page);
  }
  return { navigation, pages };
}

function nodeOf(branch: Branch, proofs: Site['proofs']): Omit<NavigationNode, 'children'> {
  const { page } = branch;
  const badge = page && proofs.get(page.id)?.status.badge;
  return {
    label: branchLabel(branch),
    url: page?.url,
    ...(badge === undefined ? {} : { badge }),
  };
}

function sortedChildren({ children }: Branch): readonly Branch[] {
  return [...children.values()]
    .map((branch) => {
      const label = branchLabel(branch);
      return { branch, label, folded: label.toLowerCase() };
    })
    .sort(
      (a, b) =>
        orderOf(a.branch.page) - orderOf(b.branch.page) ||
        compareText(a.folded, b.folded) ||
        compareText(a.label, b.label) ||
        compareText(a.branch.name, b.branch.name),
    )
    .map(({ branch }) => branch);
}

/** Pages without `order` come after all that have one; a finite number, so that it can be compared. */
export function orderOf(page: Page | undefined): number {
  return page?.frontmatter.order ?? Number.MAX_VALUE;
}

function branchLabel({ page, name }: Branch): string {
  return page === undefined ? humanize(name) : (page.frontmatter.sidebarLabel ?? page.title);
}
