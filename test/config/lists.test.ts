import { expect, test } from 'vitest';
import { complete } from '../../src/config/complete.ts';
import { contradictions } from '../../src/config/contradictions.ts';
import type { UserConfig } from '../../src/config/define.ts';
import { userConfigSchema } from '../../src/config/schema.ts';

const told = (user: UserConfig) => {
  const wrong = userConfigSchema.findings(user, []);
  return (wrong.length > 0 ? wrong : contradictions(user)).map(({ message }) => message);
};
const posts = (more: object): UserConfig => ({ collections: { posts: more } });

test.each<[UserConfig, string]>([
  [posts({ archive: 'week' }), 'must be "year" or "month" or "day"'],
  [posts({ archive: { by: 'day', link: '/x/' } }), 'collections.posts.archive.link'],
  [posts({ archive: { by: 'day', permalink: '/:year/:day/' } }), 'one part for each of them'],
  [posts({ archive: { by: 'day', permalink: '/a/:year/:month/' } }), 'has no part for each day'],
  [posts({ archive: { by: 'month', permalink: '/a/../:year/:month/' } }), 'one part for each'],
  [
    {
      collections: {
        posts: { permalink: '/:year/:slug/', archive: 'year' },
        news: { kind: 'post', archive: { by: 'year', permalink: '/:year/' } },
      },
    },
    'has its years where those of another collection are',
  ],
  [posts({ list: 'blog' }), 'a path that begins and ends with "/"'],
  [posts({ list: '/../' }), 'a path that begins and ends with "/"'],
  [posts({ related: -1 }), 'a whole number from 0 to 20'],
  [{ taxonomies: { title: {} } }, 'as the front matter has that key for something else'],
  [{ taxonomies: { 'by system': {} } }, 'named with letters'],
  [{ taxonomies: { systems: { permalink: '/systems/' } } }, 'a path that ends with ":slug/"'],
  [{ taxonomies: { systems: { titel: '' } } } as UserConfig, 'taxonomies.systems.titel'],
  [{ taxonomies: { systems: { permalink: '/tags/:slug/' } } }, 'is that of another taxonomy'],
  [{ taxonomies: { tags: { terms: { ' ': {} } } } }, 'text that is not empty'],
  [{ authors: { mara: {} } } as unknown as UserConfig, 'authors.mara.name'],
  [{ authors: { mara: { name: 'M', avatar: 'javascript:alert(1)' } } }, 'a URL or a path'],
  [{ authors: { mara: { name: 'M', url: '//example.org' } } }, 'a URL or a path'],
  [{ authors: { mara: { name: 'M' }, Mara: { name: 'N' } } }, 'has the address of another author'],
  [{ authors: { 'a/b': { name: 'M' } } }, 'named with letters'],
  [{ markdown: { excerpt: 1.5 } }, 'a whole number'],
])('%j is told of', (user, message) => {
  expect(told(user).join('\n')).toContain(message);
});

test('what is not said is as documented', () => {
  const config = complete({ taxonomies: { systems: {}, categories: false } }, '/site', undefined);
  expect(Object.keys(config.taxonomies)).toEqual(['tags', 'series', 'authors', 'systems']);
  expect(config.taxonomies.systems).toEqual({
    title: 'Systems',
    permalink: '/systems/:slug/',
    feed: false,
  });
  expect(config.collections.map(({ name, related = 0 }) => [name, related])).toEqual([
    ['posts', 3],
    ['docs', 0],
    ['runbooks', 0],
    ['pages', 0],
  ]);
  const own = complete(posts({ archive: 'month', list: '/' }), '/site', undefined);
  expect(own.collections[0]).toMatchObject({ archive: { by: 'month' }, list: '/', related: 3 });
});
