import { join, posix } from 'node:path';
import { builtInTaxonomies } from '../../src/config/defaults.ts';
import type { CollectionConfig, Config } from '../../src/model/config.ts';
import { emptyFrontMatter } from '../../src/model/empty-front-matter.ts';
import { keyPlace } from '../../src/model/key-place.ts';
import type { Entry, FrontMatter, Page } from '../../src/model/page.ts';
import { sourceFile } from '../../src/model/source.ts';
import { planPlaces } from '../../src/site/places.ts';

function collection(name: string, more: Partial<CollectionConfig>): CollectionConfig {
  return {
    name,
    kind: 'page',
    folder: name,
    title: name,
    description: '',
    permalink: `/${name}/:path/`,
    pageSize: 10,
    ...more,
  };
}

export const config = {
  contentDir: '/site/content',
  site: {
    title: 'Site',
    description: '',
    url: 'https://example.org',
    language: 'en',
    direction: 'ltr',
    home: '/',
    dates: 'iso',
    words: {},
    relativeLinks: false,
    base: '/',
    navigation: [],
  },
  feeds: { formats: ['atom'], items: 20, content: 'full' },
  collections: [
    collection('posts', { kind: 'post', permalink: '/posts/:slug/' }),
    collection('docs', { kind: 'doc' }),
    collection('runbooks', { kind: 'runbook' }),
    collection('pages', { folder: '', permalink: '/:path/' }),
  ],
  taxonomies: builtInTaxonomies,
  authors: {},
} as const satisfies Pick<
  Config,
  'contentDir' | 'site' | 'collections' | 'feeds' | 'taxonomies' | 'authors'
>;

export function entry(id: string, frontmatter: Partial<FrontMatter> = {}): Entry {
  const name = id.split('/').length > 1 ? id.split('/')[0] : 'pages';
  const found = config.collections.find((one) => one.name === name) ?? config.collections[3];
  const source = sourceFile(posix.join('content', `${id}.md`), `# ${id}\n`);
  return {
    source,
    id,
    collection: found.name,
    kind: found.kind,
    frontmatter: { ...emptyFrontMatter, ...frontmatter },
    bodyStart: 0,
    keyPlaces: Object.fromEntries(Object.keys(frontmatter).map((key) => [key, keyPlace(0, 0)])),
  };
}

export function page(
  id: string,
  frontmatter: Partial<FrontMatter> = {},
  more: Partial<Page> = {},
): Page {
  const one = entry(id, frontmatter);
  const place = planPlaces([one], config).places.get(id);
  if (place === undefined) throw new Error('no place');
  return {
    ...one,
    ...place,
    title: frontmatter.title ?? id,
    body: [],
    headings: [],
    links: [],
    assets: [],
    anchors: [],
    excerpt: '',
    summary: '',
    words: 0,
    markdown: '',
    stepIds: [],
    ...more,
  };
}

export function date(iso: string): { written: string; iso: string } {
  return { written: iso, iso: `${iso}T00:00:00Z` };
}

export const inContent = (path: string) => join(config.contentDir, path);
