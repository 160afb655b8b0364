import type { NavigationLink } from './config.ts';

/** What a site may set under `themeOptions` where its theme is the default one, or begins with it. */
export interface UserThemeOptions {
  /** CSS files below the root, read after all styles of the theme. */
  readonly styles?: readonly string[];
  /** An image of the site, by its path in `publicDir`: `/logo.svg`; or two, for light and dark. */
  readonly logo?:
    | string
    | {
        readonly light: string;
        readonly dark?: string;
        /** What it says where it stands for the site's title; without it the title stands beside it. */
        readonly alt?: string;
      };
  /** The icon of the site in browsers, by its path in `publicDir`: `/favicon.svg`. */
  readonly icon?: string;
  /** The footer. */
  readonly footer?: {
    /** One line in the place of title and author; by language tag where there are several. */
    readonly text?: string | Readonly<Record<string, string>>;
    /** After it, likewise. Links that begin with `/` are paths of the site. */
    readonly links?:
      | readonly NavigationLink[]
      | Readonly<Record<string, readonly NavigationLink[]>>;
  };
  /** Which headings are in the table of contents. Default: 2 to 3. */
  readonly toc?: { readonly from?: number; readonly to?: number };
  /** Whether the theme brings fonts. Default: true. */
  readonly fonts?: boolean;
}

/** The same, checked and with what was read of the files. */
export interface ThemeOptions {
  readonly logo?:
    | { readonly light: LogoImage; readonly dark?: LogoImage; readonly alt?: string }
    | undefined;
  /** A path of the site with its media type. */
  readonly icon?: { readonly path: string; readonly type: string } | undefined;
  readonly footer?: NonNullable<UserThemeOptions['footer']> | undefined;
  readonly toc: { readonly from: number; readonly to: number };
  /** `false`: the fonts of the reader's system, or those that a style of the site names. */
  readonly fonts?: boolean | undefined;
  /** Those that the site's own theme takes. */
  readonly [own: string]: unknown;
}

/** An image of the site that stands in the header. */
export interface LogoImage {
  /** A path of the site, without the base: `/logo.svg`. */
  readonly path: string;
  /** In CSS pixels, where the file says it. */
  readonly width?: number | undefined;
  readonly height?: number | undefined;
}

/** What an option of a theme's own may be. Without `default` it may be left out. */
export type OptionSpec =
  | { readonly type: 'string'; readonly values?: readonly string[]; readonly default?: string }
  | { readonly type: 'number'; readonly default?: number }
  | { readonly type: 'boolean'; readonly default?: boolean }
  /** Of texts. */
  | { readonly type: 'list'; readonly default?: readonly string[] };

/** By the names of options. */
export type OptionSpecs = Readonly<Record<string, OptionSpec>>;
