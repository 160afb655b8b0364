import type { NavigationNode } from '../../src/model/site.ts';

/** One line of a sidebar that cannot show every page of its collection. */
export type ShownNode =
  | {
      readonly kind: 'open';
      readonly node: NavigationNode;
      readonly children: readonly ShownNode[];
    }
  /** A folder that the page is not in. `url`: its own page, else the first one in it. */
  | {
      readonly kind: 'closed';
      readonly node: NavigationNode;
      readonly url: string;
      readonly pages: number;
    }
  | { readonly kind: 'gap'; readonly count: number };

/** A tree with no more nodes than this is shown whole. */
const mostNodes = 200;
/** Neighbours with no more than this are shown whole. */
const mostNeighbours = 40;
/** How many are shown before and after the page; the next ones each three times as far. */
const near = 8;
const farther = 3;

/** Whether a sidebar shows only a part of it, see `shownNodes`. */
export function isBig(navigation: readonly NavigationNode[]): boolean {
  return treeOf(navigation).nodes > mostNodes;
}

/** Of all folders; a folder without a page of its own is none. */
export function countPages(navigation: readonly NavigationNode[]): number {
  return treeOf(navigation).pages;
}

/**
 * Of a big tree: the first level, and the levels down to the page and below it. Other folders are
 * closed. Of a level that is too wide, the neighbours of the page and ever fewer of the others, the
 * farther they are: so every page of thousands is a few steps away.
 */
export function shownNodes(
  navigation: readonly NavigationNode[],
  url: string,
): readonly ShownNode[] {
  const way: Place[] = [];
  const { places } = treeOf(navigation);
  for (let place = places.get(url); place !== undefined; place = place.parent) way.unshift(place);
  return level(navigation, way);
}

/** The folders that a page is in, from the outermost. */
export function foldersOf(
  navigation: readonly NavigationNode[],
  url: string,
): readonly NavigationNode[] {
  const found: NavigationNode[] = [];
  let place = treeOf(navigation).places.get(url)?.parent;
  for (; place !== undefined; place = place.parent) found.unshift(place.node);
  return found;
}

function level(nodes: readonly NavigationNode[], way: readonly Place[]): readonly ShownNode[] {
  const [here, ...rest] = way;
  const shown: ShownNode[] = [];
  let next = 0;
  for (const at of chosen(nodes.length, here?.index ?? 0)) {
    if (at > next) shown.push({ kind: 'gap', count: at - next });
    const node = nodes[at];
    if (node === undefined) continue;
    shown.push(at === here?.index ? open(node, rest) : closed(node));
    next = at + 1;
  }
  return shown;
}

function open(node: NavigationNode, way: readonly Place[]): ShownNode {
  return { kind: 'open', node, children: level(node.children, way) };
}

function closed(node: NavigationNode): ShownNode {
  const url = node.url ?? firstUrl(node);
  if (node.children.length === 0 || url === undefined) return open(node, []);
  return { kind: 'closed', node, url, pages: pagesIn(node) };
}

/** Which of so many neighbours are shown around one of them, in order. */
function chosen(count: number, around: number): readonly number[] {
  if (count <= mostNeighbours) return Array.from({ length: count }, (_, at) => at);
  const found = new Set([0, count - 1]);
  for (let far = 0; far <= near; far += 1) found.add(around - far).add(around + far);
  for (let far = near * farther; far < count; far *= farther) {
    found.add(around - far).add(around + far);
  }
  const sorted = [...found].filter((at) => at >= 0 && at < count).sort((a, b) => a - b);
  // Where only one would be left out, it is shown.
  return sorted.flatMap((at, index) =>
    at - (sorted[index - 1] ?? at) === 2 ? [at - 1, at] : [at],
  );
}

interface Place {
  readonly node: NavigationNode;
  readonly index: number;
  readonly parent: Place | undefined;
}

interface Tree {
  readonly nodes: number;
  readonly pages: number;
  /** Where the page with a URL stands. */
  readonly places: ReadonlyMap<string, Place>;
}

const trees = new WeakMap<readonly NavigationNode[], Tree>();

/** Read once for all the pages that show it. */
function treeOf(navigation: readonly NavigationNode[]): Tree {
  const known = trees.get(navigation);
  if (known !== undefined) return known;
  const places = new Map<string, Place>();
  let nodes = 0;
  const read = (list: readonly NavigationNode[], parent: Place | undefined): void => {
    for (const [index, node] of list.entries()) {
      const { url, children } = node;
      nodes += 1;
      const place = { node, index, parent };
      if (url !== undefined && !places.has(url)) places.set(url, place);
      read(children, place);
    }
  };
  read(navigation, undefined);
  const tree = { nodes, pages: sumOfPages(navigation), places };
  trees.set(navigation, tree);
  return tree;
}

const counts = new WeakMap<NavigationNode, number>();

/** Of a folder with everything below it. */
function pagesIn(node: NavigationNode): number {
  const known = counts.get(node);
  if (known !== undefined) return known;
  const count = (node.url === undefined ? 0 : 1) + sumOfPages(node.children);
  counts.set(node, count);
  return count;
}

function sumOfPages(nodes: readonly NavigationNode[]): number {
  return nodes.reduce((sum, node) => sum + pagesIn(node), 0);
}

function firstUrl({ url, children }: NavigationNode): string | undefined {
  if (url !== undefined) return url;
  for (const child of children) {
    const first = firstUrl(child);
    if (first !== undefined) return first;
  }
  return undefined;
}
