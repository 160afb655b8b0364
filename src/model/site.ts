import type { CollectionConfig, SiteConfig } from './config.ts';
import type { Page } from './page.ts';
import type { Badge, PageCoverage, RunbookStatus } from './report.ts';
import type { Runbook } from './runbook.ts';

/** A node of a sidebar: a page, a folder of pages, or both. */
export interface NavigationNode {
  readonly label: string;
  readonly url?: string | undefined;
  /** Of a page that is a runbook. */
  readonly badge?: Badge | undefined;
  readonly children: readonly NavigationNode[];
}

export interface Collection {
  readonly config: CollectionConfig;
  /** In reading order: posts newest first, docs by order then title. */
  readonly pages: readonly Page[];
  /** The list's URL; absent for a collection that has no list page. */
  readonly url?: string | undefined;
  /** For `doc` and `runbook`; empty otherwise. */
  readonly navigation: readonly NavigationNode[];
}

export interface Tag {
  readonly name: string;
  readonly slug: string;
  readonly url: string;
  readonly pages: readonly Page[];
}

/** The proof of one page: its parsed runbook and what the evidence says of it. */
export interface Proof {
  readonly runbook: Runbook;
  readonly status: RunbookStatus;
}

export interface Site {
  readonly config: SiteConfig;
  readonly pages: readonly Page[];
  readonly collections: readonly Collection[];
  readonly tags: readonly Tag[];
  /** By page id. */
  readonly proofs: ReadonlyMap<string, Proof>;
  /** What becomes of the shell blocks of each page, by its id. */
  readonly coverage: ReadonlyMap<string, PageCoverage>;
  /** URLs of the feeds, for `<link rel="alternate">`. */
  readonly feeds: readonly { readonly title: string; readonly url: string }[];
}

/** A neighbour in reading order. */
export interface PageLink {
  readonly title: string;
  readonly url: string;
}

interface ViewBase {
  /** With the base. */
  readonly url: string;
  /** Relative to the output folder. */
  readonly outputPath: string;
  readonly title: string;
  readonly description: string;
}

export interface Pagination {
  /** 1-based. */
  readonly page: number;
  readonly pages: number;
  /** The page of the list before this one. */
  readonly newer?: string | undefined;
  /** The one after it. */
  readonly older?: string | undefined;
}

/** One HTML page to be drawn. */
export type View =
  | (ViewBase & {
      readonly kind: 'page';
      readonly page: Page;
      readonly collection: Collection;
      readonly previous?: PageLink | undefined;
      readonly next?: PageLink | undefined;
      readonly proof?: Proof | undefined;
    })
  /** The front page of a site that has no `index.md`. */
  | (ViewBase & { readonly kind: 'home'; readonly collections: readonly Collection[] })
  | (ViewBase & {
      readonly kind: 'list';
      readonly collection: Collection;
      readonly items: readonly Page[];
      readonly pagination: Pagination;
      /** The folder's own `index.md`, on the first page: its text stands above the list. */
      readonly intro?: Page | undefined;
    })
  | (ViewBase & {
      readonly kind: 'runbooks';
      readonly collection: Collection;
      /** The folder's own `index.md`: its text stands above the list. */
      readonly intro?: Page | undefined;
    })
  | (ViewBase & { readonly kind: 'tags' })
  /** One page of the list of a tag's pages. */
  | (ViewBase & {
      readonly kind: 'tag';
      readonly tag: Tag;
      readonly items: readonly Page[];
      readonly pagination: Pagination;
    })
  | (ViewBase & { readonly kind: 'not-found' });
