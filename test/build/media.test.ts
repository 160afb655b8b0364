import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createBuilder } from '../../src/build.ts';
import type { Config } from '../../src/model/config.ts';
import { picture } from '../images/pictures.ts';
import { configOf, makeSite, now, told, write } from './mini-site.ts';

const formula = '```math\na^2\n```\n';
const gantt = '```mermaid\ngantt\n  title A\n```\n';

async function built(root: string, markdown: Partial<Config['markdown']> = {}, base = '/') {
  const config = await configOf(root, 'default');
  const { diagnostics, manifest } = await createBuilder({
    ...config,
    site: { ...config.site, base, home: base },
    markdown: { ...config.markdown, ...markdown },
  }).build({ now });
  return {
    told: told(diagnostics),
    assets: Object.keys(manifest?.files ?? {}).filter((path) => path.startsWith('assets/')),
    page: (path: string) => readFileSync(join(config.outDir, path), 'utf8'),
  };
}

describe('what only some pages need', () => {
  test('is neither named nor published where no page does', async () => {
    const { assets, page } = await built(makeSite({ 'content/docs/a.md': '# A\n' }));
    expect(assets.join()).not.toMatch(/maths|temml|stix|mermaid|diagrams/);
    expect(page('docs/a/index.html')).not.toContain('maths');
  });

  test('formulas: the style and the fonts, on their pages and in lists of excerpts', async () => {
    const root = makeSite({
      'content/docs/a.md': `# A\n\n${formula}`,
      'content/docs/b.md': '# B\n',
      'content/posts/p.md': `---\ndate: 2026-01-01\n---\n# P\n\n${formula}\n<!-- more -->\n\nMore.\n`,
    });
    const { assets, page } = await built(root, {}, '/base/');
    expect(assets.filter((path) => /maths|temml|stix/.test(path))).toEqual([
      expect.stringMatching(/^assets\/maths\.[\da-f]{10}\.css$/),
      expect.stringMatching(/^assets\/stix-two-math\.[\da-f]{10}\.woff2$/),
      expect.stringMatching(/^assets\/temml\.[\da-f]{10}\.woff2$/),
    ]);
    const link = /<link rel="stylesheet" href="\/base\/assets\/maths\.[\da-f]{10}\.css">/;
    expect(page('docs/a/index.html')).toMatch(link);
    expect(page('posts/index.html')).toMatch(link);
    expect(page('posts/index.html')).toContain('<math display="block"');
    expect(page('docs/b/index.html')).not.toMatch(link);
    const style = page(assets.find((path) => /maths/.test(path)) ?? '');
    for (const [, name = ''] of style.matchAll(/url\(["']?([\w.-]+\.woff2)/g)) {
      expect(assets).toContain(`assets/${name}`);
    }
  });

  test('no page that a build makes has an inline style or script', async () => {
    const root = makeSite({
      'content/docs/a.md': `# A\n\n${formula}\n${gantt}\n\`\`\`dot\ndigraph { a -> b [color=red] }\n\`\`\`\n\n![p](p.png "C")\n`,
    });
    writeFileSync(join(root, 'content/docs/p.png'), await picture(600, 20));
    const html = (await built(root)).page('docs/a/index.html');
    expect(html).toContain('<picture>');
    expect(html).not.toMatch(/\sstyle=|<style|\son\w+=/);
  });
});

describe('Mermaid of the site', () => {
  const install = (root: string, version: string) => {
    write(root, { 'node_modules/mermaid/package.json': JSON.stringify({ version }) });
    mkdirSync(join(root, 'node_modules/mermaid/dist'), { recursive: true });
    writeFileSync(join(root, 'node_modules/mermaid/dist/mermaid.min.js'), `// ${version}\n`);
  };

  test('is published for the diagrams that nothing else draws, as soon as it is installed', async () => {
    const root = makeSite({ 'content/docs/a.md': `# A\n\n${gantt}`, 'content/docs/b.md': '# B\n' });
    const before = await built(root);
    expect(before.told).toEqual([expect.stringContaining('diagram-undrawn')]);
    install(root, '11.1.0');
    const { told, assets, page } = await built(root);
    expect(told).toEqual([]);
    expect(assets).toContain('assets/mermaid.11.1.0.js');
    expect(page('docs/a/index.html')).toMatch(
      /<script defer src="\/assets\/mermaid\.11\.1\.0\.js"><\/script>\s*<script defer src="\/assets\/diagrams\.[\da-f]{10}\.js"><\/script>/,
    );
    expect(page('docs/b/index.html')).not.toContain('mermaid');
    install(root, '11.2.0');
    const after = await built(root);
    expect(after.assets).toContain('assets/mermaid.11.2.0.js');
    expect(after.assets).not.toContain('assets/mermaid.11.1.0.js');
  });
});
