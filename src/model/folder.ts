import type { Span } from './source.ts';

/** What the `_meta.yml` of a folder says of its place in a sidebar. */
export interface FolderMeta {
  /** The file that says it, as in `SourceFile`. */
  readonly path: string;
  readonly title?: string | undefined;
  readonly order?: number | undefined;
  readonly collapsed?: boolean | undefined;
  /** What stands first in the folder, in this order; all else comes after it. */
  readonly items: readonly FolderItem[];
}

/** A file or folder by its name without an ending, or a link to anywhere. */
export type FolderItem =
  | { readonly name: string; readonly label?: string | undefined; readonly span?: Span | undefined }
  | { readonly link: string; readonly label: string };

/** By the path of the folder below the content folder; `''` is the content folder itself. */
export type FolderMetas = ReadonlyMap<string, FolderMeta>;
