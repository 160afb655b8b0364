import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createBuilder } from '../../src/build.ts';
import type { Plugin } from '../../src/config/define.ts';
import { loadConfig } from '../../src/config/load.ts';
import { UserError } from '../../src/model/diagnostic.ts';
import { makeSite, now, plainTheme, textsOf, told, write } from './mini-site.ts';

const head = "import { defineConfig } from './define.mjs';\n";

function site(plugins: string, files: Readonly<Record<string, string>> = {}): string {
  return makeSite({
    'define.mjs': 'export const defineConfig = (config) => config;\n',
    'rutter.config.mjs': `${head}export default defineConfig({\n  plugins: [${plugins}],\n});\n`,
    'content/posts/2026-01-02-hi.md': '---\ntags: [Linux]\n---\n# Hi\n\nText.\n',
    ...files,
  });
}

async function built(root: string, theme = plainTheme) {
  const config = { ...(await loadConfig({ root })), theme };
  const result = await createBuilder(config).build({ now });
  return { ...result, texts: () => textsOf(config.outDir) };
}

async function refusal(root: string): Promise<readonly string[]> {
  const error = await loadConfig({ root }).catch((one: unknown) => one);
  return error instanceof UserError ? told(error.diagnostics) : [];
}

describe('the hooks of a plugin', () => {
  test('are called in their order, each with what came of the one before', async () => {
    const { ok, texts } = await built(
      site(`{
        name: 'first',
        config: (config) => ({ ...config, site: { title: 'Named' } }),
        markdown: ({ remarkPlugins, rehypePlugins }) => ({
          remarkPlugins: [...remarkPlugins, () => (tree) => {
            tree.children.push({ type: 'paragraph', children: [{ type: 'text', value: 'added' }] });
          }],
          rehypePlugins,
        }),
        page: (page) => ({
          ...page,
          frontmatter: { ...page.frontmatter, slug: page.id.includes('hi') ? 'hello' : undefined },
        }),
      }, {
        name: 'second',
        config: (config) => ({ ...config, site: { title: config.site.title + ' again' } }),
        site: (site) => ({ ...site, config: { ...site.config, description: 'from a hook' } }),
        output: (files, site) => [
          ...files.filter(({ path }) => path !== 'robots.txt'),
          { path: 'names.txt', contents: site.pages.map(({ title }) => title).join(' ') },
        ],
      }`),
    );
    expect(ok).toBe(true);
    const all = texts();
    expect(all['posts/hello/index.html']).toContain('<p>added</p>');
    expect(all['names.txt']).toBe('About Hi');
    expect(Object.keys(all)).not.toContain('robots.txt');
  });

  test('of a page decide what is published, and every page that shows it follows', async () => {
    const hook = (tag: string): string => `{ name: 'tagger', page: (page) => ({
      ...page, frontmatter: { ...page.frontmatter, tags: ['${tag}'] },
    }) }`;
    const root = site(hook('alpha'));
    expect(Object.keys((await built(root, 'default')).texts())).toContain('tags/alpha/index.html');
    write(root, { 'rutter.config.mjs': `export default { plugins: [${hook('beta')}] };\n` });
    const { texts } = await built(root, 'default');
    expect(Object.keys(texts())).not.toContain('tags/alpha/index.html');
    expect(texts()['posts/hi/index.html']).toContain('/tags/beta/');
  });

  test('run in a site that is rendered by threads', async () => {
    const root = site(`{ name: 'titles', page: (page) => ({
      ...page, frontmatter: { ...page.frontmatter, title: page.id.toUpperCase() },
    }) }`);
    const config = { ...(await loadConfig({ root })), theme: 'default' };
    expect((await createBuilder(config).build({ now, jobs: 2 })).ok).toBe(true);
    expect(readFileSync(join(root, 'dist/about/index.html'), 'utf8')).toContain('ABOUT');
  });
});

describe('a plugin that is wrong', () => {
  test('is told of where it is listed', async () => {
    expect(await refusal(site("{ name: 'x', ouput: () => [] }, { site: 3 }"))).toEqual([
      'rutter.config.mjs:3:26 error config-unknown-key `plugins[0].ouput` is not a known key (did you mean `output`?)',
      'rutter.config.mjs:3:45 error config-invalid `plugins[1].name` must be a name, found nothing',
      'rutter.config.mjs:3:47 error config-invalid `plugins[1].site` must be a function, found the number 3',
    ]);
  });

  test.each([
    ['config: () => { throw new Error("no"); }', 'config', 'no'],
    [
      'config: () => 3',
      'config',
      'of what it gave, it must be a group of keys, found the number 3',
    ],
    [
      'markdown: () => ({ remarkPlugins: [] })',
      'markdown',
      'its `rehypePlugins` is nothing, not a list',
    ],
  ])('%s', async (hook, name, reason) => {
    const [found = ''] = await refusal(site(`{ name: 'x', ${hook} }`));
    expect(found).toContain(
      `plugin-failed the plugin \`x\` failed in its hook \`${name}\`: ${reason}`,
    );
    expect(found).toMatch(/^rutter\.config\.mjs:3:/);
  });

  test.each([
    ['page: () => { throw new Error("no"); }', 'content/about.md error', 'no'],
    ['page: () => ({})', 'content/about.md error', 'it returned a group of keys, not a page'],
    ['site: () => undefined', 'error', 'it returned nothing, not a site'],
    [
      'site: (site) => ({ ...site, pages: 3 })',
      'error',
      'the `pages` of the site that it returned',
    ],
    [
      'site: (site) => ({ ...site, pages: site.pages.map((page) => ({ ...page })) })',
      'error',
      'the site that it returned has a page that is new or a copy',
    ],
    ['output: () => [{ path: "x" }]', 'error', 'it returned a list, not a list of'],
  ])('%s', async (hook, place, reason) => {
    const root = site(`{ name: 'x', ${hook} }`);
    const { ok, diagnostics } = await built(root);
    expect(ok).toBe(false);
    const [found = ''] = told(diagnostics);
    expect(found.startsWith(place)).toBe(true);
    expect(found).toContain(`plugin-failed the plugin \`x\` failed`);
    expect(found).toContain(reason);
    const failed = diagnostics.filter(({ code }) => code === 'plugin-failed');
    expect(failed).toHaveLength(1);
  });

  test('cannot publish outside of the site', async () => {
    const { ok, diagnostics } = await built(
      site("{ name: 'x', output: (files) => [...files, { path: '../x', contents: '' }] }"),
    );
    expect(ok).toBe(false);
    expect(told(diagnostics).join()).toContain('output-path');
  });
});

test('the types of a plugin hold what the manual says', () => {
  const plugin: Plugin = { name: 'x', site: (site) => ({ ...site, feeds: [] }) };
  expect(plugin.name).toBe('x');
});
