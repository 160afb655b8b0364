import type { CollectionConfig, Config, TaxonomyConfig } from '../model/config.ts';
import { defaultLimits } from '../model/limits.ts';
import { defaultCode } from '../model/markdown-code.ts';
import { defaultMedia } from '../model/markdown-media.ts';
import { defaultSyntax } from '../model/markdown-syntax.ts';

/** Everything that holds where the configuration says nothing. Folders are relative to the root. */
export const defaults = {
  contentDir: 'content',
  publicDir: 'public',
  dataDir: 'data',
  data: {},
  shortcodesDir: 'shortcodes',
  archetypesDir: 'archetypes',
  outDir: 'dist',
  stateDir: '.rutter',
  site: {
    title: 'A Rutter site',
    description: '',
    language: 'en',
    base: '/',
    dates: 'iso',
    relativeLinks: false,
  },
  markdown: {
    parser: 'auto',
    sanitize: false,
    excerpt: 0,
    limits: defaultLimits,
    code: defaultCode,
    ...defaultSyntax,
    ...defaultMedia,
    remarkPlugins: [],
    rehypePlugins: [],
  },
  authors: {},
  git: false,
  plugins: [],
  theme: 'default',
  themeOptions: {},
  inputs: [],
  checks: {
    links: 'error',
    anchors: 'error',
    images: 'error',
    exceptions: [],
    external: {
      level: 'error',
      timeoutMs: 20_000,
      retries: 2,
      pauseMs: 1000,
      maxAgeMs: 7 * 24 * 3_600_000,
      private: false,
    },
  },
  feeds: { formats: ['atom'], items: 20, content: 'full' },
  redirects: {},
  llms: true,
  csp: false,
  cards: {
    enabled: false,
    background: '#10181f',
    color: '#f4f6f8',
    accent: '#5cc8b0',
    fonts: [],
  },
  search: { enabled: true },
  include: { drafts: false, future: false, expired: false },
  verify: {
    engine: 'auto',
    image: 'debian:12',
    stepTimeoutMs: 60_000,
    timeoutMs: 300_000,
    limits: {
      memoryBytes: 512 * 2 ** 20,
      cpus: 1,
      pids: 256,
      openFiles: 1024,
      outputBytes: 2 ** 20,
      diskBytes: 64 * 2 ** 20,
    },
    allow: {
      network: ['none', 'internal'],
      privileges: ['strict'],
      secrets: [],
      registries: ['docker.io'],
    },
    pull: 'missing',
    languages: {},
    cache: { enabled: true, maxAgeMs: 7 * 24 * 3_600_000 },
  },
} as const satisfies Omit<
  Config,
  'root' | 'configFile' | 'site' | 'locales' | 'collections' | 'taxonomies'
> & {
  readonly site: Partial<Config['site']>;
};

/** How long a loader may take. */
export const loaderTimeoutMs = 60_000;

/** What a collection of the author's own is unless it says otherwise. */
export const collectionDefaults = {
  kind: 'page',
  description: '',
  permalink: '/:path/',
  pageSize: 10,
} as const;

/** How many related pages a post leads to. */
export const relatedPosts = 3;

/** The collections of every site. A file belongs to the one with the longest folder it lies in. */
export const builtInCollections: readonly CollectionConfig[] = [
  {
    name: 'posts',
    kind: 'post',
    folder: 'posts',
    title: 'Posts',
    description: '',
    permalink: '/posts/:slug/',
    pageSize: 10,
    related: relatedPosts,
  },
  {
    name: 'docs',
    kind: 'doc',
    folder: 'docs',
    title: 'Documentation',
    description: '',
    permalink: '/docs/:path/',
    pageSize: 10,
  },
  {
    name: 'runbooks',
    kind: 'runbook',
    folder: 'runbooks',
    title: 'Runbooks',
    description: '',
    permalink: '/runbooks/:path/',
    pageSize: 10,
  },
  {
    name: 'pages',
    kind: 'page',
    folder: '',
    title: 'Pages',
    description: '',
    permalink: '/:path/',
    pageSize: 10,
  },
];

/** The taxonomies of every site: each has pages where a page of the site has a term of it. */
export const builtInTaxonomies: Readonly<Record<string, TaxonomyConfig>> = {
  tags: { title: 'Tags', permalink: '/tags/:slug/', feed: false },
  categories: { title: 'Categories', permalink: '/categories/:slug/', feed: false },
  series: { title: 'Series', permalink: '/series/:slug/', feed: false },
  authors: { title: 'Authors', permalink: '/authors/:slug/', feed: false },
};
