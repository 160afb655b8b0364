import type { CollectionKind, Config } from './config.ts';
import type { DiagnosticInput } from './diagnostic.ts';
import type { SiteFile } from './output.ts';
import type { FrontMatter } from './page.ts';
import type { Site } from './site.ts';

/** unified's own plugins: each a function, or `[function, ...options]`. */
export interface MarkdownPlugins {
  readonly remarkPlugins: readonly unknown[];
  readonly rehypePlugins: readonly unknown[];
}

/** What a plugin sees of a page, before it has a URL. */
export interface PluginPage {
  /** The source's path without its ending, relative to the content folder: `docs/install`. */
  readonly id: string;
  readonly collection: string;
  readonly kind: CollectionKind;
  /** The source's path, relative to the site's root. */
  readonly path: string;
  readonly frontmatter: FrontMatter;
}

type Maybe<Value> = Value | Promise<Value>;

/** The hooks of a plugin that a build calls, each from value to value. */
export interface SitePlugin {
  readonly name: string;
  /** Of each page: gives its front matter. Everything else of the page is left as it is. */
  readonly page?: ((page: PluginPage) => Maybe<PluginPage>) | undefined;
  /** Of the site, when its pages are rendered and in order. Pages are kept as they are. */
  readonly site?: ((site: Site) => Maybe<Site>) | undefined;
  /** Of the files that are published beside the pages. */
  readonly output?:
    | ((files: readonly SiteFile[], site: Site) => Maybe<readonly SiteFile[]>)
    | undefined;
}

/** The plugins of a configuration, whose shape was checked when it was loaded. */
export function sitePlugins({ plugins }: Pick<Config, 'plugins'>): readonly SitePlugin[] {
  return plugins as readonly SitePlugin[];
}

/** What is told of a hook that failed. */
export function hookFailure(name: string, hook: string, reason: string): DiagnosticInput {
  return {
    code: 'plugin-failed',
    message: `the plugin \`${name}\` failed in its hook \`${hook}\`: ${reason}`,
    hint: 'it is one of the `plugins` of the configuration',
  };
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
