import type { BadgeWords } from './badge-words.ts';
import type { NavigationLink } from './config.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { OutputFile } from './output.ts';
import type { Site, View } from './site.ts';
import type { OptionSpecs } from './theme-options.ts';

/** The values of `themeOptions`. */
export type GivenOptions = Readonly<Record<string, unknown>>;

/** A link of a menu, and where it is written: `['footer', 'links', 0]` below `themeOptions`. */
export interface OptionLink extends NavigationLink {
  readonly path: readonly PropertyKey[];
}

/** What a theme module exports as `theme`. */
export interface Theme {
  readonly name: string;
  /**
   * What it says that a site may say otherwise (`site.words`), by name: the texts as they are, with their
   * holes. Absent: nobody can tell.
   */
  readonly phrases?:
    | Readonly<Record<string, string | Readonly<Record<string, string>>>>
    | undefined;
  /**
   * Whether what it draws comes from nothing but what it is given each time. Of a theme that does not
   * say so, a page is drawn from all that it has read for those before, too: it may have kept some.
   */
  readonly keepsNothing?: boolean | undefined;
  /** What badges say in the language of a site. Absent: they say it in English. */
  readonly badgeWords?: ((site: Site) => BadgeWords) | undefined;
  /** What a site may set under `themeOptions`. Absent: anything, as nobody can tell. */
  readonly options?: OptionSpecs | undefined;
  /** Links that its options name, for the check of links. */
  readonly optionLinks?: readonly OptionLink[] | undefined;
  /** What is wrong with it, and stops nobody. */
  readonly diagnostics?: readonly Diagnostic[] | undefined;
  /**
   * The styles, scripts and images that its pages name.
   * @param needs All that pages of the site need beside the ordinary: see `RenderedBody.needs`.
   */
  assets(needs?: ReadonlySet<string>, options?: GivenOptions): Promise<readonly OutputFile[]>;
  /** A whole HTML document. */
  render(view: View, site: Site, options?: GivenOptions): string;
}
