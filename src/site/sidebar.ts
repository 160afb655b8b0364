import type { CollectionConfig } from '../model/config.ts';
import type { FolderMetas } from '../model/folder.ts';
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

export interface SidebarInput {
  readonly proofs: Site['proofs'];
  readonly folders: FolderMetas;
}

interface Branch {
  readonly name: string;
  /** Below the content folder. */
  readonly path: string;
  page?: Page;
  readonly children: Map<string, Branch>;
}

/**
 * The tree of a collection's pages, as their folders are. An `index.md` is its folder's own node;
 * that of the collection itself stands first. Neighbours as their folder's `_meta.yml` has them, then by
 * `order`, label, path.
 */
export function sidebarOf(
  pages: readonly Page[],
  collection: CollectionConfig,
  known: SidebarInput,
): Sidebar {
  const root: Branch = { name: '', path: collection.folder, children: new Map() };
  for (const page of pages) {
    const parts = pathInCollection(page, collection).split('/');
    if (parts.at(-1) === 'index') parts.pop();
    const branch = parts.reduce(childOf, root);
    // `guide.md` and `guide/index.md` are one node; the second of them becomes a child.
    if (branch.page === undefined) branch.page = page;
    else
      branch.children.set(`${page.id} `, {
        name: page.id,
        path: page.id,
        page,
        children: new Map(),
      });
  }
  const first = root.page;
  const below = read(root, known);
  if (first === undefined) return below;
  return {
    navigation: [{ ...nodeOf(root, known), children: [] }, ...below.navigation],
    pages: [first, ...below.pages],
  };
}

function childOf(branch: Branch, name: string): Branch {
  const known = branch.children.get(name);
  if (known !== undefined) return known;
  const path = branch.path === '' ? name : [branch.path, name].join('/');
  const child: Branch = { name, path, children: new Map() };
  branch.children.set(name, child);
  return child;
}

/** What is below a branch. */
function read(branch: Branch, known: SidebarInput): Sidebar {
  const navigation: NavigationNode[] = [];
  const pages: Page[] = [];
  const add = (child: Branch, label?: string): void => {
    const below = read(child, known);
    const node = nodeOf(child, known);
    navigation.push({ ...node, label: label ?? node.label, children: below.navigation });
    if (child.page !== undefined) pages.push(child.page);
    for (const page of below.pages) pages.push(page);
  };
  const rest = new Map(branch.children);
  for (const item of known.folders.get(branch.path)?.items ?? []) {
    if ('link' in item) navigation.push({ label: item.label, url: item.link, children: [] });
    else {
      const child = rest.get(item.name);
      rest.delete(item.name);
      if (child !== undefined) add(child, item.label);
    }
  }
  for (const child of sorted(rest.values(), known)) add(child);
  return { navigation, pages };
}

function nodeOf(
  branch: Branch,
  { proofs, folders }: SidebarInput,
): Omit<NavigationNode, 'children'> {
  const { page, path } = branch;
  const badge = page && proofs.get(page.id)?.status.badge;
  const collapsed = page?.frontmatter.collapsed ?? folders.get(path)?.collapsed;
  return {
    label: branchLabel(branch, folders),
    url: page?.url,
    ...(badge === undefined ? {} : { badge }),
    ...(collapsed === undefined || branch.children.size === 0 ? {} : { collapsed }),
  };
}

function sorted(branches: Iterable<Branch>, { folders }: SidebarInput): readonly Branch[] {
  return Array.from(branches, (branch) => {
    const label = branchLabel(branch, folders);
    const order = branch.page?.frontmatter.order ?? folders.get(branch.path)?.order ?? last;
    return { branch, label, order, folded: label.toLowerCase() };
  })
    .sort(
      (a, b) =>
        a.order - b.order ||
        compareText(a.folded, b.folded) ||
        compareText(a.label, b.label) ||
        compareText(a.branch.name, b.branch.name),
    )
    .map(({ branch }) => branch);
}

/** Of what has no `order`: a finite number, so that it can be compared. */
const last = Number.MAX_VALUE;

/** Pages without `order` come after all that have one. */
export function orderOf(page: Page | undefined): number {
  return page?.frontmatter.order ?? last;
}

function branchLabel({ page, name, path }: Branch, folders: FolderMetas): string {
  const { title } = folders.get(path) ?? {};
  return page?.frontmatter.sidebarLabel ?? title ?? page?.title ?? humanize(name);
}
