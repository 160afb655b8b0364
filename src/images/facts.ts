import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import type { ImageFacts, ImageVariant } from '../model/image.ts';
import type { ImageFormat, ImagesConfig } from '../model/markdown-media.ts';
import { type ImageKind, isMoving, kindOf } from './kind.ts';
import { type Size, sizeOf } from './size.ts';

export interface FactsInput {
  readonly bytes: Uint8Array;
  /** Of the bytes. */
  readonly digest: string;
  /** Relative to the output folder. */
  readonly path: string;
  readonly images: ImagesConfig;
  /** Whether it can be made anew in other sizes; asked only where that is wanted. */
  readonly canResize: () => boolean;
}

const none: readonly ImageVariant[] = [];

/** What the bytes of an image say of it, and in which sizes and formats it is to be published beside. */
export function imageFacts(input: FactsInput): ImageFacts {
  const kind = kindOf(input.bytes);
  const size = kind && sizeOf(input.bytes, kind);
  if (kind === undefined || size === undefined) {
    const message = kind === undefined ? 'is none that is known' : 'cannot be measured';
    const hint = 'PNG, JPEG, GIF, WebP, AVIF and SVG are read; is the file whole?';
    return { problem: { message, hint }, variants: none };
  }
  if (size === 'none') return { variants: none };
  return { size, variants: variantsOf(input, kind, size) };
}

/** Formats that are made anew; what moves is left as it is, and so is what has no pixels. */
const resizable: ReadonlySet<ImageKind> = new Set(['png', 'jpeg', 'webp']);

function variantsOf(
  input: FactsInput,
  kind: ImageKind,
  { width, height }: Size,
): readonly ImageVariant[] {
  const { images, bytes, digest, path } = input;
  const [smallest = Number.POSITIVE_INFINITY] = images.widths;
  const isWanted = images.resize && resizable.has(kind) && width > smallest;
  if (!isWanted || width * height > images.maxPixels) return none;
  if (isMoving(bytes, kind) || !input.canResize()) return none;
  const isDrawn = kind === 'png';
  const { dir, name } = posix.parse(path);
  return images.formats.flatMap((format) =>
    widthsFor(width, images.widths).map((one): ImageVariant => {
      const mark = markOf(digest, one, format, images.quality);
      const outputPath = posix.join(dir, `${name}.${one}w.${mark}.${format}`);
      return { from: path, digest, outputPath, width: one, format, isDrawn };
    }),
  );
}

/** Those below its own width, and that one, as far as the widest that is asked for goes. */
function widthsFor(own: number, widths: readonly number[]): readonly number[] {
  const most = Math.min(own, widths.at(-1) ?? own);
  return [...widths.filter((width) => width < most), most];
}

/** The name lets a server tell browsers to keep the file for ever. */
function markOf(digest: string, width: number, format: ImageFormat, quality: number): string {
  return createHash('sha256')
    .update(JSON.stringify([digest, width, format, quality]))
    .digest('hex')
    .slice(0, 8);
}
