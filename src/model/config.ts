import type { CspConfig } from './csp.ts';
import type { Severity } from './diagnostic.ts';
import type { MarkdownLimits } from './limits.ts';
import type { LoaderConfig } from './loader.ts';
import type { Direction, LocaleConfig, VersionConfig, Words } from './locale.ts';
import type { CodeDefaults } from './markdown-code.ts';
import type { MarkdownMedia } from './markdown-media.ts';
import type { MarkdownSyntax } from './markdown-syntax.ts';

/** What a folder of pages is for. */
export type CollectionKind = 'post' | 'doc' | 'runbook' | 'page';

/** A folder of pages of one kind, with every setting filled in. */
export interface CollectionConfig {
  /** The key in `collections`, e.g. `posts`; of another version or language such as `docs@v1@de`. */
  readonly name: string;
  /** The key in `collections`; absent where it is the name. */
  readonly origin?: string | undefined;
  /** The language of its pages, a tag; absent where the site has only one. */
  readonly locale?: string | undefined;
  /** The name of its version, where it has versions; `versions` are all. */
  readonly version?: string | undefined;
  readonly versions?: readonly VersionConfig[] | undefined;
  readonly kind: CollectionKind;
  /** Relative to the content folder; `''` is the content folder itself. */
  readonly folder: string;
  readonly title: string;
  readonly description: string;
  /** Such as `/posts/:slug/`; the tokens are documented in the reference of the configuration. */
  readonly permalink: string;
  /** Pages on one page of the list. */
  readonly pageSize: number;
  /** Whether its dated pages are in a feed; absent: where it is of posts. */
  readonly feed?: boolean | undefined;
  /** Where its list is, such as `/` or `/blog/`; absent: what the permalink begins with. */
  readonly list?: string | undefined;
  /** Its pages by the days of their dates; absent: no archive. */
  readonly archive?: ArchiveConfig | undefined;
  /** How many pages of its kind a page leads to at its end. */
  readonly related?: number | undefined;
  /** Gives pages that lie in no folder of the content. */
  readonly loader?: LoaderConfig | undefined;
  /** Extra validation of the front matter: a Standard Schema (https://standardschema.dev), e.g. of zod. */
  readonly schema?: StandardSchema | undefined;
}

/** Lists of a collection's pages by year, by month and by day. */
export interface ArchiveConfig {
  /** The smallest stretch of time that has a page of its own. */
  readonly by: 'year' | 'month' | 'day';
  /** Such as `/archive/:year/:month/:day/`; absent: beside the collection's own permalinks. */
  readonly permalink?: string | undefined;
}

/** A way to group pages: by tag, category, series, author or anything else. */
export interface TaxonomyConfig {
  readonly title: string;
  /** Such as `/tags/:slug/`; what stands before `:slug` is where all terms are listed. */
  readonly permalink: string;
  /** Whether each term has a feed. */
  readonly feed: boolean;
  /** The terms that there are, where the site says so: any other is a mistake. */
  readonly terms?: Readonly<Record<string, TermConfig>> | undefined;
}

/** What the site says of a term. */
export interface TermConfig {
  /** What it is called; absent: as pages write it. */
  readonly title?: string | undefined;
  readonly description?: string | undefined;
}

/** Somebody who writes. */
export interface AuthorConfig {
  readonly name: string;
  /** A page of theirs elsewhere, or a path of the site. */
  readonly url?: string | undefined;
  /** A picture: a path of the site such as `/people/mara.png`, or a URL. */
  readonly avatar?: string | undefined;
  /** A line or two of text. */
  readonly bio?: string | undefined;
}

/** The part of Standard Schema 1 that Rutter uses. */
export interface StandardSchema {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => StandardResult | Promise<StandardResult>;
    /** For TypeScript alone; see `SchemaOutput`. */
    readonly types?: { readonly input: unknown; readonly output: unknown } | undefined;
  };
}

/**
 * The type of what a schema makes of what it is given: of `frontmatter.extra` of a collection's pages,
 * or of a data file. `SchemaOutput<typeof recipe>`.
 */
export type SchemaOutput<Schema extends StandardSchema> = NonNullable<
  Schema['~standard']['types']
>['output'];

export type StandardResult =
  | { readonly value: unknown; readonly issues?: undefined }
  | {
      readonly issues: readonly {
        readonly message: string;
        readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
      }[];
    };

/** A link at the top of each page; its `link` is a URL, or a path with the base. */
export interface NavigationLink {
  readonly label: string;
  readonly link: string;
}

/** What is said of links, and how bad it is. */
export interface ChecksConfig {
  readonly links: CheckLevel;
  readonly anchors: CheckLevel;
  readonly images: CheckLevel;
  /** Links as written, in which `*` stands for any text: nothing is said of them. */
  readonly exceptions: readonly string[];
  /** Of `check --external` alone. */
  readonly external: {
    readonly level: CheckLevel;
    /** Of one question. */
    readonly timeoutMs: number;
    /** After the first time, where a server is busy or does not answer. */
    readonly retries: number;
    /** Between two questions to one host. */
    readonly pauseMs: number;
    /** For how long a link that was found is not looked for again. */
    readonly maxAgeMs: number;
    /** Hosts that are not of the public internet are asked, too. */
    readonly private: boolean;
  };
}

/** `off`, or how bad a finding is. */
export type CheckLevel = 'ignore' | 'warn' | 'error';

/** What the configuration says of the site itself, with every default filled in. */
export interface SiteConfig {
  readonly title: string;
  readonly description: string;
  /** The origin the site is published at, such as `https://example.org`, without a path. */
  readonly url?: string | undefined;
  /** A BCP 47 language tag. */
  readonly language: string;
  readonly direction: Direction;
  readonly author?: string | undefined;
  /** Begins and ends with `/`. */
  readonly base: string;
  /** Of the front page: the base, or that of a language, such as `/base/de/`. */
  readonly home: string;
  readonly navigation: readonly NavigationLink[];
  /** Where the sources are, e.g. `https://example.org/repo/edit/main/`, for the edit link. */
  readonly editUrl?: string | undefined;
  /** Where their histories are, e.g. `https://example.org/repo/commits/main/`. */
  readonly historyUrl?: string | undefined;
  /** The picture of pages that have none: a path of the site that begins with `/`, or a URL. */
  readonly image?: string | undefined;
  /** How dates are shown: `2026-11-20`, or in the words of the language. */
  readonly dates: 'iso' | 'long';
  /** What the theme is to say otherwise. */
  readonly words: Words;
  /** Whether links lead from file to file, so that the site works without a server. */
  readonly relativeLinks: boolean;
  /** Absent where the site is not to be searched. */
  readonly search?: SiteSearch | undefined;
}

/** Where a site is searched, and for what. */
export interface SiteSearch {
  /** Of the page that does it, with the base. */
  readonly url: string;
  /** Keys of `collections` whose pages are found; absent: all. */
  readonly collections?: readonly string[] | undefined;
}

export type FeedFormat = 'atom' | 'rss' | 'json';

export interface FeedsConfig {
  readonly formats: readonly FeedFormat[];
  /** The most entries of one feed. */
  readonly items: number;
  /** What an entry has of its page: all of it, or its summary only. */
  readonly content: 'full' | 'summary';
}

/** The pictures that are drawn for pages that have none. */
export interface CardsConfig {
  readonly enabled: boolean;
  /** Colours as CSS has them: `#rgb` or `#rrggbb`. */
  readonly background: string;
  readonly color: string;
  readonly accent: string;
  /** Fonts that are tried in this order before the built-in one: files below the root. */
  readonly fonts: readonly string[];
  /** A PNG, JPEG or SVG below the root. */
  readonly logo?: string | undefined;
}

/** `none`: loopback only. `internal`: services only. `bridge`: the engine's ordinary network. */
export type NetworkMode = 'none' | 'internal' | 'bridge';
/**
 * `strict`: an ordinary user without any capability, the root file system read-only. `root`: user 0
 * with what `chown`, `useradd` and `su` need, a writable root file system among it. `packages`: that
 * and what package managers use besides: another root, file capabilities.
 */
export type Privileges = 'strict' | 'root' | 'packages';

/** What a sandbox may use at the most. */
export interface Limits {
  readonly memoryBytes: number;
  readonly cpus: number;
  readonly pids: number;
  readonly openFiles: number;
  /** Of stdout and of stderr, each, of one command. */
  readonly outputBytes: number;
  /** Of each writable tmpfs (`/tmp`, `/work`). */
  readonly diskBytes: number;
}

export type EngineName = 'docker' | 'bubblewrap';

/** How runbooks are run, and what they may ask for. */
export interface VerifyConfig {
  readonly engine: 'auto' | EngineName;
  /** What a page that names no image runs in, where the engine runs images. */
  readonly image: string;
  /** One step, in milliseconds. */
  readonly stepTimeoutMs: number;
  /** One runbook, in milliseconds. */
  readonly timeoutMs: number;
  readonly limits: Limits;
  /** What pages may ask for beyond the default; a page never gives itself more. */
  readonly allow: {
    readonly network: readonly NetworkMode[];
    readonly privileges: readonly Privileges[];
    /** Variables of the host's environment that a page may ask for. */
    readonly secrets: readonly string[];
    /** Hosts of registries that images may be pulled from. What is on the engine may always run. */
    readonly registries: readonly string[];
  };
  /** Sandboxes at once; absent: by the machine's cores and memory. */
  readonly jobs?: number | undefined;
  /** When images are pulled: never, when they are missing, or before every run of `verify`. */
  readonly pull: PullPolicy;
  /**
   * The command that runs a block of a language, e.g. `{python: 'python3 -I {}'}`; see
   * `Step.interpreter`. Only what the site names itself: its runbooks' blocks in these are steps.
   */
  readonly languages: Readonly<Record<string, string>>;
  readonly cache: {
    readonly enabled: boolean;
    /** Older passes are not believed; in milliseconds. */
    readonly maxAgeMs: number;
    /** Where passes are shared over HTTP GET and PUT. */
    readonly url?: string | undefined;
  };
  /** The share of the site's shell blocks that must be run, 0 to 1. */
  readonly coverageMin?: number | undefined;
}

export type PullPolicy = 'never' | 'missing' | 'always';

/** What reads Markdown: `remark` is remark-parse; `auto` the native parser wherever it reads the same. */
export type ParserChoice = 'auto' | 'remark' | 'native';

/** Whether the site can be searched, and what is found. */
export interface SearchConfig {
  readonly enabled: boolean;
  /** Keys of `collections` whose pages are found; absent: all. */
  readonly collections?: readonly string[] | undefined;
}

/** A complete configuration: validated, every default filled in, all folders absolute. */
export interface Config {
  readonly root: string;
  /** Absolute; absent where the site has no configuration file. */
  readonly configFile?: string | undefined;
  readonly contentDir: string;
  readonly publicDir: string;
  readonly dataDir: string;
  /** Schemas of data files, by their names: `menu`, `people/crew`. */
  readonly data: Readonly<Record<string, StandardSchema>>;
  readonly shortcodesDir: string;
  readonly archetypesDir: string;
  readonly outDir: string;
  /** Absolute: `<root>/.rutter`, where evidence and the build's own state live. */
  readonly stateDir: string;
  readonly site: SiteConfig;
  /** The languages, where there are several. */
  readonly locales: readonly LocaleConfig[];
  /** Each in every version and language. */
  readonly collections: readonly CollectionConfig[];
  /** By the key of front matter that has their terms; `series` and `authors` among them. */
  readonly taxonomies: Readonly<Record<string, TaxonomyConfig>>;
  /** By the id that pages name them with. */
  readonly authors: Readonly<Record<string, AuthorConfig>>;
  readonly markdown: { readonly excerpt?: number | undefined } & MarkdownSyntax &
    MarkdownMedia & {
      readonly parser: ParserChoice;
      readonly sanitize: boolean;
      readonly limits: MarkdownLimits;
      readonly code: CodeDefaults;
      /** unified's own plugins: a function, or `[function, ...options]`. */
      readonly remarkPlugins: readonly unknown[];
      readonly rehypePlugins: readonly unknown[];
    };
  /** Pages say what git knows of them. */
  readonly git: boolean;
  /** In the order in which their hooks are called; see `sitePlugins`. */
  readonly plugins: readonly unknown[];
  /** `default`, `plain`, or a folder or package with a theme. */
  readonly theme: string;
  /** Plain data, which the theme checks. */
  readonly themeOptions: Readonly<Record<string, unknown>>;
  /** Globs below the root: what else the configuration, plugins or the theme read. */
  readonly inputs: readonly string[];
  readonly checks: ChecksConfig;
  readonly feeds: FeedsConfig;
  /** Where old paths of the site lead, in the order of the configuration. */
  readonly redirects: Readonly<Record<string, string>>;
  /** Whether there are `llms.txt`, `llms-full.txt` and the Markdown of each page beside it. */
  readonly llms: boolean;
  /** Whether each page has a content security policy, and what the site adds to it. */
  readonly csp: CspConfig;
  readonly cards: CardsConfig;
  readonly search: SearchConfig;
  /** Which pages are built beside the ordinary ones. */
  readonly include: {
    readonly drafts: boolean;
    readonly future: boolean;
    readonly expired: boolean;
  };
  readonly verify: VerifyConfig;
}

export function severityOf(level: CheckLevel): Severity | undefined {
  return level === 'ignore' ? undefined : level === 'warn' ? 'warning' : 'error';
}

/** The themes that come with Rutter. */
export const builtInThemes = ['default', 'plain'] as const;

export function isBuiltInTheme(name: string): name is (typeof builtInThemes)[number] {
  return (builtInThemes as readonly string[]).includes(name);
}
