import type { SiteConfig } from '../model/config.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { keyPath, type TellOfKey } from '../model/findings.ts';
import type { LocaleConfig } from '../model/locale.ts';
import type { OptionLink } from '../model/theme.ts';
import { decodePath, outputCandidates } from './urls.ts';

export interface MenuCheckInput {
  readonly site: SiteConfig;
  readonly locales: readonly Pick<LocaleConfig, 'tag' | 'navigation'>[];
  /** What the site is in its other languages. */
  readonly others: readonly SiteConfig[];
  /** Links that the options of the theme name. */
  readonly options: readonly OptionLink[];
  /** Every path of the output folder. */
  readonly files: ReadonlySet<string>;
  readonly tell: TellOfKey;
}

/** Links of the configuration that lead nowhere in the site, each where it is written. */
export function checkMenus(input: MenuCheckInput): readonly Diagnostic[] {
  const { site, others, options } = input;
  const named = [
    ...[site, ...others].flatMap((one) => navigationOf(one, input)),
    ...options.map((one) => ({ ...one, path: ['themeOptions', ...one.path] })),
  ];
  return named.flatMap((link) => problemOf(link, input));
}

function navigationOf(
  { navigation, language }: SiteConfig,
  { site, locales }: MenuCheckInput,
): readonly OptionLink[] {
  const isOwn = locales.some(({ tag, navigation }) => tag === language && navigation !== undefined);
  const key = isOwn ? ['locales', language, 'navigation'] : ['site', 'navigation'];
  const links = navigation.map((one, at) => ({ ...one, path: [...key, at] }));
  if (isOwn || navigation === site.navigation) return links;
  // A language without links of its own has those of the site.
  return links.filter(({ link }) => site.navigation.every((one) => one.link !== link));
}

function problemOf(
  { label, link, path }: OptionLink,
  { site: { base }, files, tell }: MenuCheckInput,
): readonly Diagnostic[] {
  const told = (why: string, hint: string) => {
    const key = keyPath(path.slice(0, -1));
    const message = `\`${key}\` links "${label}" to \`${link}\`, ${why}`;
    return [tell([...path, 'link'], { code: 'link-broken', message, hint })];
  };
  if (/^(?:[a-z][a-z\d+.-]*:|\/\/|#|\?)/i.test(link)) return [];
  if (!link.startsWith('/')) {
    return told(
      'which is another place for each page that it stands on',
      `begin a path of the site with \`/\`: \`/${link.replace(/^(?:\.{1,2}\/)+/, '')}\``,
    );
  }
  const [target = ''] = link.split(/[?#]/, 1);
  const below = decodePath(target.startsWith(base) ? target.slice(base.length) : target.slice(1));
  if (outputCandidates(below).some((candidate) => files.has(candidate))) return [];
  return told(
    'which the site does not have',
    'name a page of the site with its folder and a `/` at the end, such as `/docs/`',
  );
}
