import { expect, test } from 'vitest';
import { complete } from '../../src/config/complete.ts';
import type { UserConfig } from '../../src/config/define.ts';
import { idIn, localizedId, splitId, splitRaw } from '../../src/model/locale.ts';

const completed = (user: UserConfig) => complete(user, '/site', undefined);

test('each collection is there in every version and language, the default first', () => {
  const { collections, site, locales } = completed({
    site: { language: 'en', base: 'b' },
    locales: { 'pt-BR': { prefix: '/brasil/' }, en: {} },
    collections: { posts: false, runbooks: false, pages: false, docs: { permalink: '/:path/' } },
    versions: { docs: { next: { status: 'unreleased' }, v2: { folder: '.' }, v1: {} } },
  });
  expect(
    collections.map(({ name, folder, permalink, list }) => [name, folder, permalink, list]),
  ).toEqual([
    ['docs', 'docs', '/:path/', undefined],
    ['docs@next', 'docs/next', '/next/:path/', '/docs/next/'],
    ['docs@v1', 'docs/v1', '/v1/:path/', '/docs/v1/'],
    ['docs@pt-BR', 'pt-br/docs', '/brasil/:path/', '/brasil/docs/'],
    ['docs@next@pt-BR', 'pt-br/docs/next', '/brasil/next/:path/', '/brasil/docs/next/'],
    ['docs@v1@pt-BR', 'pt-br/docs/v1', '/brasil/v1/:path/', '/brasil/docs/v1/'],
  ]);
  expect(site).toMatchObject({ base: '/b/', home: '/b/', language: 'en', direction: 'ltr' });
  expect(locales).toMatchObject([
    { tag: 'pt-BR', label: 'Português (Brasil)', prefix: 'brasil/', isDefault: false },
    { tag: 'en', label: 'English', prefix: '', isDefault: true },
  ]);
});

test('collections that nobody has named are called as the language calls them', () => {
  const titles = (user: UserConfig) => completed(user).collections.map(({ title }) => title);
  expect(titles({ site: { language: 'fr' } })).toEqual([
    'Articles',
    'Documentation',
    'Procédures',
    'Pages',
  ]);
  const given = { collections: { posts: { title: 'Log' } } };
  expect(titles({ ...given, site: { language: 'de' } })).toEqual([
    'Log',
    'Dokumentation',
    'Runbooks',
    'Seiten',
  ]);
  expect(
    titles({ ...given, locales: { en: {}, de: { collections: { docs: { title: 'Hilfe' } } } } }),
  ).toEqual(['Log', 'Documentation', 'Runbooks', 'Pages', 'Log', 'Hilfe', 'Runbooks', 'Seiten']);
});

const locales = completed({ locales: { en: {}, 'pt-BR': {}, he: {} } }).locales;

test.each([
  ['docs/a', 'docs/a', 'en', 'docs/a'],
  ['docs/a.pt-br', 'pt-br/docs/a', 'pt-BR', 'docs/a'],
  ['PT-BR/docs/a', 'pt-br/docs/a', 'pt-BR', 'docs/a'],
  ['en/docs/a', 'docs/a', 'en', 'docs/a'],
  ['docs/a.en', 'docs/a', 'en', 'docs/a'],
  ['docs/a.b', 'docs/a.b', 'en', 'docs/a.b'],
  ['docs/he/a', 'docs/he/a', 'en', 'docs/he/a'],
  ['he', 'he', 'en', 'he'],
  ['index.he', 'he/index', 'he', 'index'],
])('%s is %s', (raw, id, tag, path) => {
  expect(localizedId(raw, locales)).toBe(id);
  expect(splitId(id, locales)).toEqual({ tag, path });
  expect(idIn(path, tag, locales)).toBe(id);
  expect(localizedId(raw, [])).toBe(raw);
});

test('whether a name says its language', () => {
  expect(splitRaw('docs/a', locales)).toEqual({ tag: undefined, path: 'docs/a' });
  expect(splitRaw('docs/a.he', locales)).toMatchObject({ by: 'ending' });
  expect(splitRaw('he/docs/a', locales)).toMatchObject({ by: 'folder' });
});
