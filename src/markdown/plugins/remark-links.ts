import type { Definition, Nodes, Root } from 'mdast';
import type { VFile } from 'vfile';
import { located } from '../../model/located.ts';
import type { SourceFile } from '../../model/source.ts';
import { rebased } from '../include/rebase.ts';
import { TooLarge } from '../limits.ts';
import { type PageState, pageState } from '../page-state.ts';
import { spanOf } from '../spans.ts';
import { eachNode, replaceNodes } from '../walk.ts';

/**
 * An attribute value that no HTML can have: rehype-raw hands it on, and HTML from an author parses to
 * U+FFFD in its place. It tells links that are resolved from those of raw HTML.
 */
export const resolvedMark = '\0';

/** Resolves the links and images of Markdown. References become what they refer to first. */
export default function remarkLinks() {
  return (tree: Root, file: VFile): void => {
    const state = pageState(file);
    const { kinds } = state;
    const { source } = state.context;
    if (source.pieces !== undefined) rebaseLinks(tree, source);
    if (kinds.has('linkReference') || kinds.has('imageReference'))
      dereference(tree, String(file).length);
    eachNode<Nodes>(tree, (node) => {
      if (node.type !== 'link' && node.type !== 'image') return;
      node.url = resolveLink(state, node.url, node.type, spanOf(node));
      const data = node.data ?? {};
      node.data = { ...data, hProperties: { ...data.hProperties, dataResolved: resolvedMark } };
    });
  };
}

/** What a part links to is written from its own folder. */
function rebaseLinks(tree: Root, source: SourceFile): void {
  eachNode<Nodes>(tree, (node) => {
    if (node.type === 'link' || node.type === 'image' || node.type === 'definition') {
      node.url = rebased(source, node.url, spanOf(node));
    }
  });
}

/** Resolves one target, and notes it and its asset. */
export function resolveLink(
  state: PageState,
  target: string,
  kind: 'link' | 'image',
  span: ReturnType<typeof spanOf>,
): string {
  const { url, asset } = state.context.resolve(target, kind);
  const { source } = state.context;
  if (source.pieces === undefined || span === undefined) {
    state.links.push({ kind, target, url, span });
  } else {
    const place = located(source, span);
    const { path, digest } = place.source;
    const part = path === source.path ? {} : { part: { path, digest } };
    state.links.push({ kind, target, url, span: place.span, ...part });
  }
  if (asset !== undefined) state.assetOf.set(url, asset);
  if (asset !== undefined && !state.assets.some((one) => one.file === asset.file)) {
    state.assets.push(asset);
  }
  return url;
}

/** What references repeat of their definitions, beside the length of the page: as cmark has it. */
const mostRepeated = 1_000_000;

function dereference(tree: Root, length: number): void {
  let left = Math.max(length, mostRepeated);
  const definitions = new Map<string, Definition>();
  eachNode<Nodes>(tree, (node) => {
    // CommonMark: the first definition of a label holds.
    if (node.type === 'definition' && !definitions.has(node.identifier)) {
      definitions.set(node.identifier, node);
    }
  });
  replaceNodes<Nodes>(tree, (node) => {
    if (node.type !== 'linkReference' && node.type !== 'imageReference') return undefined;
    const definition = definitions.get(node.identifier);
    if (definition === undefined) return undefined;
    const { url, title } = definition;
    left -= url.length + (title?.length ?? 0);
    if (left < 0) {
      const message = 'the references of the page repeat more than it has text';
      throw new TooLarge(message, node.position?.start.offset);
    }
    const common = { url, title, position: node.position, data: node.data };
    return [
      node.type === 'linkReference'
        ? ({ ...common, type: 'link', children: node.children } as Nodes)
        : ({ ...common, type: 'image', alt: node.alt } as Nodes),
    ];
  });
}
