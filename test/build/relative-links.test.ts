import { cpSync, existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { createBuilder } from '../../src/build.ts';
import { loadConfig } from '../../src/config/load.ts';
import { makeSite, now, sites, textsOf, told, write } from './mini-site.ts';

/** Every URL of a page that is no fragment and has no scheme, as a file's. */
function filesOf(html: string, page: string): readonly string[] {
  const urls = [...html.matchAll(/\s(?:href|src)="([^"]*)"/g)].map(([, url = '']) => url);
  return urls
    .filter((url) => url !== '' && !/^(?:#|[a-z]+:)/.test(url))
    .map((url) => new URL(url.replaceAll('&amp;', '&'), pathToFileURL(page)).pathname)
    .map(decodeURIComponent);
}

test.each(['bilingual', 'versions', 'based', 'blog'])(
  'every link of %s leads to a file',
  async (name) => {
    const root = makeSite();
    cpSync(join(sites, name), root, { recursive: true });
    write(root, {
      'content/docs/ünicode & more.md': '# Ü\n\n[a](../about.md) <a href="/docs/">raw</a>\n',
      'content/about.md':
        '---\naliases: [/info/]\n---\n\n# About\n\n[ü](<docs/ünicode & more.md>)\n',
    });
    const loaded = await loadConfig({ root });
    const config = { ...loaded, site: { ...loaded.site, relativeLinks: true } };
    const result = await createBuilder(config).build({ now });
    expect(told(result.diagnostics).filter((one) => one.includes(' error '))).toEqual([]);
    const dist = join(root, 'dist');
    const pages = Object.keys(textsOf(dist)).filter(
      (path) => path.endsWith('.html') && !path.endsWith('404.html'),
    );
    expect(pages.length).toBeGreaterThan(10);
    const gone = pages.flatMap((path) => {
      const file = join(dist, path);
      const missing = filesOf(readFileSync(file, 'utf8'), file).filter((one) => !existsSync(one));
      return missing.map((one) => `${path}: ${one.slice(dirname(dist).length)}`);
    });
    expect(gone).toEqual([]);
    expect(readFileSync(join(dist, 'info/index.html'), 'utf8')).toMatch(
      /url=\.\.\/(?:\w+\/)*about\//,
    );
  },
);

test('a page is drawn again where the setting changes', async () => {
  const root = makeSite({ 'content/docs/a.md': '# A\n' });
  const config = await loadConfig({ root });
  const read = () => readFileSync(join(root, 'dist/docs/a/index.html'), 'utf8');
  await createBuilder(config).build({ now });
  expect(read()).toContain('href="/docs/"');
  const site = { ...config.site, relativeLinks: true };
  await createBuilder({ ...config, site }).build({ now });
  expect(read()).toContain('href="../index.html"');
  await createBuilder(config).build({ now });
  expect(read()).toContain('href="/docs/"');
});
