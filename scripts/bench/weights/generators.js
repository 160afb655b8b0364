// A small site of docs with each generator's default theme: a home page, thirty pages in a sidebar.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { shapes } from '../builds/corpus.js';
import { rutter as program } from '../builds/generators.js';
import { install, nodeFor } from './install.js';

/**
 * Name → what builds the site in an empty folder, installing the generator below `cache` where need be.
 * @typedef {{version: string, folder: string, urls: Record<string, string>}} Built
 * @type {Record<string, (site: string, cache: string) => Built>}
 */
export const generators = { rutter, starlight, vitepress };

const files = [...shapes.docs(30)];
const [measured] = files.filter(({ kind }) => kind === 'page');
const urls = {
  home: '/',
  'page of docs': `/${measured.path.replace(/\.md$/, '')}/`,
  'not found': '/404.html',
};

const words = {
  title: 'Bench',
  tagline: 'The same pages, by several generators.',
  parts: ['Quick to read', 'Easy to write', 'Tested', 'Small'],
};

function write(site, path, text) {
  mkdirSync(dirname(join(site, path)), { recursive: true });
  writeFileSync(join(site, path), text);
}

const run = (site, argv, env = {}) =>
  execFileSync(argv[0], argv.slice(1), {
    cwd: site,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, ...env },
  });

function rutter(site) {
  const { version, argv } = program();
  const parts = words.parts.map((one) => `- **${one}.** In every respect.`).join('\n');
  write(site, 'content/index.md', `# ${words.title}\n\n${words.tagline}\n\n${parts}\n`);
  for (const { path, text } of files) write(site, `content/${path}`, text);
  write(site, 'rutter.config.mjs', "export default { site: { title: 'Bench' } };\n");
  run(site, argv);
  return { version, folder: join(site, 'dist'), urls };
}

function starlight(_, cache) {
  const version = '0.42.4';
  const folder = install(cache, `starlight-${version}`, {
    '@astrojs/starlight': version,
    astro: '7.3.5',
  });
  const site = emptied(join(folder, 'site'));
  write(
    site,
    'astro.config.mjs',
    `import starlight from '@astrojs/starlight';
import { defineConfig } from 'astro/config';

export default defineConfig({
  integrations: [
    starlight({ title: '${words.title}', sidebar: [{ label: 'Docs', items: [{ autogenerate: { directory: 'docs' } }] }] }),
  ],
});
`,
  );
  write(
    site,
    'src/content.config.ts',
    `import { docsLoader } from '@astrojs/starlight/loaders';
import { docsSchema } from '@astrojs/starlight/schema';
import { defineCollection } from 'astro:content';

export const collections = { docs: defineCollection({ loader: docsLoader(), schema: docsSchema() }) };
`,
  );
  const cards = words.parts.map(
    (one) => `  <Card title="${one}" icon="pencil">In every respect.</Card>`,
  );
  write(
    site,
    'src/content/docs/index.mdx',
    `---
title: ${words.title}
template: splash
hero:
  tagline: ${words.tagline}
  actions:
    - {text: Read, link: /docs/, icon: right-arrow}
---

import { Card, CardGrid } from '@astrojs/starlight/components';

<CardGrid stagger>
${cards.join('\n')}
</CardGrid>
`,
  );
  for (const { path, text } of files) write(site, `src/content/docs/${path}`, text);
  const { bin } = JSON.parse(readFileSync(join(folder, 'node_modules/astro/package.json'), 'utf8'));
  const astro = join(folder, 'node_modules/astro', bin.astro);
  run(site, [nodeFor(cache), astro, 'build', '--silent'], { ASTRO_TELEMETRY_DISABLED: '1' });
  return { version, folder: join(site, 'dist'), urls };
}

function vitepress(_, cache) {
  const version = '1.6.4';
  const folder = install(cache, `vitepress-${version}`, { vitepress: version });
  const site = emptied(join(folder, 'site'));
  const items = files.map(({ path, text }) => ({
    text: /^title: (.*)$/m.exec(text)?.[1] ?? path,
    link: `/${path.replace(/(?:index)?\.md$/, '')}`,
  }));
  const theme = { search: { provider: 'local' }, sidebar: [{ text: 'Docs', items }] };
  write(
    site,
    '.vitepress/config.mjs',
    `export default ${JSON.stringify({ title: words.title, ignoreDeadLinks: true, themeConfig: theme })};\n`,
  );
  const features = words.parts.map((one) => `  - {title: ${one}, details: In every respect.}`);
  write(
    site,
    'index.md',
    `---
layout: home
hero:
  name: ${words.title}
  text: ${words.tagline}
  actions:
    - {theme: brand, text: Read, link: /docs/}
features:
${features.join('\n')}
---
`,
  );
  for (const { path, text } of files) write(site, path, text);
  run(site, [process.execPath, join(folder, 'node_modules/vitepress/bin/vitepress.js'), 'build']);
  const doc = urls['page of docs'].replace(/\/$/, '');
  return {
    version,
    folder: join(site, '.vitepress/dist'),
    urls: { ...urls, 'page of docs': `${doc}.html` },
  };
}

/** Beside its packages: not every generator finds them elsewhere. */
function emptied(site) {
  rmSync(site, { recursive: true, force: true });
  const manifest = JSON.parse(readFileSync(join(site, '../package.json'), 'utf8'));
  write(site, 'package.json', JSON.stringify({ ...manifest, type: 'module' }));
  return site;
}
