import { expect, test } from 'vitest';
import { createBuilder } from '../../src/build.ts';
import { loadConfig } from '../../src/config/load.ts';
import { makeSite, now, plainTheme, told } from './mini-site.ts';

async function lines(checks: string, page: string): Promise<readonly string[]> {
  const root = makeSite({
    'rutter.config.mjs': `export default { site: { url: 'https://example.org', base: '/h/' }, checks: ${checks} };\n`,
    'content/about.md': page,
  });
  const config = { ...(await loadConfig({ root })), theme: plainTheme };
  return told((await createBuilder(config).check({ now })).diagnostics);
}

const page = '# A\n\n[a](gone.md) [b](#gone) ![c](gone.png) [d](/api/v1/users)\n';

test('links, anchors and images have each a level of their own', async () => {
  const found = await lines("{ links: 'warn', anchors: 'ignore', images: 'error' }", page);
  expect(found.map((line) => line.split(' ').slice(1, 3).join(' '))).toEqual([
    'warning link-broken',
    'error link-image',
    'warning link-broken',
  ]);
  const silent = await lines("{ links: 'ignore', anchors: 'warn' }", page);
  expect(silent.map((line) => line.split(' ').slice(1, 3).join(' '))).toEqual([
    'warning link-anchor',
  ]);
});

test('nothing is said of exceptions', async () => {
  const found = await lines("{ exceptions: ['/api/*', '*.png', '#gone'] }", page);
  expect(found).toHaveLength(1);
  expect(found[0]).toContain('`gone.md`');
});

test('a link to the site with its whole address is a link of the site', async () => {
  const found = await lines(
    '{}',
    '[a](https://example.org/h/about/) [b](https://example.org/h/abuot/) [c](https://example.org/other/)\n',
  );
  expect(found).toHaveLength(1);
  expect(found[0]).toContain('warning link-broken the link `https://example.org/h/abuot/`');
});
