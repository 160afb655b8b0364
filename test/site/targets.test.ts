import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planPlaces } from '../../src/site/places.ts';
import { createResolver } from '../../src/site/resolve.ts';
import { createTargets } from '../../src/site/targets.ts';
import { config, entry, inContent } from './entries.ts';

const site = { ...config, site: { ...config.site, base: '/b/' } };
const ids = ['index', 'about', 'docs/index', 'docs/a', 'docs/sub/b', 'docs/My File', 'docs/café'];
const entries = ids.map((id) => entry(id));
const { places } = planPlaces(entries, site);
const assets = ['docs/pic.png', 'docs/50%25.png', 'docs/a b.png', 'top.svg'].map(inContent);
const findTarget = createTargets({ entries, places, assets, config: site });
const urlFrom = (id: string, target: string) =>
  createResolver(findTarget)(entry(id))(target, 'link').url;

test.each([
  ['docs/a', 'sub/b.md', '/b/docs/sub/b/'],
  ['docs/a', './sub/b.md#x', '/b/docs/sub/b/#x'],
  ['docs/a', 'sub/b.md?q=1#x', '/b/docs/sub/b/?q=1#x'],
  ['docs/sub/b', '../a.md', '/b/docs/a/'],
  ['docs/sub/b', '../../about.md', '/b/about/'],
  ['docs/sub/b', '/docs/a.md', '/b/docs/a/'],
  ['docs/a', 'My%20File.md', '/b/docs/my-file/'],
  ['docs/a', 'My File.md', '/b/docs/my-file/'],
  ['docs/a', 'cafe\u0301.md', '/b/docs/caf%C3%A9/'],
  ['docs/a', '/index.md', '/b/'],
  ['docs/a', './', '/b/docs/'],
  ['docs/a', '..', '/b/'],
  ['about', 'docs/', '/b/docs/'],
  ['docs/a', 'pic.png', '/b/docs/pic.png'],
  ['docs/sub/b', '../pic.png?x', '/b/docs/pic.png?x'],
  ['docs/a', '50%25.png', '/b/docs/50%2525.png'],
  ['docs/a', 'a%20b.png', '/b/docs/a%20b.png'],
  ['docs/a', '/top.svg', '/b/top.svg'],
  ['docs/a', '/tags/x/', '/b/tags/x/'],
  ['docs/a', '/b/tags/x/', '/b/tags/x/'],
  ['docs/a', '/feed.xml', '/b/feed.xml'],
  // Left as they are.
  ['docs/a', '#x', '#x'],
  ['docs/a', 'https://x.org/a.md', 'https://x.org/a.md'],
  ['docs/a', '//x.org/a.md', '//x.org/a.md'],
  ['docs/a', 'mailto:a@b.c', 'mailto:a@b.c'],
  ['docs/a', 'missing.md', 'missing.md'],
  ['docs/a', '../../about.md', '../../about.md'],
])('from %s %s leads to %s', (id, target, url) => {
  expect(urlFrom(id, target)).toBe(url);
});

test('an asset is copied to where it lies in the content folder', () => {
  expect(createResolver(findTarget)(entry('docs/a'))('pic.png', 'image')).toEqual({
    url: '/b/docs/pic.png',
    asset: { file: inContent('docs/pic.png'), outputPath: 'docs/pic.png' },
  });
});

test('nothing an author writes leads to a file that is not known', () => {
  const piece = fc.constantFrom(
    '..',
    '/',
    '.',
    '%2e',
    '%2F',
    'docs',
    'a.md',
    'pic.png',
    '\0',
    '?',
    '#',
    '\\',
    '%',
  );
  fc.assert(
    fc.property(fc.string({ unit: piece, maxLength: 12 }), (target) => {
      const found = findTarget(entry('docs/sub/b'), target);
      if (found.kind === 'asset') expect(assets).toContain(found.asset.file);
      if (found.kind === 'page') expect(ids).toContain(found.entry.id);
      if (found.kind === 'site') expect(found.url.startsWith('/b')).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});
