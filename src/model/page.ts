import type { CollectionKind } from './config.ts';
import type { ImageVariant } from './image.ts';
import type { KeyPlaces } from './key-place.ts';
import type { ServiceRequest, Variable } from './runbook.ts';
import type { SourceFile, Span } from './source.ts';

/** A date of the front matter. No clock or time zone of the machine has a part in it. */
export interface PageDate {
  /** As the author wrote it. */
  readonly written: string;
  /** RFC 3339 in UTC, e.g. `2026-01-31T00:00:00Z`; a date without a zone is read as UTC. */
  readonly iso: string;
}

/** What a page says of itself above its text, as it was validated, with the defaults of its folder. */
export interface FrontMatter {
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly date?: PageDate | undefined;
  readonly updated?: PageDate | undefined;
  readonly draft: boolean;
  /** From when the page is part of the site, whatever its `date` says. */
  readonly publishDate?: PageDate | undefined;
  /** From when the page is no longer part of the site. */
  readonly expiryDate?: PageDate | undefined;
  /** Built at its URL, but in no list, sidebar, feed, sitemap or search. */
  readonly unlisted: boolean;
  readonly tags: readonly string[];
  /** What the page says to each taxonomy of the configuration, by its name; those it says nothing to are missing. */
  readonly terms: Readonly<Record<string, readonly string[]>>;
  /** Names, or ids of the configuration's `authors`, each once; `author: x` is a list of one. */
  readonly authors: readonly string[];
  readonly series?: Series | undefined;
  /** Corrections since, as the author wrote them down, in that order. */
  readonly updates: readonly PageUpdate[];
  readonly slug?: string | undefined;
  readonly permalink?: string | undefined;
  /** Paths below the base that the page is to be found at, too; each begins with `/`. */
  readonly aliases: readonly string[];
  /** An absolute URL: where search engines are to look for the page instead. */
  readonly canonical?: string | undefined;
  /** Search engines are asked to leave the page out. */
  readonly noindex: boolean;
  /** Whether the page is in `llms.txt` and has its Markdown beside it. */
  readonly llms: boolean;
  readonly image?: PageImage | undefined;
  /** Whether the page shows its table of contents. */
  readonly toc: boolean;
  /** Whether the page shows a link to edit it, where `site.editUrl` says how. */
  readonly editLink: boolean;
  /** Position among its neighbours in a sidebar (`order`, or `weight`); smaller comes first; none comes last. */
  readonly order?: number | undefined;
  readonly sidebarLabel?: string | undefined;
  /** Whether the page's folder is closed in the sidebar at first; where nothing is said, the theme decides. */
  readonly collapsed?: boolean | undefined;
  /** What an `index.md` gives to all pages of its folder. */
  readonly cascade?: Cascade | undefined;
  /** How one tells that a runbook is the one to open, each once: plain text with `code` between backticks. */
  readonly symptoms: readonly string[];
  /** Who answers for what a runbook says: a team, a person, a channel. */
  readonly owner?: string | undefined;
  /** The `runbook:` key as validated: settings of the page's sandbox. `true` means "with defaults". */
  readonly runbook?: RunbookSettings | undefined;
  /** What the collection's own schema gave, or the keys it does not know of when there is none. */
  readonly extra: Readonly<Record<string, unknown>>;
}

/** Front matter that all pages of a folder, and of the folders in it, have where they do not say otherwise. */
export interface Cascade {
  /** What is given, as it was checked; nothing else. */
  readonly values: Partial<FrontMatter>;
  /** The same as it was written, for the schema of a collection. */
  readonly written: Readonly<Record<string, unknown>>;
}

/** Posts that belong together. */
export interface Series {
  /** What it is called, the same on each of its pages. */
  readonly name: string;
  /** The place in the series; without it the date decides. A whole number, 1 or more. */
  readonly part?: number | undefined;
}

/** A dated correction. */
export interface PageUpdate {
  readonly date: PageDate;
  /** One line of plain text. */
  readonly text: string;
}

/** The picture that stands for a page in lists and previews. */
export interface PageImage {
  /** A path beside the page, a path of the site that begins with `/`, or an `http(s)` URL. */
  readonly src: string;
  /** '' where the author gave none. */
  readonly alt: string;
}

/** Document-level settings of a runbook as the page asks for them; the configuration decides. */
export interface RunbookSettings {
  readonly images: readonly string[];
  readonly network?: 'none' | 'internal' | 'bridge' | undefined;
  readonly privileges?: 'strict' | 'root' | 'packages' | undefined;
  readonly timeoutMs?: number | undefined;
  readonly env: Readonly<Record<string, string>>;
  readonly services: readonly ServiceRequest[];
  /** Names of variables to be taken from the host's environment; the configuration must allow each. */
  readonly secrets: readonly string[];
  /** What readers fill in; in `verify` they have their defaults. */
  readonly variables?: readonly Variable[] | undefined;
  /** What a console block's prompt may be beside `$`, e.g. `#` or `me@host:~$`. */
  readonly prompts?: readonly string[] | undefined;
}

/**
 * A page before its body is rendered: all that URLs and navigation need. Small, as all of a site are in
 * memory.
 */
export interface Entry {
  readonly source: SourceFile;
  /**
   * The source's path without its ending, e.g. `runbooks/disk-full`; relative to the content folder. In
   * another than the default language with a folder of it, however the file says so: `de/runbooks/x`.
   */
  readonly id: string;
  /** Where the file is, in the same form: absent where that is the id. Its links begin there. */
  readonly sourceId?: string | undefined;
  /** The id of the page in the default language that is shown, as this one is not translated. */
  readonly fallbackOf?: string | undefined;
  readonly collection: string;
  readonly kind: CollectionKind;
  readonly frontmatter: FrontMatter;
  /** UTF-16 offset in `source.text` where the Markdown begins; 0 without front matter. */
  readonly bodyStart: number;
  /** Which keys of the front matter the page has, and where: for diagnostics. */
  readonly keyPlaces: KeyPlaces;
}

/** Where an entry is published. */
export interface Place {
  /** Path with the site's base, e.g. `/base/posts/hello/`; not percent-encoded twice. */
  readonly url: string;
  /** Relative to the output folder, e.g. `posts/hello/index.html`. */
  readonly outputPath: string;
}

/** For the table of contents. */
export interface Heading {
  readonly depth: number;
  /** Plain text. */
  readonly text: string;
  /** The anchor, without `#`. */
  readonly id: string;
}

/** A link or an image as the author wrote it, for the link check. */
export interface LinkReference {
  readonly kind: 'link' | 'image';
  /** As written. */
  readonly target: string;
  /** What it became: an absolute URL path with base, an external URL, or `#anchor`. */
  readonly url: string;
  readonly span?: Span | undefined;
  /** The file that it stands in, where that is none of the page itself but one that it includes. */
  readonly part?: Pick<SourceFile, 'path' | 'digest'> | undefined;
}

/** A link to another host, where a page has it. */
export interface ExternalLink {
  /** With `http:` or `https:`. */
  readonly url: string;
  readonly source: SourceFile;
  readonly span?: Span | undefined;
}

/**
 * The HTML of an article in order. A string is finished HTML; a step is a code block of a runbook,
 * whose frame, number and state the theme draws.
 */
export type BodyPart = string | StepPart;
/** A step where it stands in an article. */
export interface StepPart {
  /** The `id` of a step of the page's runbook. */
  readonly step: string;
  /** The highlighted block: one `<pre>`. */
  readonly html: string;
}

/** A file beside a page that the page shows, such as an image: it is copied to the output. */
export interface Asset {
  /** Absolute. */
  readonly file: string;
  /** Relative to the output folder. */
  readonly outputPath: string;
}

/** What comes of the Markdown of a page. */
export interface RenderedBody {
  readonly body: readonly BodyPart[];
  readonly headings: readonly Heading[];
  readonly links: readonly LinkReference[];
  readonly assets: readonly Asset[];
  /** Its images in other sizes and formats. */
  readonly images?: readonly ImageVariant[] | undefined;
  /** What the theme has to give the page beside its ordinary style and script, sorted: `maths`. */
  readonly needs?: readonly string[] | undefined;
  /** Every `id` attribute of the article, headings included. */
  readonly anchors: readonly string[];
  /** The text of the first level-1 heading, which the theme shows as the title; it is not in `body`. */
  readonly leadingHeading?: string | undefined;
  /** Its anchor: the theme gives it to the title. Also one of `anchors`. */
  readonly titleAnchor?: string | undefined;
  /** HTML of the article up to `<!-- more -->`, or its first paragraph; '' for none. */
  readonly excerpt: string;
  /** Plain text of the first paragraph, at most 200 characters. */
  readonly summary: string;
  readonly words: number;
}

/** Its text (`body`, `headings`, `markdown`) is read when it is looked at; a copy by `{...page}` does without. */
export interface Page extends Entry, Place, RenderedBody {
  readonly title: string;
  /**
   * Its text as Markdown, without front matter, title, comments and hidden steps; '' where nobody asks for
   * it. Paths of links have the base.
   */
  readonly markdown: string;
  /** The ids of the steps in `body`. */
  readonly stepIds: readonly string[];
}
