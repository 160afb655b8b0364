import { availableParallelism } from 'node:os';
import { join, relative, sep } from 'node:path';
import type { Config } from '../model/config.ts';
import type { ImageVariant } from '../model/image.ts';
import type { PlannedFile } from '../model/output.ts';
import type { Page } from '../model/page.ts';
import { keyOf } from '../model/source.ts';
import { openImageCache } from './cache.ts';
import { type Original, resized } from './resize.ts';
import { loadSharp } from './sharp.ts';

type Settings = Pick<Config, 'root' | 'contentDir' | 'stateDir' | 'markdown'>;

/** Images in other sizes and formats, each once. What an earlier build has made is not made again. */
export function imageFiles(
  pages: readonly Pick<Page, 'images'>[],
  config: Settings,
): readonly PlannedFile[] {
  const variants = new Map<string, ImageVariant>();
  for (const { images = [] } of pages) {
    for (const variant of images) variants.set(variant.outputPath, variant);
  }
  const all = [...variants.values()].sort((a, b) => (a.outputPath < b.outputPath ? -1 : 1));
  const make = maker(all, config);
  return all.map((variant, index) => ({
    path: variant.outputPath,
    from: originalOf(variant, config).name,
    key: () => keyOf(JSON.stringify(madeFrom(variant, config))),
    make: () => make(index),
  }));
}

function originalOf({ from }: ImageVariant, { root, contentDir }: Settings): Original {
  const file = join(contentDir, from);
  return { file, name: relative(root, file).split(sep).join('/') };
}

function madeFrom(variant: ImageVariant, { markdown }: Settings): readonly unknown[] {
  const { digest, width, format, isDrawn } = variant;
  return [digest, width, format, isDrawn, markdown.images.quality];
}

/** Makes them one by one, as they are asked for, and has begun with those that come next. */
function maker(
  variants: readonly ImageVariant[],
  config: Settings,
): (index: number) => Promise<Uint8Array> {
  const { stateDir, markdown } = config;
  const cache = openImageCache(join(stateDir, 'images'));
  const inWork = new Map<number, Promise<Uint8Array>>();

  async function bytesOf(variant: ImageVariant): Promise<Uint8Array> {
    const key = keyOf(JSON.stringify([...madeFrom(variant, config), versions()]));
    const known = cache.get(key);
    if (known !== undefined) return known;
    const bytes = await resized(originalOf(variant, config), variant, markdown.images);
    cache.put(key, bytes);
    return bytes;
  }

  return async (index) => {
    const from = variants[index]?.from;
    for (let at = index; at < index + availableParallelism(); at += 1) {
      const variant = variants[at];
      // Where one of an original is to be made, so are the others.
      if (variant === undefined || variant.from !== from || inWork.has(at)) continue;
      const work = bytesOf(variant);
      // A failure is told of when it is this one's turn.
      work.catch(() => {});
      inWork.set(at, work);
    }
    const bytes = await inWork.get(index);
    inWork.delete(index);
    if (bytes === undefined) throw new Error(`there is no image ${index}`);
    return bytes;
  };
}

function versions(): unknown {
  const sharp = loadSharp();
  return sharp instanceof Error ? [] : Object.entries(sharp.versions).sort();
}
