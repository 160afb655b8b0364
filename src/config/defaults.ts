import type { CollectionConfig, Config } from '../model/config.ts';
import { defaultLimits } from '../model/limits.ts';

/** Everything that holds where the configuration says nothing. Folders are relative to the root. */
export const defaults = {
  contentDir: 'content',
  publicDir: 'public',
  dataDir: 'data',
  shortcodesDir: 'shortcodes',
  archetypesDir: 'archetypes',
  outDir: 'dist',
  stateDir: '.rutter',
  site: {
    title: 'A Rutter site',
    description: '',
    language: 'en',
    base: '/',
  },
  markdown: {
    parser: 'auto',
    sanitize: false,
    limits: defaultLimits,
    remarkPlugins: [],
    rehypePlugins: [],
  },
  theme: 'default',
  inputs: [],
  checks: { links: 'error' },
  include: { drafts: false, future: false },
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
} as const satisfies Omit<Config, 'root' | 'configFile' | 'site' | 'collections'> & {
  readonly site: Partial<Config['site']>;
};

/** What a collection of the author's own is unless it says otherwise. */
export const collectionDefaults = {
  kind: 'page',
  description: '',
  permalink: '/:path/',
  pageSize: 10,
} as const;

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
