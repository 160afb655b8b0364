import { readFileSync } from 'node:fs';
import { diagnostic, UserError } from '../model/diagnostic.ts';
import type { ImageVariant } from '../model/image.ts';
import type { ImagesConfig } from '../model/markdown-media.ts';
import { digestOf } from '../model/source.ts';
import { loadSharp, type Sharp } from './sharp.ts';

/** An original: where it lies, and what people know it by. */
export interface Original {
  /** Absolute. */
  readonly file: string;
  /** Relative to the site's root. */
  readonly name: string;
}

/**
 * An image as a variant of it is to be: upright, without what a camera has noted, in the colours of the
 * web.
 * @throws UserError where the original is none, has become another, or nothing can make it anew.
 */
export async function resized(
  { file, name }: Original,
  variant: ImageVariant,
  images: ImagesConfig,
): Promise<Uint8Array> {
  const sharp = loadSharp();
  if (sharp instanceof Error) {
    throw unmade(name, `\`sharp\` cannot be loaded: ${firstLine(sharp)}`, 'install it anew');
  }
  const bytes = readFileSync(file);
  if (digestOf(bytes) !== variant.digest) {
    throw new UserError([
      {
        ...diagnostic({
          code: 'content-changed',
          message: 'the file was changed while the site was built',
          hint: 'build again',
        }),
        file: name,
      },
    ]);
  }
  try {
    return await made(sharp, bytes, variant, images);
  } catch (error) {
    const hint = 'save it anew; with `markdown.images.resize: false` it is published as it is';
    throw unmade(name, firstLine(error), hint);
  }
}

async function made(
  sharp: Sharp,
  bytes: Uint8Array,
  { width, format, isDrawn }: ImageVariant,
  { quality, maxPixels }: ImagesConfig,
): Promise<Uint8Array> {
  const image = sharp(bytes, { limitInputPixels: maxPixels, failOn: 'error' })
    .autoOrient()
    .resize({ width, withoutEnlargement: true });
  if (format === 'avif') {
    // The scale of AVIF is another: about two thirds of it look the same.
    return image.avif({ quality: Math.max(1, Math.round(quality * 0.68)), effort: 4 }).toBuffer();
  }
  return image
    .webp(isDrawn ? { nearLossless: true, quality } : { quality, smartSubsample: true })
    .toBuffer();
}

function unmade(file: string, reason: string, hint: string): UserError {
  const message = `the image cannot be made in another size: ${reason}`;
  return new UserError([{ ...diagnostic({ code: 'image-resize', message, hint }), file }]);
}

function firstLine(error: unknown): string {
  const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n', 1);
  return line;
}
