import { join, resolve } from 'node:path';
import type { CollectionConfig, Config, TaxonomyConfig } from '../model/config.ts';
import { directionOf } from '../model/language-names.ts';
import type { LoadEntries, LoaderConfig } from '../model/loader.ts';
import type { MarkdownSyntax } from '../model/markdown-syntax.ts';
import { parseDuration, parseSize } from '../model/quantity.ts';
import { searchPath } from '../model/search.ts';
import { builtInTitle } from './built-in-titles.ts';
import { completeChecks } from './checks-schema.ts';
import { completeCsp } from './csp-schema.ts';
import {
  builtInCollections,
  builtInTaxonomies,
  collectionDefaults,
  defaults,
  loaderTimeoutMs,
  relatedPosts,
} from './defaults.ts';
import type { UserConfig, UserLoader } from './define.ts';
import { completeLocales, expandCollections } from './locales.ts';
import { completeSearch } from './search-schema.ts';

/** Fills in every default and makes the folders absolute. */
export function complete(user: UserConfig, root: string, configFile: string | undefined): Config {
  const locales = completeLocales(user.locales, user.site?.language ?? defaults.site.language);
  return {
    root,
    configFile,
    contentDir: resolve(root, user.contentDir ?? defaults.contentDir),
    publicDir: resolve(root, user.publicDir ?? defaults.publicDir),
    dataDir: resolve(root, user.dataDir ?? defaults.dataDir),
    data: user.data ?? defaults.data,
    shortcodesDir: resolve(root, user.shortcodesDir ?? defaults.shortcodesDir),
    archetypesDir: resolve(root, user.archetypesDir ?? defaults.archetypesDir),
    outDir: resolve(root, user.outDir ?? defaults.outDir),
    stateDir: join(root, defaults.stateDir),
    site: { ...completeSite(user.site, locales), ...siteSearch(user, locales) },
    locales,
    collections: expandCollections(completeCollections(user), locales, user),
    taxonomies: completeTaxonomies(user.taxonomies),
    authors: user.authors ?? defaults.authors,
    markdown: {
      parser: user.markdown?.parser ?? defaults.markdown.parser,
      sanitize: user.markdown?.sanitize ?? defaults.markdown.sanitize,
      limits: completeLimits(user.markdown?.limits),
      code: {
        lineNumbers: user.markdown?.code?.lineNumbers ?? defaults.markdown.code.lineNumbers,
        wrap: user.markdown?.code?.wrap ?? defaults.markdown.code.wrap,
      },
      excerpt: user.markdown?.excerpt ?? defaults.markdown.excerpt,
      ...completeSyntax(user.markdown),
      math: user.markdown?.math ?? defaults.markdown.math,
      diagrams: completeDiagrams(user.markdown?.diagrams),
      images: completeImages(user.markdown?.images),
      remarkPlugins: user.markdown?.remarkPlugins ?? defaults.markdown.remarkPlugins,
      rehypePlugins: user.markdown?.rehypePlugins ?? defaults.markdown.rehypePlugins,
    },
    plugins: user.plugins ?? defaults.plugins,
    git: user.git ?? defaults.git,
    theme: user.theme ?? defaults.theme,
    themeOptions: user.themeOptions ?? defaults.themeOptions,
    inputs: user.inputs ?? defaults.inputs,
    checks: completeChecks(user.checks),
    feeds: {
      formats: [...new Set(user.feeds?.formats ?? defaults.feeds.formats)],
      items: user.feeds?.items ?? defaults.feeds.items,
      content: user.feeds?.content ?? defaults.feeds.content,
    },
    redirects: user.redirects ?? defaults.redirects,
    llms: user.llms ?? defaults.llms,
    csp: completeCsp(user.csp),
    cards: {
      enabled: user.cards?.enabled ?? defaults.cards.enabled,
      background: user.cards?.background ?? defaults.cards.background,
      color: user.cards?.color ?? defaults.cards.color,
      accent: user.cards?.accent ?? defaults.cards.accent,
      fonts: user.cards?.fonts ?? defaults.cards.fonts,
      logo: user.cards?.logo,
    },
    search: completeSearch(user.search),
    include: {
      drafts: user.include?.drafts ?? defaults.include.drafts,
      future: user.include?.future ?? defaults.include.future,
      expired: user.include?.expired ?? defaults.include.expired,
    },
    verify: completeVerify(user.verify),
  };
}

function completeSyntax(markdown: UserConfig['markdown']): MarkdownSyntax {
  const base = defaults.markdown;
  return {
    callouts: markdown?.callouts ?? base.callouts,
    abbreviations: markdown?.abbreviations ?? base.abbreviations,
    emoji: markdown?.emoji ?? base.emoji,
    keys: markdown?.keys ?? base.keys,
    mark: markdown?.mark ?? base.mark,
    definitionLists: markdown?.definitionLists ?? base.definitionLists,
    subscript: markdown?.subscript ?? base.subscript,
    superscript: markdown?.superscript ?? base.superscript,
    typography: markdown?.typography ?? base.typography,
  };
}

function completeDiagrams(
  diagrams: NonNullable<UserConfig['markdown']>['diagrams'],
): Config['markdown']['diagrams'] {
  return diagrams === false ? [] : (diagrams ?? defaults.markdown.diagrams);
}

function completeImages(
  images: NonNullable<UserConfig['markdown']>['images'],
): Config['markdown']['images'] {
  const base = defaults.markdown.images;
  return {
    figures: images?.figures ?? base.figures,
    resize: images?.resize ?? base.resize,
    widths: [...new Set(images?.widths ?? base.widths)].sort((a, b) => a - b),
    formats: images?.formats ?? base.formats,
    quality: images?.quality ?? base.quality,
    sizes: images?.sizes ?? base.sizes,
    maxPixels: images?.maxPixels ?? base.maxPixels,
  };
}

function completeLimits(
  limits: NonNullable<UserConfig['markdown']>['limits'],
): Config['markdown']['limits'] {
  const base = defaults.markdown.limits;
  return {
    pageBytes: parseSize(limits?.page ?? '') ?? base.pageBytes,
    marks: limits?.marks ?? base.marks,
    nesting: limits?.nesting ?? base.nesting,
    timeMs: parseDuration(limits?.time ?? '') ?? base.timeMs,
  };
}

function completeSite(site: UserConfig['site'], locales: Config['locales']): Config['site'] {
  const main = locales.find(({ isDefault }) => isDefault);
  const language = main?.tag ?? site?.language ?? defaults.site.language;
  const base = normalBase(site?.base ?? defaults.site.base);
  return {
    title: main?.title ?? site?.title ?? defaults.site.title,
    description: main?.description ?? site?.description ?? defaults.site.description,
    url: site?.url === undefined ? undefined : new URL(site.url).origin,
    language,
    direction: main?.direction ?? directionOf(language),
    author: main?.author ?? site?.author,
    base,
    home: base + (main?.prefix ?? ''),
    navigation: main?.navigation ?? site?.navigation ?? [],
    editUrl: site?.editUrl,
    historyUrl: site?.historyUrl,
    dates: site?.dates ?? defaults.site.dates,
    words: { ...site?.words, ...main?.words },
    relativeLinks: site?.relativeLinks ?? defaults.site.relativeLinks,
    image: site?.image,
  };
}

function siteSearch(
  { site, search }: UserConfig,
  locales: Config['locales'],
): Pick<Config['site'], 'search'> {
  const { enabled, collections } = completeSearch(search);
  if (!enabled) return {};
  const prefix = locales.find(({ isDefault }) => isDefault)?.prefix ?? '';
  const url = `${normalBase(site?.base ?? defaults.site.base)}${prefix}${searchPath}`;
  return { search: { url, ...(collections === undefined ? {} : { collections }) } };
}

/** `handbook`, `/handbook` and `/handbook/` are the same base. */
function normalBase(base: string): string {
  const inner = base.replace(/^\/|\/$/g, '');
  return inner === '' ? '/' : `/${inner}/`;
}

function completeCollections({ collections: user, site }: UserConfig): CollectionConfig[] {
  const language = site?.language ?? defaults.site.language;
  const builtIn = builtInCollections.flatMap((collection) => {
    const own = user?.[collection.name];
    const title = builtInTitle(collection.name, language) ?? collection.title;
    return own === false ? [] : [merged({ ...collection, title }, own)];
  });
  const names = new Set(builtInCollections.map((collection) => collection.name));
  const added = Object.entries(user ?? {}).flatMap(([name, own]) =>
    own === false || names.has(name) ? [] : [merged(fresh(name, own.kind), own)],
  );
  return [...builtIn, ...added];
}

function fresh(name: string, kind: CollectionConfig['kind'] | undefined): CollectionConfig {
  return {
    ...collectionDefaults,
    name,
    kind: kind ?? collectionDefaults.kind,
    folder: name,
    title: titleOf(name),
    permalink: kind === 'post' ? `/${name}/:slug/` : `/${name}/:path/`,
  };
}

type OwnCollection = Exclude<NonNullable<UserConfig['collections']>[string], false>;

function merged(collection: CollectionConfig, own: OwnCollection | undefined): CollectionConfig {
  if (own === undefined) return collection;
  return {
    name: collection.name,
    kind: own.kind ?? collection.kind,
    folder: own.folder === undefined ? collection.folder : normalFolder(own.folder),
    title: own.title ?? collection.title,
    description: own.description ?? collection.description,
    permalink: own.permalink ?? collection.permalink,
    pageSize: own.pageSize ?? collection.pageSize,
    feed: own.feed ?? collection.feed,
    ...listsOf(own, own.kind ?? collection.kind),
    loader: own.loader === undefined ? collection.loader : completeLoader(own.loader),
    schema: own.schema ?? collection.schema,
  };
}

function listsOf(
  { list, archive, related }: OwnCollection,
  kind: CollectionConfig['kind'],
): Pick<CollectionConfig, 'list' | 'archive' | 'related'> {
  const by = typeof archive === 'string' ? { by: archive } : archive;
  return {
    ...(list === undefined ? {} : { list }),
    ...(by === undefined || by === false ? {} : { archive: by }),
    related: related ?? (kind === 'post' ? relatedPosts : 0),
  };
}

function completeTaxonomies(user: UserConfig['taxonomies'] = {}): Config['taxonomies'] {
  const names = new Set([...Object.keys(builtInTaxonomies), ...Object.keys(user)]);
  return Object.fromEntries(
    [...names].flatMap((name) => {
      const own = user[name];
      if (own === false) return [];
      const base = builtInTaxonomies[name] ?? {
        title: titleOf(name),
        permalink: `/${name}/:slug/`,
        feed: false,
      };
      const terms = own?.terms;
      const made: TaxonomyConfig = {
        title: own?.title ?? base.title,
        permalink: own?.permalink ?? base.permalink,
        feed: own?.feed ?? base.feed,
        ...(terms === undefined ? {} : { terms }),
      };
      return [[name, made]];
    }),
  );
}

function titleOf(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1).replaceAll(/[-_]/g, ' ');
}

function completeLoader(own: LoadEntries | UserLoader): LoaderConfig {
  const { load, maxAge, timeout, lock } =
    typeof own === 'function' ? ({ load: own } as UserLoader) : own;
  return {
    load,
    maxAgeMs: maxAge === undefined ? undefined : parseDuration(maxAge),
    timeoutMs: parseDuration(timeout ?? '') ?? loaderTimeoutMs,
    lock: lock ?? false,
  };
}

/** `./notes/`, `notes\old` and `.` as `notes`, `notes/old` and ``. */
function normalFolder(folder: string): string {
  return folder
    .split(/[/\\]/)
    .filter((part) => part !== '' && part !== '.')
    .join('/');
}

function completeVerify(verify: UserConfig['verify']): Config['verify'] {
  const base = defaults.verify;
  const limits = verify?.limits;
  return {
    engine: verify?.engine ?? base.engine,
    image: verify?.image ?? base.image,
    stepTimeoutMs: parseDuration(verify?.stepTimeout ?? '') ?? base.stepTimeoutMs,
    timeoutMs: parseDuration(verify?.timeout ?? '') ?? base.timeoutMs,
    limits: {
      memoryBytes: parseSize(limits?.memory ?? '') ?? base.limits.memoryBytes,
      cpus: limits?.cpus ?? base.limits.cpus,
      pids: limits?.pids ?? base.limits.pids,
      openFiles: limits?.openFiles ?? base.limits.openFiles,
      outputBytes: parseSize(limits?.output ?? '') ?? base.limits.outputBytes,
      diskBytes: parseSize(limits?.disk ?? '') ?? base.limits.diskBytes,
    },
    allow: {
      network: verify?.allow?.network ?? base.allow.network,
      privileges: verify?.allow?.privileges ?? base.allow.privileges,
      secrets: verify?.allow?.secrets ?? base.allow.secrets,
      registries: verify?.allow?.registries ?? base.allow.registries,
    },
    jobs: verify?.jobs,
    pull: verify?.pull ?? base.pull,
    languages: verify?.languages ?? base.languages,
    cache: {
      enabled: verify?.cache?.enabled ?? base.cache.enabled,
      maxAgeMs: parseDuration(verify?.cache?.maxAge ?? '') ?? base.cache.maxAgeMs,
      url: verify?.cache?.url,
    },
    coverageMin: verify?.coverageMin,
  };
}
