import { posix } from 'node:path';
import type { Element, Nodes, Root } from 'hast';
import type { VFile } from 'vfile';
import type { ImageVariant } from '../../model/image.ts';
import type { ImagesConfig } from '../../model/markdown-media.ts';
import { pageState } from '../page-state.ts';
import { replaceNodes } from '../walk.ts';

/**
 * Images that are published in other sizes and formats as well become `<picture>`, so that a browser
 * fetches the one that fits. It runs behind the wall for untrusted content, which knows no `<picture>`.
 */
export default function rehypePictures({ sizes }: Pick<ImagesConfig, 'sizes'>) {
  return (tree: Root, file: VFile): void => {
    const { variants } = pageState(file);
    if (variants.size === 0) return;
    replaceNodes<Nodes>(tree, (node, parent) => {
      if (node.type !== 'element' || node.tagName !== 'img') return undefined;
      if (parent.type === 'element' && parent.tagName === 'picture') return undefined;
      const { src, srcSet, width } = node.properties;
      const others = typeof src === 'string' && srcSet === undefined && variants.get(src);
      if (typeof src !== 'string' || !others) return undefined;
      const folder = src.slice(0, src.lastIndexOf('/') + 1);
      const shown = isNarrower(width, others) ? `min(${Number(width)}px, 100vw)` : sizes;
      const children = [...sources(others, folder, shown), node];
      return [{ type: 'element', tagName: 'picture', properties: {}, children }];
    });
  };
}

/** Whether an author shows it smaller than it is. */
function isNarrower(width: unknown, variants: readonly ImageVariant[]): boolean {
  const widest = Math.max(...variants.map((one) => one.width));
  const number = typeof width === 'number' ? width : Number.parseInt(String(width), 10);
  return Number.isInteger(number) && number < widest && `${number}` === String(width).trim();
}

/** One for each format, the best first. */
function sources(variants: readonly ImageVariant[], folder: string, sizes: string): Element[] {
  const formats = [...new Set(variants.map(({ format }) => format))];
  return formats.map((format) => ({
    type: 'element',
    tagName: 'source',
    properties: {
      type: `image/${format}`,
      srcSet: variants
        .filter((one) => one.format === format)
        .map(({ outputPath, width }) => `${folder}${fileUrl(outputPath)} ${width}w`)
        .join(', '),
      sizes,
    },
    children: [],
  }));
}

/** A comma would end a candidate of `srcset`. */
function fileUrl(outputPath: string): string {
  return encodeURIComponent(posix.basename(outputPath));
}
