import type { Config, SiteConfig, TaxonomyConfig } from '../model/config.ts';
import type { LocaleConfig } from '../model/locale.ts';
import { searchPath } from '../model/search.ts';
import type { Site, SiteLocale, View } from '../model/site.ts';
import { type CollectInput, collect } from './collect.ts';

type Input = Omit<CollectInput, 'config'> & {
  readonly config: CollectInput['config'] & Pick<Config, 'locales'>;
};

/**
 * A site in each of its languages: what a page of one is drawn from is of that language alone. One for a
 * site that has only one.
 */
export function collectSites(input: Input): readonly Site[] {
  const { config, pages } = input;
  if (config.locales.length === 0) return [collect(input)];
  const localeOf = new Map(config.collections.map(({ name, locale }) => [name, locale]));
  const locales = config.locales.map((one) => siteLocale(one, config.site));
  const sites = config.locales.map((locale): Site => {
    const own = pages.filter(({ collection }) => localeOf.get(collection) === locale.tag);
    const made = collect({ ...input, pages: own, config: localConfig(config, locale) });
    return { ...made, locale: locale.tag, locales };
  });
  return sites.map((site, at) => withOwnNavigation(site, config.locales[at], config));
}

/** All languages together, for what is beside the pages; its own language is the default. */
export function wholeSite(sites: readonly Site[]): Site {
  const main = sites.find(({ locale, locales }) =>
    locales?.some(({ tag, isDefault }) => isDefault && tag === locale),
  );
  const site = main ?? sites[0];
  if (site === undefined) throw new Error('a site has at least one language');
  if (sites.length === 1) return site;
  return {
    ...site,
    pages: sites.flatMap(({ pages }) => pages),
    collections: sites.flatMap(({ collections }) => collections),
    taxonomies: sites.flatMap(({ taxonomies }) => taxonomies),
    tags: sites.flatMap(({ tags }) => tags),
    history: new Map(sites.flatMap(({ history }) => [...history])),
    feeds: sites.flatMap(({ feeds }) => feeds),
  };
}

function siteLocale(
  { tag, label, direction, isDefault, prefix }: LocaleConfig,
  { base }: SiteConfig,
): SiteLocale {
  return { tag, label, direction, isDefault, url: base + prefix };
}

/** The configuration as it is for the pages of one language. */
function localConfig<Of extends Pick<Config, 'site' | 'collections' | 'taxonomies'>>(
  config: Of,
  locale: LocaleConfig,
): Of {
  const { site } = config;
  const { tag, direction, prefix, isDefault, title, description, author } = locale;
  return {
    ...config,
    site: {
      ...site,
      title: title ?? site.title,
      description: description ?? site.description,
      author: author ?? site.author,
      language: tag,
      direction,
      home: site.base + prefix,
      navigation: locale.navigation ?? site.navigation,
      words: isDefault ? site.words : locale.words,
      ...(site.search && { search: { ...site.search, url: site.base + prefix + searchPath } }),
    },
    collections: config.collections.filter((one) => one.locale === tag),
    taxonomies: Object.fromEntries(
      Object.entries(config.taxonomies).map(([name, one]) => [name, localTaxonomy(name, one)]),
    ),
  };

  function localTaxonomy(name: string, one: TaxonomyConfig): TaxonomyConfig {
    return {
      ...one,
      title: locale.taxonomies[name]?.title ?? one.title,
      permalink: `/${prefix}${one.permalink.slice(1)}`,
    };
  }
}

/** Links of the configuration lead to what they name in the language itself, where it has that. */
function withOwnNavigation(
  site: Site,
  locale: LocaleConfig | undefined,
  { site: { base }, locales }: Pick<Config, 'site' | 'locales'>,
): Site {
  const from = locales.find(({ isDefault }) => isDefault)?.prefix ?? '';
  if (locale === undefined || locale.navigation !== undefined || locale.prefix === from) {
    return site;
  }
  const urls = new Set([
    site.config.home,
    ...site.pages.map(({ url }) => url),
    ...site.collections.flatMap(({ url, archive }) => [url, archive?.url]),
    ...site.taxonomies.map(({ url }) => url),
  ]);
  const navigation = site.config.navigation.map((one) => {
    if (!one.link.startsWith(base + from)) return one;
    const own = `${base}${locale.prefix}${one.link.slice(base.length + from.length)}`;
    return urls.has(own.replace(/[?#].*$/s, '')) ? { ...one, link: own } : one;
  });
  return { ...site, config: { ...site.config, navigation } };
}

/** Where no language is at the top of the site, its front page leads to that of the default language. */
export function withFrontPage<Of extends Pick<Config, 'site' | 'redirects'>>(
  config: Of,
  views: readonly View[],
): Of {
  const { base, home } = config.site;
  if (home === base || views.some(({ outputPath }) => outputPath === 'index.html')) return config;
  return { ...config, redirects: { '/': `/${home.slice(base.length)}`, ...config.redirects } };
}
