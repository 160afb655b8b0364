import type { NavigationLink, StandardSchema } from '../model/config.ts';
import { isFrontMatterKey } from '../model/front-matter-keys.ts';
import type { LoadEntries } from '../model/loader.ts';
import { type CalloutConfig, calloutColors } from '../model/markdown-syntax.ts';
import { isPermalinkToken, permalinkToken, permalinkTokens } from '../model/permalink-tokens.ts';
import { checks } from './checks-schema.ts';
import { csp } from './csp-schema.ts';
import { builtInTaxonomies } from './defaults.ts';
import type {
  Plugin,
  UserArchive,
  UserAuthor,
  UserCollection,
  UserConfig,
  UserLoader,
  UserTaxonomy,
  UserTerm,
} from './define.ts';
import { locales, versions, words } from './locale-schema.ts';
import { diagrams, images } from './media-schema.ts';
import { cards, feeds, redirects, sitePicture } from './publishing-schema.ts';
import { flag, oneOf, text, textOf, whole } from './schema-parts.ts';
import { search } from './search-schema.ts';
import { group, groupOr, leaf, list, orFalse, record } from './shape.ts';
import { themeOptions } from './theme-schema.ts';
import { duration, size, verify } from './verify-schema.ts';

const plugins = list(
  'a list of plugins',
  leaf<unknown>(
    'a function or `[function, options]`',
    (one) => typeof (Array.isArray(one) ? one[0] : one) === 'function',
  ),
);

const folder = textOf('the path of a folder', (value) => value !== '' && !value.includes('\0'));
const inputGlob = textOf(
  'a glob below the root, such as "data/*.json"',
  (value) =>
    value !== '' &&
    !/^[/\\!]|^[A-Za-z]:|\0|(^|[/\\])\.\.([/\\]|$)/.test(value) &&
    value.length <= 4096,
);
const originForm = 'an origin such as "https://example.org"';
const origin = textOf(originForm, (value) => {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) return false;
  const isBare = url.pathname === '/' && !url.search && !url.hash && !url.username && !url.password;
  return isBare || `${originForm} without a path (the path belongs in \`site.base\`)`;
});
const webAddress = textOf(
  'a URL such as "https://example.org/edit/"',
  (value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol),
);
const base = textOf(
  'a path such as "/handbook/"',
  (value) => !/[\s?#\\"'<>]|^\w+:|\/\/|(^|\/)\.\.?(\/|$)/.test(value),
);
const language = textOf('a language tag such as "en" or "de-CH"', (value) =>
  /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/.test(value),
);

const permalink = textOf(
  'a path that begins with "/" and ends with "/" or ".html", such as "/posts/:slug/"',
  (value) =>
    /^\/(?:[^?#\\\s]*(?:\/|\.html?))?$/.test(value) &&
    (value === '/' ||
      value
        .replace(/^\/|\/$/g, '')
        .split('/')
        .every((part) => !/^\.{0,2}$/.test(part))) &&
    (isMadeOfTokens(value) || `a path whose tokens are among ${knownTokens}`),
);

const knownTokens = Object.keys(permalinkTokens)
  .map((token) => `:${token}`)
  .join(' ');

function isMadeOfTokens(pattern: string): boolean {
  const tokens = [...pattern.matchAll(permalinkToken)];
  const colons = pattern.split(':').length - 1;
  return colons === tokens.length && tokens.every(([, name = '']) => isPermalinkToken(name));
}

const standardSchema = leaf<StandardSchema>(
  'a Standard Schema, such as one of zod or valibot',
  (value) => {
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return false;
    const standard: unknown = Reflect.get(value, '~standard');
    return (
      typeof standard === 'object' &&
      standard !== null &&
      Reflect.get(standard, 'version') === 1 &&
      typeof Reflect.get(standard, 'validate') === 'function'
    );
  },
);

const period = oneOf(['year', 'month', 'day']);

/** Begins and ends with a slash, and no part of it is empty or dots. */
const plainPath = /^\/(?:(?!\.{1,2}\/)[^?#%\\\s/]+\/)*$/;
const sitePath = (examples: string) =>
  textOf(
    `a path that begins and ends with "/", such as ${examples}`,
    (value) => plainPath.test(value) && !value.includes(':'),
  );

const archivePermalink = textOf(
  'a path such as "/archive/:year/:month/:day/", with one part for each of them, in this order',
  (value) =>
    plainPath.test(value) && /^[^:]*\/:year\/(?::(?:i_)?month\/(?::(?:i_)?day\/)?)?$/.test(value),
);

const termPermalink = textOf(
  'a path that ends with ":slug/", such as "/topics/:slug/"',
  (value) => plainPath.test(value) && /^[^:]*\/:slug\/$/.test(value),
);

const pathOrAddress = (examples: string) =>
  textOf(
    `a URL or a path of the site, such as ${examples}`,
    (value) =>
      /^\/(?!\/)[^\s\\]*$/.test(value) ||
      (URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)),
  );

const loadFunction = leaf<LoadEntries>(
  'a function that gives entries',
  (value) => typeof value === 'function',
);

const collection = group<UserCollection>({
  kind: oneOf(['post', 'doc', 'runbook', 'page']).optional(),
  folder: textOf(
    'a folder inside the content folder',
    (value) => !/^[/\\]|^[A-Za-z]:|\0|(^|[/\\])\.\.([/\\]|$)/.test(value),
  ).optional(),
  title: text.optional(),
  description: text.optional(),
  permalink: permalink.optional(),
  pageSize: whole(1, 10_000).optional(),
  feed: flag.optional(),
  list: sitePath('"/" or "/blog/"').optional(),
  archive: orFalse(
    groupOr(
      group<UserArchive>({
        by: period,
        permalink: archivePermalink.optional(),
      }),
      period,
    ),
  ).optional(),
  related: whole(0, 20).optional(),
  loader: groupOr(
    group<UserLoader>({
      load: loadFunction,
      maxAge: duration.optional(),
      timeout: duration.optional(),
      lock: flag.optional(),
    }),
    loadFunction,
  ).optional(),
  schema: standardSchema.optional(),
});

const taxonomy = group<UserTaxonomy>({
  title: text.optional(),
  permalink: termPermalink.optional(),
  feed: flag.optional(),
  terms: record(
    'a group of terms, such as `{ dns: { title: "DNS" } }`',
    (name) => name.trim() !== '' || 'named with text that is not empty',
    group<UserTerm>({ title: text.optional(), description: text.optional() }),
  ).optional(),
});

const author = group<UserAuthor>({
  name: textOf('a name', (value) => value.trim() !== ''),
  url: pathOrAddress('"https://example.org/" or "/about/"').optional(),
  avatar: pathOrAddress('"/people/mara.png"').optional(),
  bio: text.optional(),
});

/** A taxonomy of the author's own is a key of front matter that has no other meaning. */
function taxonomyName(name: string): true | string {
  if (!/^[A-Za-z][\w-]*$/.test(name)) return 'named with letters, digits, `-` and `_`';
  if (!isFrontMatterKey(name) || Object.hasOwn(builtInTaxonomies, name)) return true;
  return 'named otherwise, as the front matter has that key for something else';
}

const hook = leaf<never>('a function', (value) => typeof value === 'function');
const plugin = group<Plugin>({
  name: textOf('a name', (value) => value.trim() !== ''),
  config: hook.optional(),
  markdown: hook.optional(),
  page: hook.optional(),
  site: hook.optional(),
  output: hook.optional(),
});
const callouts = record(
  'a group of callouts by name',
  (name) => /^[a-z][a-z0-9-]{1,29}$/.test(name) || 'named with 2 to 30 of a-z, 0-9 and `-`',
  group<CalloutConfig>({
    title: textOf('text', (value) => value.trim() !== '').optional(),
    icon: textOf(
      'a character or two, such as an emoji',
      (value) => value.trim() !== '' && value.length <= 16,
    ).optional(),
    color: oneOf(calloutColors).optional(),
  }),
);
const isTerm = (name: string): boolean =>
  name.length <= 100 && name.trim() === name && name !== '' && !/[[\]\n]/.test(name);

/** What `rutter.config.ts` may export. It fills in nothing: see `complete.ts`. */
export const userConfigSchema = group<UserConfig>({
  site: group({
    title: text.optional(),
    description: text.optional(),
    url: origin.optional(),
    language: language.optional(),
    author: text.optional(),
    base: base.optional(),
    navigation: list(
      'a list of `{ label, link }`',
      group<NavigationLink>({ label: text, link: text }),
    ).optional(),
    editUrl: webAddress.optional(),
    historyUrl: webAddress.optional(),
    image: sitePicture.optional(),
    dates: oneOf(['iso', 'long']).optional(),
    words: words.optional(),
    relativeLinks: flag.optional(),
  }).optional(),
  locales: locales.optional(),
  versions: versions.optional(),
  contentDir: folder.optional(),
  publicDir: folder.optional(),
  dataDir: folder.optional(),
  data: record(
    'a group of schemas by the names of data files',
    (name) => /^[^/\\]+(?:\/[^/\\]+)*$/.test(name) || 'the path of a data file without its ending',
    standardSchema,
  ).optional(),
  shortcodesDir: folder.optional(),
  archetypesDir: folder.optional(),
  outDir: folder.optional(),
  collections: record(
    'a group of collections by name',
    (name) => /^[A-Za-z][\w-]*$/.test(name) || 'named with letters, digits, `-` and `_`',
    orFalse(collection),
  ).optional(),
  taxonomies: record('a group of taxonomies by name', taxonomyName, orFalse(taxonomy)).optional(),
  authors: record(
    'a group of authors by id',
    (name) =>
      /^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u.test(name) ||
      'named with letters, digits, `.`, `-` and `_`',
    author,
  ).optional(),
  markdown: group({
    parser: oneOf(['auto', 'remark', 'native']).optional(),
    sanitize: flag.optional(),
    limits: group({
      page: size.optional(),
      marks: whole(1000, 100_000_000).optional(),
      nesting: whole(10, 400).optional(),
      time: duration.optional(),
    }).optional(),
    code: group({ lineNumbers: flag.optional(), wrap: flag.optional() }).optional(),
    callouts: callouts.optional(),
    abbreviations: record(
      'a group of texts by what is short for them',
      (name) => isTerm(name) || 'named with 1 to 100 characters, no brackets among them',
      textOf('text', (value) => value.trim() !== ''),
    ).optional(),
    emoji: flag.optional(),
    keys: flag.optional(),
    mark: flag.optional(),
    definitionLists: flag.optional(),
    subscript: flag.optional(),
    superscript: flag.optional(),
    typography: flag.optional(),
    excerpt: whole(0, 10_000).optional(),
    math: flag.optional(),
    diagrams: diagrams.optional(),
    images: images.optional(),
    remarkPlugins: plugins.optional(),
    rehypePlugins: plugins.optional(),
  }).optional(),
  git: flag.optional(),
  plugins: list('a list of plugins', plugin).optional(),
  theme: textOf('"default", "plain", a folder or a package', (value) => value !== '').optional(),
  themeOptions: themeOptions.optional(),
  inputs: list('a list of globs', inputGlob).optional(),
  checks: checks.optional(),
  feeds: feeds.optional(),
  redirects: redirects.optional(),
  llms: flag.optional(),
  csp: csp.optional(),
  cards: cards.optional(),
  search: search.optional(),
  include: group({
    drafts: flag.optional(),
    future: flag.optional(),
    expired: flag.optional(),
  }).optional(),
  verify: verify.optional(),
});
