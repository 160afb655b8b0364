import type { BadgeWords } from '../../src/model/badge-words.ts';
import type { NavigationLink } from '../../src/model/config.ts';
import type { OutputFile } from '../../src/model/output.ts';
import type { Theme } from '../../src/model/theme.ts';
import type { Asset } from './assets.ts';
import { draw, type Kit } from './draw.ts';
import { extended, type Overrides } from './extend.ts';
import type { ThemeOptions } from './options.ts';
import type { OwnSheet } from './own-sheet.ts';
import { phrases } from './words/phrases.ts';
import { type ThemeWords, type Translate, translateFor } from './words.ts';

/** A theme that a site's own can begin with. */
export interface BaseTheme {
  readonly name: string;
  readonly kit: Kit;
  /** All of its styles as one file, with own ones in their place and after them. */
  styleSheet(
    own: Readonly<Record<string, string>>,
    last: readonly string[],
    hasFonts: boolean,
  ): Asset;
  /** Of a style that only some pages load, and that is no part of that sheet. */
  ownSheet?(name: string, css: string): OwnSheet | undefined;
  /** Of all files, the style sheet among them; of those that only some pages need. */
  files(needs: ReadonlySet<string> | undefined, hasFonts: boolean): readonly OutputFile[];
}

/** What a site adds to it. */
export interface OwnTheme extends Overrides {
  readonly name?: string | undefined;
  /** What themes between it and the base have, the one next to the base first. */
  readonly below?: readonly Overrides[] | undefined;
  readonly options?: ThemeOptions | undefined;
  /** CSS by name: in the place of a style of the base, or after them all. */
  readonly styles?: Readonly<Record<string, string>> | undefined;
  /** CSS after those. */
  readonly lastStyles?: readonly string[] | undefined;
  /** What the styles name. */
  readonly files?: readonly OutputFile[] | undefined;
  /** Whether a module of the site's has a part in it. */
  readonly hasCode?: boolean | undefined;
  readonly diagnostics?: Theme['diagnostics'];
}

export function makeTheme(base: BaseTheme, own: OwnTheme = {}): Theme {
  const { styles = {}, lastStyles = [], files = [], hasCode = false } = own;
  const hasStyles = Object.keys(styles).length + lastStyles.length > 0;
  const hasFonts = own.options?.fonts !== false;
  const sheets = new Map(
    Object.entries(styles).flatMap(([name, css]) => {
      const own = base.ownSheet?.(name, css);
      return own === undefined ? [] : [[own.path, own.sheet] as const];
    }),
  );
  const sheet = hasStyles || !hasFonts ? base.styleSheet(styles, lastStyles, hasFonts) : undefined;
  const { assets, options } = base.kit;
  const kit = [...(own.below ?? []), own].reduce(extended, {
    ...base.kit,
    options: own.options ?? options,
    assets:
      sheet === undefined
        ? assets
        : {
            ...assets,
            style: sheet.path,
            fonts: hasFonts ? assets.fonts : [],
            sheets: Object.fromEntries([...sheets].map(([path, own]) => [path, own.path])),
          },
  });
  const name = own.name ?? base.name;
  return {
    name,
    phrases: ownPhrases(kit.words),
    keepsNothing: !hasCode,
    optionLinks: footerLinks(own.options),
    badgeWords: (site) => badgeWords(translateFor(site, kit.words)),
    ...(own.diagnostics === undefined ? {} : { diagnostics: own.diagnostics }),
    assets: async (needs) => {
      const all = base.files(needs, hasFonts);
      if (sheet === undefined) return [...all, ...files];
      const from = `theme ${name}`;
      const others = all
        .filter(({ path }) => path !== assets.style)
        .map((file) => ({ ...file, ...sheets.get(file.path) }));
      return [{ ...sheet, from }, ...others, ...files];
    },
    render: (view, site) => `${draw(view, site, kit)}\n`,
  };
}

/** With those of its own, which a site may say otherwise as well. */
function ownPhrases({ all, of }: ThemeWords): Theme['phrases'] {
  return { ...Object.assign({}, ...Object.values(of)), ...all, ...phrases };
}

function footerLinks({ footer }: Partial<ThemeOptions> = {}): Theme['optionLinks'] {
  const { links = [] } = footer ?? {};
  const groups: readonly (readonly [readonly string[], readonly NavigationLink[]])[] = isList(links)
    ? [[[], links]]
    : Object.entries(links).map(([tag, own]) => [[tag], own]);
  return groups.flatMap(([tag, own]) =>
    own.map((one, at) => ({ ...one, path: ['footer', 'links', ...tag, at] })),
  );
}

function isList(links: readonly NavigationLink[] | object): links is readonly NavigationLink[] {
  return Array.isArray(links);
}

function badgeWords(t: Translate): BadgeWords {
  return {
    verified: t('verified'),
    failing: t('failing'),
    stale: t('stale'),
    unverified: t('unverified'),
    runbook: t('runbook'),
    proven: (iso) => t('provenOn', { date: t.day(iso) }),
  };
}
