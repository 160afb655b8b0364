import type { FileReader } from './file-read.ts';

/** How a page uses a shortcode: `::name[label]{attributes}`, or `:::name` around content. */
export interface ShortcodeUse {
  readonly name: string;
  /** As written; a word without a value is `true`. */
  readonly attributes: ReadonlyMap<string, string | true>;
  /** The label as plain text; '' where it has none, such as a picture. */
  readonly label: string;
  readonly hasLabel: boolean;
  readonly isContainer: boolean;
  readonly page: ShortcodePage;
  /** The URL of what a page may link to, or show: resolved, and looked at by the link check. */
  readonly resolve: (target: string, kind: 'link' | 'image') => string;
  readonly readFile: FileReader['readFile'];
}

/** What a shortcode sees of its page. */
export interface ShortcodePage {
  /** The source's path without its ending, relative to the content folder: `docs/install`. */
  readonly id: string;
  readonly collection: string;
  /** The source's path, relative to the site's root. */
  readonly path: string;
  readonly title: string;
  /** A BCP 47 tag. */
  readonly language: string;
}

/** Stand in a shortcode's HTML for what the page has in brackets, and between `:::` and `:::`. */
export const labelSlot = '\0label\0';
export const contentSlot = '\0content\0';

export interface ShortcodeProblem {
  readonly code: 'shortcode-attribute' | 'shortcode-content' | 'shortcode-failed';
  readonly message: string;
  readonly hint?: string | undefined;
  /** Which attribute it is about. */
  readonly attribute?: string | undefined;
}

/** Finished HTML with slots in it, or why there is none. */
export type ShortcodeOutcome =
  | { readonly html: string; readonly problems?: undefined }
  | { readonly problems: readonly ShortcodeProblem[] };

/** The shortcodes of a site. */
export interface Shortcodes {
  readonly names: readonly string[];
  /** Of one of `names`. Never throws. */
  draw(use: ShortcodeUse): Promise<ShortcodeOutcome>;
}
