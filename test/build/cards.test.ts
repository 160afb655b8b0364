import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createBuilder } from '../../src/build.ts';
import { loadConfig } from '../../src/config/load.ts';
import { digestOf } from '../../src/model/source.ts';
import { makeSite, now, told, write } from './mini-site.ts';

const config = (more = '') =>
  `export default { site: { title: 'Handbook', url: 'https://example.org', base: '/b/' }, cards: { enabled: true, ${more} } };\n`;

async function build(root: string) {
  const settings = await loadConfig({ root });
  const result = await createBuilder(settings).build({ now, jobs: 1 });
  const cardOf = (path: string): Buffer => {
    const html = readFileSync(join(root, 'dist', path, 'index.html'), 'utf8');
    const url = /<meta property="og:image" content="https:\/\/example\.org\/b\/([^"]+)">/.exec(
      html,
    );
    return readFileSync(join(root, 'dist', url?.[1] ?? ''));
  };
  return { ...result, cardOf };
}

/** Width and height of a PNG, by its first chunk. */
const sizeOf = (png: Buffer) => [png.readUInt32BE(16), png.readUInt32BE(20)];
const kept = (root: string) => readdirSync(join(root, '.rutter/cards'));

test('each page has a card of its own, the same each time, and is told of it', async () => {
  const root = makeSite({ 'rutter.config.mjs': config(), 'content/docs/a.md': '# A\n' });
  const { ok, cardOf, manifest } = await build(root);
  expect(ok).toBe(true);
  expect(sizeOf(cardOf('about'))).toEqual([1200, 630]);
  expect(digestOf(cardOf('about'))).not.toBe(digestOf(cardOf('docs/a')));
  for (const folder of ['dist', '.rutter']) rmSync(join(root, folder), { recursive: true });
  expect((await build(root)).manifest).toEqual(manifest);
});

test('a card is drawn once, and again when what stands on it or how it looks is another', async () => {
  const root = makeSite({ 'rutter.config.mjs': config() });
  const first = digestOf((await build(root)).cardOf('about'));
  // A card that was kept is believed by its digest.
  const [name = ''] = kept(root);
  writeFileSync(join(root, '.rutter/cards', name), 'damaged');
  rmSync(join(root, 'dist'), { recursive: true });
  expect(digestOf((await build(root)).cardOf('about'))).toBe(first);
  const before = kept(root).length;
  write(root, { 'rutter.config.mjs': config("accent: '#f00'") });
  const red = digestOf((await build(root)).cardOf('about'));
  expect(red).not.toBe(first);
  write(root, { 'content/about.md': '# Another\n' });
  expect(digestOf((await build(root)).cardOf('about'))).not.toBe(red);
  // Of the earlier ones none is left.
  expect(kept(root)).toHaveLength(before);
});

test('a picture of the front matter stands in the place of the card', async () => {
  const root = makeSite({
    'rutter.config.mjs': config(),
    'content/docs/pic.png': 'PNG',
    'content/docs/a.md': '---\nimage: {src: ./pic.png, alt: The harbour}\n---\n# A\n',
  });
  const { ok } = await build(root);
  expect(ok).toBe(true);
  const html = readFileSync(join(root, 'dist/docs/a/index.html'), 'utf8');
  expect(html).toContain('og:image" content="https://example.org/b/docs/pic.png">');
  expect(html).toContain('og:image:alt" content="The harbour">');
  expect(readFileSync(join(root, 'dist/docs/pic.png'), 'utf8')).toBe('PNG');
});

test('fonts and logo of the site are read, and those that cannot be are told of', async () => {
  const logo =
    '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><path d="M0 0h8v8z"/></svg>';
  const root = makeSite({ 'rutter.config.mjs': config("logo: 'logo.svg'"), 'logo.svg': logo });
  const first = await build(root);
  expect(first.ok).toBe(true);
  const drawn = digestOf(first.cardOf('about'));
  write(root, { 'logo.svg': logo.replace('M0 0h8v8z', 'M0 0h8z') });
  expect(digestOf((await build(root)).cardOf('about'))).not.toBe(drawn);
  write(root, {
    'logo.svg': 'no picture',
    'rutter.config.mjs': config("logo: 'logo.svg', fonts: ['x.ttf']"),
  });
  const broken = await build(root);
  expect(broken.ok).toBe(false);
  expect(told(broken.diagnostics)).toEqual([
    'error card-file `cards.fonts` names `x.ttf`, which is no font that can be read (name a TTF, OTF, WOFF or WOFF2 file below the root)',
    'error card-file `cards.logo` names `logo.svg`, which is no picture that can be read (name a PNG, JPEG or SVG file below the root)',
  ]);
});

test('pictures that the site does not have are told of, at their place', async () => {
  const root = makeSite({
    'rutter.config.mjs':
      "export default { site: { url: 'https://example.org', image: '/nope.png' } };\n",
    'content/docs/a.md': '---\ntitle: A\nimage: ./gone.png\n---\n',
    'content/docs/b.md': '---\ntitle: B\nimage: /no/such.png\n---\n',
    'content/docs/c.md': '---\ntitle: C\nimage: a.md\n---\n',
    'content/docs/d.md': '---\ntitle: D\nimage: https://example.org/x.png\n---\n',
  });
  const { ok, diagnostics } = await build(root);
  expect(ok).toBe(false);
  expect(
    told(diagnostics)
      .map((line) => line.replace(/ \(name a.*/, ''))
      .sort(),
  ).toEqual([
    'content/docs/a.md:3:1 error link-image the image `./gone.png` is no file that the site has',
    'content/docs/b.md:3:1 error link-image the image `/no/such.png` is no file that the site has',
    'content/docs/c.md:3:1 error link-image the image `a.md` is no file that the site has',
    'error link-image `site.image` is `/nope.png`, which the site does not have',
  ]);
});
