import type { Config } from '../model/config.ts';
import { type Diagnostic, diagnostic } from '../model/diagnostic.ts';
import type { Page } from '../model/page.ts';
import { loadSharp } from './sharp.ts';

/** Said once a build, where images are published as they are because nothing can make them anew. */
export function imageNotices(
  pages: readonly Pick<Page, 'assets' | 'images'>[],
  { markdown }: Pick<Config, 'markdown'>,
): readonly Diagnostic[] {
  if (!markdown.images.resize || pages.some(({ images }) => images !== undefined)) return [];
  const shows = pages.some(({ assets }) =>
    assets.some(({ outputPath }) => /\.(?:png|jpe?g|webp)$/i.test(outputPath)),
  );
  if (!shows || !(loadSharp() instanceof Error)) return [];
  return [
    diagnostic({
      code: 'image-resize',
      severity: 'info',
      message: 'images are published as they are: the package `sharp` is not installed',
      hint: 'run `npm install sharp`, or set `markdown.images.resize` to `false`',
    }),
  ];
}
