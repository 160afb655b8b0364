import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createBuilder } from '../../src/build.ts';
import { loadConfig } from '../../src/config/load.ts';
import { makeSite, now, write } from './mini-site.ts';

test('every page is drawn again where the site names another theme', async () => {
  const root = makeSite({ 'content/docs/a.md': '# A\n' });
  write(root, { 'theme/styles/own.css': 'p { margin: 0 }' });
  const config = await loadConfig({ root });
  for (const theme of ['default', 'plain', 'default', './theme', 'plain', './theme', 'default']) {
    const built = await createBuilder({ ...config, theme }).build({ now });
    const html = readFileSync(join(root, 'dist/docs/a/index.html'), 'utf8');
    const style = /rel="stylesheet" href="\/([^"]+)"/.exec(html)?.[1] as string;
    expect(style).toMatch(theme === 'plain' ? /^assets\/plain\./ : /^assets\/style\./);
    expect(Object.keys(built.manifest?.files ?? {})).toContain(style);
  }
});
