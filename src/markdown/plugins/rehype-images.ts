import type { Element, ElementContent, Parents, Root } from 'hast';
import type { VFile } from 'vfile';
import { diagnosticAt } from '../../model/diagnostic.ts';
import type { ImagesConfig } from '../../model/markdown-media.ts';
import { type PageState, pageState } from '../page-state.ts';
import { spanOf } from '../spans.ts';
import { eachElement } from '../walk.ts';

/**
 * Images have their size, so that nothing moves when they come in; all but the first are fetched when
 * they come near the screen. `#only-dark` and `#only-light` at the end of their URL say when they are
 * shown. One with a title that stands alone becomes a figure. An author's own attributes hold.
 */
export default function rehypeImages({ figures }: Pick<ImagesConfig, 'figures'>) {
  return (tree: Root, file: VFile): void => {
    const state = pageState(file);
    if (!mayShow(state, String(file))) return;
    let isFirst = true;
    let hasTitle = false;
    eachElement(tree, (node) => {
      if (node.tagName !== 'img') return;
      measure(state, node);
      const isOnly = onlyIn(node);
      node.properties.loading ??= isFirst && !isOnly ? 'eager' : 'lazy';
      node.properties.decoding ??= 'async';
      if (!isOnly) isFirst = false;
      hasTitle ||= typeof node.properties.title === 'string';
    });
    if (figures && hasTitle) makeFigures(tree);
  };
}

/** Whether there may be an image, of Markdown, of raw HTML or of a shortcode. */
function mayShow({ kinds }: PageState, text: string): boolean {
  return (
    kinds.has('image') || kinds.has('imageReference') || kinds.has('html') || text.includes('::')
  );
}

/** Its width and height, of which the style may make less, and its variants. */
function measure(state: PageState, node: Element): void {
  const { context, assetOf, variants, diagnostics } = state;
  const { properties } = node;
  const { src } = properties;
  if (typeof src !== 'string' || context.image === undefined || isElsewhere(src)) return;
  const facts = context.image({ asset: assetOf.get(src), url: src });
  if (facts?.problem !== undefined) {
    diagnostics.push(
      diagnosticAt(context.source, spanOf(node), {
        code: 'image-unreadable',
        severity: 'warning',
        message: `the image \`${written(state, src)}\` ${facts.problem.message}`,
        hint: facts.problem.hint,
      }),
    );
  }
  const size = facts?.size;
  if (size === undefined) return;
  const [width, height] = [pixels(properties.width), pixels(properties.height)];
  if (properties.width === undefined && properties.height === undefined) {
    Object.assign(properties, size);
  } else if (properties.height === undefined && width !== undefined) {
    properties.height = Math.max(1, Math.round((width * size.height) / size.width));
  } else if (properties.width === undefined && height !== undefined) {
    properties.width = Math.max(1, Math.round((height * size.width) / size.height));
  }
  const { length } = facts?.variants ?? [];
  const isFree = properties.srcSet === undefined && properties.sizes === undefined;
  if (length !== undefined && length > 0 && isFree) {
    variants.set(withoutScheme(src), facts?.variants ?? []);
  }
}

/** As its author names it. */
function written({ links }: PageState, src: string): string {
  return links.find(({ kind, url }) => kind === 'image' && url === src)?.target ?? src;
}

/** Undefined for `50%`, which is no number of pixels. */
function pixels(value: unknown): number | undefined {
  const text = typeof value === 'number' || typeof value === 'string' ? String(value) : '';
  return /^\d{1,6}(?:px)?$/.test(text.trim()) ? Number.parseInt(text, 10) : undefined;
}

function isElsewhere(src: string): boolean {
  return /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(src);
}

/** As Material for MkDocs writes it, and as GitHub does. */
const scheme = /#(?:only|gh)-(light|dark)(?:-mode-only)?$/;

/** Gives an image that is for the light or the dark scheme only its class. */
function onlyIn({ properties }: Element): boolean {
  const { src, className } = properties;
  const wanted = typeof src === 'string' ? scheme.exec(src)?.[1] : undefined;
  if (wanted === undefined || typeof src !== 'string') return false;
  properties.src = withoutScheme(src);
  properties.className = [...(Array.isArray(className) ? className : []), `only-${wanted}`];
  return true;
}

function withoutScheme(src: string): string {
  return src.replace(scheme, '');
}

function makeFigures(parent: Parents): void {
  for (const [index, node] of parent.children.entries()) {
    if (node.type !== 'element') continue;
    const figure = node.tagName === 'p' ? figureOf(node) : undefined;
    if (figure !== undefined) parent.children[index] = figure;
    else if (node.tagName !== 'figure') makeFigures(node);
  }
}

/** Of a paragraph that is an image with a title, linked or not, or the light and the dark of one. */
function figureOf(paragraph: Element): Element | undefined {
  const shown = paragraph.children.filter((one) => one.type !== 'text' || one.value.trim() !== '');
  const images = shown.map(imageIn);
  const [first, ...others] = images;
  if (first === undefined || others.some((one) => one === undefined)) return undefined;
  const isPair = shown.length === 2 && images.every((one) => one !== undefined && schemeOf(one));
  if (shown.length !== 1 && !isPair) return undefined;
  const titles = images.flatMap((one) => {
    const { title } = one?.properties ?? {};
    return typeof title === 'string' && title.trim() !== '' ? [title] : [];
  });
  const [caption] = titles;
  if (caption === undefined) return undefined;
  for (const image of images) delete image?.properties.title;
  const only = shown.length === 1 ? schemeOf(first) : undefined;
  return {
    type: 'element',
    tagName: 'figure',
    properties: only === undefined ? {} : { className: [only] },
    children: [
      ...shown,
      {
        type: 'element',
        tagName: 'figcaption',
        properties: {},
        children: [{ type: 'text', value: caption }],
      },
    ],
    ...(paragraph.position && { position: paragraph.position }),
  };
}

function imageIn(node: ElementContent): Element | undefined {
  if (node.type !== 'element') return undefined;
  if (node.tagName === 'img') return node;
  const [only, more] = node.tagName === 'a' ? node.children : [];
  return only !== undefined && more === undefined ? imageIn(only) : undefined;
}

function schemeOf({ properties }: Element): string | undefined {
  const names = Array.isArray(properties.className) ? properties.className : [];
  return names.map(String).find((name) => name === 'only-light' || name === 'only-dark');
}
