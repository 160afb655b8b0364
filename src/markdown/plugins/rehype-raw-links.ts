import type { Element, Nodes, Root } from 'hast';
import type { VFile } from 'vfile';
import { rebased } from '../include/rebase.ts';
import { type PageState, pageState } from '../page-state.ts';
import { spanOf } from '../spans.ts';
import { replaceNodes } from '../walk.ts';
import { resolvedMark, resolveLink } from './remark-links.ts';

/** Resolves what raw HTML links to and shows, and takes out its comments. */
export default function rehypeRawLinks() {
  return (tree: Root, file: VFile): void => {
    const state = pageState(file);
    replaceNodes<Nodes>(tree, (node) => {
      if (node.type === 'comment') return [];
      if (node.type === 'element') resolveElement(state, node);
      return undefined;
    });
  };
}

const targets: readonly {
  readonly property: string;
  readonly kind: 'link' | 'image';
  readonly tags: ReadonlySet<string>;
}[] = [
  { property: 'href', kind: 'link', tags: new Set(['a', 'area']) },
  {
    property: 'src',
    kind: 'image',
    tags: new Set(['img', 'source', 'video', 'audio', 'track', 'embed']),
  },
  { property: 'src', kind: 'link', tags: new Set(['iframe']) },
  { property: 'poster', kind: 'image', tags: new Set(['video']) },
];

function resolveElement(state: PageState, node: Element): void {
  const { properties } = node;
  if (properties.dataResolved === resolvedMark) {
    delete properties.dataResolved;
    return;
  }
  if (properties.dataFootnoteRef !== undefined || properties.dataFootnoteBackref !== undefined) {
    return;
  }
  const span = spanOf(node);
  const { source } = state.context;
  const moved = (target: string): string =>
    source.pieces === undefined ? target : rebased(source, target, span);
  for (const { property, kind, tags } of targets) {
    const value = properties[property];
    if (typeof value !== 'string' || !tags.has(node.tagName)) continue;
    properties[property] = resolveLink(state, moved(value), kind, span);
  }
  if (typeof properties.srcSet === 'string') {
    properties.srcSet = resolveSet(properties.srcSet, (target) =>
      resolveLink(state, moved(target), 'image', span),
    );
  }
}

/** `a.png 1x, b.png 2x` with each URL resolved. A `data:` URL may hold commas; such a set is left. */
function resolveSet(set: string, resolve: (target: string) => string): string {
  if (/data:/i.test(set)) return set;
  return set
    .split(',')
    .map((candidate) => candidate.trim().split(/\s+/))
    .filter(([target]) => target)
    .map(([target = '', ...size]) => [resolve(target), ...size].join(' '))
    .join(', ');
}
