import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { picture } from './pictures.ts';

// Other files of tests, in the same process, have sharp.
vi.resetModules();
vi.doMock('../../src/images/sharp.ts', () => ({
  loadSharp: () => new Error("Cannot find module 'sharp'"),
}));
const { buildSite, makeSite, told } = await import('../build/mini-site.ts');
afterAll(() => {
  vi.doUnmock('../../src/images/sharp.ts');
  vi.resetModules();
});

test('without sharp images are published as they are, and a build says so once', async () => {
  const root = makeSite({
    'content/docs/a.md': '# A\n\n![A](x.png)\n',
    'content/docs/b.md': '# B\n\n![B](x.png)\n',
  });
  writeFileSync(join(root, 'content/docs/x.png'), await picture(600, 10));
  const { diagnostics, manifest } = await buildSite(root);
  expect(told(diagnostics)).toEqual([
    'info image-resize images are published as they are: the package `sharp` is not installed (run `npm install sharp`, or set `markdown.images.resize` to `false`)',
  ]);
  expect(Object.keys(manifest?.files ?? {}).filter((path) => /docs\/x\./.test(path))).toEqual([
    'docs/x.png',
  ]);
});

test('nothing is said where no image would be made anew', async () => {
  const root = makeSite({ 'content/docs/a.md': '# A\n\n![A](x.svg)\n' });
  writeFileSync(join(root, 'content/docs/x.svg'), '<svg width="900" height="9"></svg>');
  expect((await buildSite(root)).diagnostics).toEqual([]);
});
