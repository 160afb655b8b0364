/** A callout of the site's own, or what it changes of one that is there already. */
export interface CalloutConfig {
  /** Default: its name with a capital. */
  readonly title?: string | undefined;
  /** A character or two before the title, such as an emoji. */
  readonly icon?: string | undefined;
  readonly color?: CalloutColor | undefined;
}

/** Colours of the theme's palette: light and dark, and readable on both. */
export const calloutColors = [
  'blue',
  'green',
  'amber',
  'red',
  'magenta',
  'violet',
  'teal',
  'orange',
  'grey',
] as const;
export type CalloutColor = (typeof calloutColors)[number];

/** What is read beyond CommonMark and GitHub's additions. */
export interface MarkdownSyntax {
  /** By name, e.g. `security` for `:::security`. */
  readonly callouts: Readonly<Record<string, CalloutConfig>>;
  /** What short forms stand for, on every page. */
  readonly abbreviations: Readonly<Record<string, string>>;
  /** `:tada:` */
  readonly emoji: boolean;
  /** `++ctrl+c++` */
  readonly keys: boolean;
  /** `==marked==` */
  readonly mark: boolean;
  /** `: what a term means`, on a line behind the term. */
  readonly definitionLists: boolean;
  /** `H~2~O`, which is struck out on GitHub. */
  readonly subscript: boolean;
  /** `x^2^` */
  readonly superscript: boolean;
  /** Quotes, dashes and dots as printers set them in the page's language. */
  readonly typography: boolean;
}

/** Where nothing is said: all that is no other text in plain Markdown. */
export const defaultSyntax: MarkdownSyntax = {
  callouts: {},
  abbreviations: {},
  emoji: true,
  keys: true,
  mark: true,
  definitionLists: true,
  subscript: false,
  superscript: false,
  typography: false,
};
