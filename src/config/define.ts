import type {
  CheckLevel,
  CollectionKind,
  EngineName,
  FeedFormat,
  NavigationLink,
  NetworkMode,
  ParserChoice,
  Privileges,
  PullPolicy,
  StandardSchema,
} from '../model/config.ts';
import type { BareDirective, CspDirective } from '../model/csp.ts';
import type { LoadEntries } from '../model/loader.ts';
import type { Words } from '../model/locale.ts';
import type { DiagramLanguage, ImageFormat } from '../model/markdown-media.ts';
import type { CalloutConfig } from '../model/markdown-syntax.ts';
import type { MarkdownPlugins, SitePlugin } from '../model/plugin.ts';
import type { UserThemeOptions } from '../model/theme-options.ts';

/** Something added to Rutter: hooks that are called in the order of this list. Only `name` is needed. */
export interface Plugin extends SitePlugin {
  /** Of the configuration as it was written, before its defaults. */
  readonly config?: ((config: UserConfig) => UserConfig | Promise<UserConfig>) | undefined;
  /** Of the lists of remark and rehype plugins. */
  readonly markdown?:
    | ((plugins: MarkdownPlugins) => MarkdownPlugins | Promise<MarkdownPlugins>)
    | undefined;
}

/** A collection as an author writes it; what is left out of a built-in one keeps its default. */
export interface UserCollection {
  /** What its pages are: `post`, `doc`, `runbook` or `page`. Default for a collection of your own: `page`. */
  kind?: CollectionKind | undefined;
  /** Its folder, relative to the content folder. Default: the collection's name. */
  folder?: string | undefined;
  /** The heading of its list. Default: the name with a capital. */
  title?: string | undefined;
  /** One sentence for its list and its feed. */
  description?: string | undefined;
  /**
   * Where its pages are published: text and tokens such as `:slug`, `:path`, `:title`, `:year`, `:month`
   * and `:day`. Begins with `/` and ends with `/` or `.html`.
   */
  permalink?: string | undefined;
  /** Pages on one page of its list. Default: 10. */
  pageSize?: number | undefined;
  /** Whether its dated pages are in a feed. Default: `true` for posts. */
  feed?: boolean | undefined;
  /** Where its list is, such as `/` or `/blog/`. Default: what the permalink begins with, else its folder. */
  list?: string | undefined;
  /**
   * Lists of its pages by `year`, by year and `month`, or also by `day`. Their URLs follow the
   * collection's own; `{ by, permalink }` puts them elsewhere. Default: `false`.
   */
  archive?: 'year' | 'month' | 'day' | UserArchive | false | undefined;
  /** How many related pages a page leads to at its end. Default: 3 for posts, 0 for others. */
  related?: number | undefined;
  /**
   * Pages from elsewhere: a function that gives all of them, called by each build; or one whose entries
   * are kept.
   */
  loader?: LoadEntries | UserLoader | undefined;
  /** What its front matter must be: a schema of zod, valibot, arktype or any other Standard Schema. */
  schema?: StandardSchema | undefined;
}

/** Where the lists of an archive are. */
export interface UserArchive {
  /** The smallest stretch of time that has a page of its own. */
  by: 'year' | 'month' | 'day';
  /** Such as `/archive/:year/:month/:day/`: one part for each of them, in this order. */
  permalink?: string | undefined;
}

/** A way to group pages, as an author writes it. */
export interface UserTaxonomy {
  /** The heading of the list of its terms. Default: its name with a capital. */
  title?: string | undefined;
  /** Where the list of a term is; ends with `:slug/`. Default: `/NAME/:slug/`. */
  permalink?: string | undefined;
  /** Whether each of its terms has a feed. Default: `false`. */
  feed?: boolean | undefined;
  /** The terms that there are: a page that names any other is told of. Default: whatever pages name. */
  terms?: Readonly<Record<string, UserTerm>> | undefined;
}

export interface UserTerm {
  /** What it is called. Default: as pages write it. */
  title?: string | undefined;
  /** A sentence above its list. */
  description?: string | undefined;
}

export interface UserAuthor {
  /** What they are called. */
  name: string;
  /** Where they are at home: a URL, or a path of the site. */
  url?: string | undefined;
  /** A picture: a path of the site such as `/people/mara.png`, or a URL. */
  avatar?: string | undefined;
  /** A line or two about them. */
  bio?: string | undefined;
}

/** What is added to the policies of pages, as an author writes it: sources by directive. */
export type UserCsp = {
  readonly [Name in CspDirective]?: readonly string[] | undefined;
} & { readonly [Name in BareDirective]?: true | undefined };

/** What the search finds, as an author writes it. */
export interface UserSearch {
  /** Only pages of these collections. Default: of all. */
  collections?: readonly string[] | undefined;
}

/** A language of the site, as an author writes it. */
export interface UserLocale {
  /** Its name in the menu of languages. Default: as those who speak it write it. */
  label?: string | undefined;
  /** Where its pages are: `de` for `/de/…`, `''` for no part of its own. Default: the tag, `''` for the default language. */
  prefix?: string | undefined;
  /** `ltr` or `rtl`. Default: as the language is written. */
  direction?: 'ltr' | 'rtl' | undefined;
  /** Whether pages that are not translated are shown in the default language. Default: `true`. */
  fallback?: boolean | undefined;
  /** The site's name in this language. Default: `site.title`. */
  title?: string | undefined;
  /** Default: `site.description`. */
  description?: string | undefined;
  /** Default: `site.author`. */
  author?: string | undefined;
  /** Default: `site.navigation`, with paths of this language. */
  navigation?: readonly NavigationLink[] | undefined;
  /** What the theme is to say otherwise in this language. */
  words?: Words | undefined;
  /** What collections are called in it, by their names. */
  collections?:
    | Readonly<Record<string, { title?: string | undefined; description?: string | undefined }>>
    | undefined;
  /** What taxonomies are called in it, by their names. */
  taxonomies?: Readonly<Record<string, { title?: string | undefined }>> | undefined;
}

/** A version of a collection's pages, as an author writes it. */
export interface UserVersion {
  /** Its name in the menu of versions. Default: the name of its folder. */
  label?: string | undefined;
  /** `latest`, `old` or `unreleased`. Default: the first one is the latest, the others are old. */
  status?: 'latest' | 'old' | 'unreleased' | undefined;
  /** Its folder in that of the collection; `.` for that itself. Default: its name. */
  folder?: string | undefined;
}

/** A loader whose entries are kept. */
export interface UserLoader {
  /** Gives all pages, each time it is called. */
  load: LoadEntries;
  /** How long its entries are kept, such as `1h`. Without it, and without `lock`, each build calls it. */
  maxAge?: string | undefined;
  /** How long it may take. Default: `60s`. */
  timeout?: string | undefined;
  /** Keep its entries in `loaded/NAME.json`, which only `rutter load` writes. Default: `false`. */
  lock?: boolean | undefined;
}

/** What `rutter.config.ts` exports. Every key may be left out. */
export interface UserConfig {
  /** What the site says of itself. */
  site?:
    | {
        /** The site's name. Default: "A Rutter site". */
        title?: string | undefined;
        /** One sentence for search engines and the feed. */
        description?: string | undefined;
        /** The origin it is published at, such as `https://example.org`. The feed and the sitemap need it. */
        url?: string | undefined;
        /** The language of the pages, a BCP 47 tag such as `en` or `de-CH`. Default: `en`. */
        language?: string | undefined;
        /** Who writes, where a page does not say. */
        author?: string | undefined;
        /** The path it is published under, such as `/handbook/`. Default: `/`. */
        base?: string | undefined;
        /** The links at the top of each page. Default: one for each collection that has a list. */
        navigation?: readonly NavigationLink[] | undefined;
        /** Where a source can be edited: `https://example.org/repo/edit/main/`; the file's path is added. */
        editUrl?: string | undefined;
        /** Where the history of a source is: `https://example.org/repo/commits/main/`; the file's path is added. */
        historyUrl?: string | undefined;
        /** How dates are shown: `iso` (2026-11-20) or `long`, in the words of the language. Default: `iso`. */
        dates?: 'iso' | 'long' | undefined;
        /** What the theme is to say otherwise, by the name of the phrase: `{ home: 'Front page' }`. */
        words?: Words | undefined;
        /** Links from file to file, so that the site can be opened from a disk. Default: `false`. */
        relativeLinks?: boolean | undefined;
        /** The picture of pages that have none, for previews of links: a path such as `/cover.png`, or a URL. */
        image?: string | undefined;
      }
    | undefined;
  /**
   * The languages of the site by their tags, where there are several: `{ en: {}, de: {} }`. Pages that
   * name no language are in that of `site.language`, or in the first.
   */
  locales?: Readonly<Record<string, UserLocale>> | undefined;
  /** The versions of a collection by its name, the latest first: `{ docs: { v2: {}, v1: {} } }`. */
  versions?: Readonly<Record<string, Readonly<Record<string, UserVersion>>>> | undefined;
  /** The folder of the Markdown files, relative to the root. Default: `content`. */
  contentDir?: string | undefined;
  /** The folder that is copied as it is. Default: `public`. */
  publicDir?: string | undefined;
  /** The folder of the data files. Default: `data`. */
  dataDir?: string | undefined;
  /**
   * What data files must be: schemas of zod, valibot, arktype or any other Standard Schema, by the names
   * of the files, such as `people/crew`.
   */
  data?: Readonly<Record<string, StandardSchema>> | undefined;
  /** The folder of the site's own shortcodes. Default: `shortcodes`. */
  shortcodesDir?: string | undefined;
  /** The folder of what new pages begin as. Default: `archetypes`. */
  archetypesDir?: string | undefined;
  /** The folder the site is written to. Default: `dist`. */
  outDir?: string | undefined;
  /**
   * Folders of pages by name. `posts`, `docs`, `runbooks` and `pages` are there already: name one to
   * change it, or give `false` to drop it.
   */
  collections?: Readonly<Record<string, UserCollection | false>> | undefined;
  /**
   * Ways to group pages, by the key of front matter that has their terms. `tags`, `categories`,
   * `series` and `authors` are there already: name one to change it, or give `false` to drop it.
   */
  taxonomies?: Readonly<Record<string, UserTaxonomy | false>> | undefined;
  /** Who writes, by the id that pages name them with. Each has a page with all that they wrote. */
  authors?: Readonly<Record<string, UserAuthor>> | undefined;
  /** How Markdown becomes HTML. */
  markdown?:
    | {
        /**
         * What reads the text: `remark`, the reference; `native`, many times as fast; or `auto`, the
         * native one wherever it is known to read the same. Default: `auto`.
         */
        parser?: ParserChoice | undefined;
        /** Remove everything from raw HTML that could run or disguise: for content you do not trust. Default: `false`. */
        sanitize?: boolean | undefined;
        /** What one page may cost. One that is more is told of, and not built. */
        limits?:
          | {
              /** The size of its file. Default: `10MiB`. */
              page?: string | undefined;
              /** Lines, and marks of Markdown such as brackets, in it. Default: 1000000. */
              marks?: number | undefined;
              /** Quotes, lists, elements and emphasis in one another. At most 400. Default: 200. */
              nesting?: number | undefined;
              /** The longest that it may be read for, such as `30s`. Default: `30s`. */
              time?: string | undefined;
            }
          | undefined;
        /** Callouts of your own, by name, and what is to be different of those that are there. */
        callouts?: Readonly<Record<string, CalloutConfig>> | undefined;
        /** What short forms stand for on every page: `{ HTML: 'Hypertext Markup Language' }`. */
        abbreviations?: Readonly<Record<string, string>> | undefined;
        /** Emoji by name, such as `:tada:`, as on GitHub. Default: `true`. */
        emoji?: boolean | undefined;
        /** Keys of the keyboard, such as `++ctrl+c++`. Default: `true`. */
        keys?: boolean | undefined;
        /** Marked text: `==text==`. Default: `true`. */
        mark?: boolean | undefined;
        /** Definition lists: lines that begin with `: ` below a term. Default: `true`. */
        definitionLists?: boolean | undefined;
        /** `H~2~O`. On GitHub that is struck out. Default: `false`. */
        subscript?: boolean | undefined;
        /** `x^2^`. Default: `false`. */
        superscript?: boolean | undefined;
        /** Quotes, dashes and dots as they are printed in the page's language. Default: `false`. */
        typography?: boolean | undefined;
        /**
         * How many words of a page lists show that has no `<!-- more -->`, whole blocks where they fit;
         * 0: the first paragraph. Default: 0.
         */
        excerpt?: number | undefined;
        /** What holds for code blocks that say nothing else. */
        code?:
          | {
              /** Number the lines. Default: `false`. */
              lineNumbers?: boolean | undefined;
              /** Long lines go on below, in the place of scrolling. Default: `false`. */
              wrap?: boolean | undefined;
            }
          | undefined;
        /**
         * `$…$` and `$$…$$` are formulas in TeX. A code block in `math` is one in any case.
         * Default: `false`.
         */
        math?: boolean | undefined;
        /**
         * The languages of code blocks that are drawn as diagrams, of `mermaid`, `dot` and `graphviz`;
         * `false`: none. Default: all three.
         */
        diagrams?: readonly DiagramLanguage[] | false | undefined;
        /** What becomes of images. */
        images?:
          | {
              /** An image with a title that stands alone is a figure, the title its caption. Default: `true`. */
              figures?: boolean | undefined;
              /** Publish images in smaller sizes and newer formats, too. Needs the package `sharp`. Default: `true`. */
              resize?: boolean | undefined;
              /** Widths in pixels. Default: `[480, 720, 1080, 1440]`. */
              widths?: readonly number[] | undefined;
              /** `avif` and `webp`, the best first. Default: `['webp']`. */
              formats?: readonly ImageFormat[] | undefined;
              /** From 1 to 100. Default: 80. */
              quality?: number | undefined;
              /** How wide images are shown: the `sizes` of HTML. Default: as in the default theme. */
              sizes?: string | undefined;
              /** An image of more pixels is published as it is. Default: 100000000. */
              maxPixels?: number | undefined;
            }
          | undefined;
        /** remark plugins, run on the parsed page before Rutter's own: a function, or `[function, options]`. */
        remarkPlugins?: readonly unknown[] | undefined;
        /** rehype plugins, run on the finished HTML tree, before `sanitize`. */
        rehypePlugins?: readonly unknown[] | undefined;
      }
    | undefined;
  /** Show when git says that pages were changed, and who wrote them. Default: `false`. */
  git?: boolean | undefined;
  /** Plugins of the whole build; their hooks are called in this order. Default: none. */
  plugins?: readonly Plugin[] | undefined;
  /** `default`, `plain`, or a folder or package with a theme of your own. */
  theme?: string | undefined;
  /** What the theme lets a site set, as plain data: see the page on the default theme. */
  themeOptions?: UserThemeOptions | Readonly<Record<string, unknown>> | undefined;
  /**
   * Further files that a plugin, the theme or the configuration reads, such as `data/*.json`: globs
   * below the root. When one of them changes, all pages are made anew. Default: none.
   */
  inputs?: readonly string[] | undefined;
  /** How bad a finding is: `ignore`, `warn` or `error`. */
  checks?:
    | {
        /** A link that leads nowhere. Default: `error`. */
        links?: CheckLevel | undefined;
        /** An anchor that its page does not have. Default: as `links`. */
        anchors?: CheckLevel | undefined;
        /** An image that the site does not have. Default: as `links`. */
        images?: CheckLevel | undefined;
        /** Links as pages write them, of which nothing is said; `*` stands for any text. Default: none. */
        exceptions?: readonly string[] | undefined;
        /** How `rutter check --external` asks other hosts. */
        external?:
          | {
              /** A link to another host that leads nowhere. Default: `error`. */
              level?: CheckLevel | undefined;
              /** The longest that a host may take to answer. Default: `20s`. */
              timeout?: string | undefined;
              /** How often a host is asked again that is busy or does not answer. Default: 2. */
              retries?: number | undefined;
              /** Between two questions to one host. Default: `1s`. */
              pause?: string | undefined;
              /** For how long a link that was found is believed. Default: `7d`. */
              maxAge?: string | undefined;
              /** Ask hosts that are not of the public internet, too. Default: `false`. */
              private?: boolean | undefined;
            }
          | undefined;
      }
    | undefined;
  /** What those subscribe to who follow the site. */
  feeds?:
    | {
        /** `atom` (`feed.xml`), `rss` (`rss.xml`), `json` (`feed.json`). Default: `['atom']`. */
        formats?: readonly FeedFormat[] | undefined;
        /** The most entries of a feed, newest first. Default: 20. */
        items?: number | undefined;
        /** `full`, the whole page, or `summary`. Default: `full`. */
        content?: 'full' | 'summary' | undefined;
      }
    | undefined;
  /**
   * Where old paths lead: `{ '/old/': '/new/', '/blog/:slug/': '/posts/:slug/' }`. `:name` is one part of
   * a path, `*` at the end is all that follows, as `:splat`.
   */
  redirects?: Readonly<Record<string, string>> | undefined;
  /** `llms.txt`, `llms-full.txt` and the Markdown of each page beside it. Default: `true`. */
  llms?: boolean | undefined;
  /**
   * A content security policy in each page, with the hashes of what stands in it: `true`, or what is to
   * be added to it, by directive: `{ 'connect-src': ['https://api.example.org'] }`. Default: `false`.
   */
  csp?: boolean | UserCsp | undefined;
  /** A picture for each page that has none, for previews of links. Needs the package `@takumi-rs/core`. */
  cards?:
    | {
        /** Default: `false`. */
        enabled?: boolean | undefined;
        /** The colour of the ground, such as `#101418`. */
        background?: string | undefined;
        /** The colour of the text. */
        color?: string | undefined;
        /** The colour of the line and of the site's name. */
        accent?: string | undefined;
        /** Font files below the root, in the order in which they are tried. */
        fonts?: readonly string[] | undefined;
        /** A PNG, JPEG or SVG below the root, shown small. */
        logo?: string | undefined;
      }
    | undefined;
  /** A search of the whole site, or of some of its collections. Default: `true`. */
  search?: boolean | UserSearch | undefined;
  /** Which pages are built beside the ordinary ones. */
  include?:
    | {
        /** Pages with `draft: true`. Default: `false`. */
        drafts?: boolean | undefined;
        /** Pages whose `publishDate`, or `date`, is after the time of the build. Default: `false`. */
        future?: boolean | undefined;
        /** Pages whose `expiryDate` has come. Default: `false`. */
        expired?: boolean | undefined;
      }
    | undefined;
  /** How runbooks are run. */
  verify?:
    | {
        /** `auto`, `docker` (Podman too) or `bubblewrap`. Default: `auto`, the first that can. */
        engine?: 'auto' | EngineName | undefined;
        /** The image of a page that names none. Default: `debian:12`. */
        image?: string | undefined;
        /** The longest that one step may take, such as `30s`. Default: `60s`. */
        stepTimeout?: string | undefined;
        /** The longest that one runbook may take, such as `5m`. Default: `5m`. */
        timeout?: string | undefined;
        /** What one sandbox may use. */
        limits?:
          | {
              /** Memory, swap included. Default: `512MiB`. */
              memory?: string | undefined;
              /** Processors; may be a fraction. Default: 1. */
              cpus?: number | undefined;
              /** Processes and threads. Default: 256. */
              pids?: number | undefined;
              /** Open files of one process. Default: 1024. */
              openFiles?: number | undefined;
              /** What is kept of a command's stdout, and of its stderr. Default: `1MiB`. */
              output?: string | undefined;
              /** The size of `/tmp`, and of `/work`. Default: `64MiB`. */
              disk?: string | undefined;
            }
          | undefined;
        /** What pages may ask for in their front matter. */
        allow?:
          | {
              /** Default: `none` and `internal`. */
              network?: readonly NetworkMode[] | undefined;
              /** Default: only `strict`. */
              privileges?: readonly Privileges[] | undefined;
              /** Variables of the host's environment that pages may take as secrets. Default: none. */
              secrets?: readonly string[] | undefined;
              /** Hosts of registries that images may be pulled from. Default: only `docker.io`. */
              registries?: readonly string[] | undefined;
            }
          | undefined;
        /** Sandboxes at once. Default: by the machine's processors and memory. */
        jobs?: number | undefined;
        /** When images are pulled: `never`, `missing` or `always`. Default: `missing`. */
        pull?: PullPolicy | undefined;
        /**
         * The command that runs the blocks of a language. `{}` stands for a file with the block; without
         * it the block is on the command's stdin. Every block of a runbook in a language that is named
         * here is a step. `python`, `node`, `ruby` and `perl` need not be named: they run where a block
         * says `run`.
         */
        languages?: Readonly<Record<string, string>> | undefined;
        /** Passes that need not be repeated. */
        cache?:
          | {
              /** Default: `true`. */
              enabled?: boolean | undefined;
              /** How long a pass is believed, such as `12h`. Default: `7d`. */
              maxAge?: string | undefined;
              /** A server that passes are shared through, by HTTP GET and PUT. */
              url?: string | undefined;
            }
          | undefined;
        /** The share of the site's shell blocks that must be run, from 0 to 1. */
        coverageMin?: number | undefined;
      }
    | undefined;
}

/** Gives an editor the types of the configuration; returns what it was given. */
export function defineConfig(config: UserConfig): UserConfig {
  return config;
}

/** Gives an editor the types of a plugin; returns what it was given. */
export function definePlugin(plugin: Plugin): Plugin {
  return plugin;
}
