import type { ImageFormat } from './markdown-media.ts';

/** An image in another size or format, to be made when the site is published. JSON-safe. */
export interface ImageVariant {
  /** The asset's path, relative to the content folder and to the output. */
  readonly from: string;
  /** Of the bytes of the asset. */
  readonly digest: string;
  /** Relative to the output folder; in the folder of the asset. */
  readonly outputPath: string;
  /** In pixels. */
  readonly width: number;
  readonly format: ImageFormat;
  /** Whether the asset has flat colours and sharp edges, as screenshots have, and no loss is wanted. */
  readonly isDrawn: boolean;
}

/** What a page has to know of an image that it shows. */
export interface ImageFacts {
  /** In pixels, as it is shown; absent for one that has none, as many an SVG. */
  readonly size?: { readonly width: number; readonly height: number } | undefined;
  /** Why nothing is known of it; follows "the image …". */
  readonly problem?: { readonly message: string; readonly hint: string } | undefined;
  readonly variants: readonly ImageVariant[];
}

/**
 * Looks at an image of the site; undefined for what is none of the site's files.
 * @param url What a page names it by, with the base.
 */
export type SeeImage = (image: {
  readonly asset: { readonly file: string; readonly outputPath: string } | undefined;
  readonly url: string;
}) => ImageFacts | undefined;
