export const diagramLanguages = ['mermaid', 'dot', 'graphviz'] as const;
export type DiagramLanguage = (typeof diagramLanguages)[number];

export interface ImagesConfig {
  /** Whether an image with a title that stands alone is a figure with a caption. */
  readonly figures: boolean;
  /** Whether images are also published in other sizes and formats. */
  readonly resize: boolean;
  /** In pixels, ascending. */
  readonly widths: readonly number[];
  /** Best first. */
  readonly formats: readonly ImageFormat[];
  /** 1 to 100. */
  readonly quality: number;
  /** How wide images are shown, as the `sizes` attribute of HTML has it. */
  readonly sizes: string;
  /** An image of more is published as it is. */
  readonly maxPixels: number;
}
export type ImageFormat = 'avif' | 'webp';

/** What becomes of formulas, diagrams and images. JSON-safe. */
export interface MarkdownMedia {
  /** Whether `$…$` and `$$…$$` are formulas; code blocks in `math` always are. */
  readonly math: boolean;
  /** The languages of code blocks that are drawn. */
  readonly diagrams: readonly DiagramLanguage[];
  readonly images: ImagesConfig;
}

export const defaultMedia: MarkdownMedia = {
  math: false,
  diagrams: diagramLanguages,
  images: {
    figures: true,
    resize: true,
    widths: [480, 720, 1080, 1440],
    formats: ['webp'],
    quality: 80,
    sizes: '(min-width: 45rem) 42rem, 100vw',
    maxPixels: 100_000_000,
  },
};
