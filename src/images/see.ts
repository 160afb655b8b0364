import { relative, sep } from 'node:path';
import type { Config } from '../model/config.ts';
import type { FileReader } from '../model/file-read.ts';
import type { ImageFacts, SeeImage } from '../model/image.ts';
import { imageFacts } from './facts.ts';
import { loadSharp } from './sharp.ts';

type Settings = Pick<Config, 'root' | 'publicDir' | 'markdown'> & {
  readonly site: Pick<Config['site'], 'base'>;
};

/**
 * For one article: looks at the images that it shows. Each file that is looked at, or for, is noted by
 * the reader. One of the public folder is published as it is.
 */
export function imageSeer(
  config: Settings,
  { readBytes }: Pick<FileReader, 'readBytes'>,
): SeeImage {
  const known = new Map<string, ImageFacts | undefined>();
  const { images } = config.markdown;

  function look(file: string, outputPath: string | undefined): ImageFacts | undefined {
    const found = readBytes(file);
    if (found.problem === 'too-large') {
      const hint = 'an image of a page is seldom more than a megabyte: make it smaller';
      return { problem: { message: 'is larger than is read', hint }, variants: [] };
    }
    if (found.problem !== undefined) return undefined;
    const { bytes, digest } = found;
    return imageFacts({
      ...{ bytes, digest, path: outputPath ?? file },
      images: outputPath === undefined ? { ...images, resize: false } : images,
      canResize: () => !(loadSharp() instanceof Error),
    });
  }

  return ({ asset, url }) => {
    const file = asset === undefined ? publicFile(url, config) : below(config.root, asset.file);
    if (file === undefined) return undefined;
    if (!known.has(file)) known.set(file, look(file, asset?.outputPath));
    return known.get(file);
  };
}

/** The file of the public folder that a path of the site names, relative to the root. */
function publicFile(url: string, { root, publicDir, site }: Settings): string | undefined {
  if (!url.startsWith(site.base) || url.startsWith('//')) return undefined;
  const [path = ''] = url.slice(site.base.length).split(/[?#]/, 1);
  if (!/\.(?:png|jpe?g|gif|webp|avif|svg)$/i.test(path)) return undefined;
  try {
    return `${below(root, publicDir)}/${decodeURIComponent(path)}`;
  } catch {
    return undefined;
  }
}

function below(root: string, file: string): string {
  return relative(root, file).split(sep).join('/');
}
