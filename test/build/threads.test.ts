import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type BuildOptions, createBuilder } from '../../src/build.ts';
import type { Config } from '../../src/model/config.ts';
import { createProfile } from '../../src/model/profile.ts';
import { configOf, makeSite, now, textsOf, told } from './mini-site.ts';

function manyPages(count: number): Record<string, string> {
  const files: Record<string, string> = {};
  for (let at = 0; at < count; at += 1) {
    const next = (at + 1) % count;
    files[`content/docs/page-${at}.md`] =
      `# Page ${at}\n\n[next](page-${next}.md#there)\n\n## There\n\n\`\`\`js\nlet a = ${at};\n\`\`\`\n\n<!--@include: @/parts/a.md-->\n\n::say[*it*]{times=${at}}\n`;
    files[`content/posts/2026-01-01-post-${at}.md`] =
      `---\ntitle: Post ${at}\ntags: [tag-${at % 3}]\n---\n\nA *word*.\n\n<!-- more -->\n\nMore.\n`;
  }
  files['parts/a.md'] = '[part](../content/docs/page-1.md)\n\n<<< ./b.ts#one\n';
  files['parts/b.ts'] = '// #region one\nlet b: number;\n// #endregion one\n';
  files['shortcodes/say.ts'] =
    `import { defineShortcode, html } from 'rutter';\nexport default defineShortcode({ attributes: { times: { type: 'integer' } }, render: ({ label, attributes, page }) => html\`<p>\${label} \${attributes.times} \${page.id}</p>\` });\n`;
  files['content/runbooks/r.md'] = '# R\n\n```sh\ntrue\n```\n';
  return files;
}

async function built(config: Config, options: BuildOptions) {
  rmSync(config.outDir, { recursive: true, force: true });
  rmSync(config.stateDir, { recursive: true, force: true });
  const result = await createBuilder(config).build({ now, ...options });
  return { ok: result.ok, told: told(result.diagnostics), texts: textsOf(config.outDir) };
}

/** A theme that looks at far more than a page shows. */
const curious = `export const theme = {
  name: 'curious',
  assets: async () => [],
  render(view, site) {
    const lines = [view.url, site.config.title, String(site.proofs.size)];
    lines.push(...site.pages.map((page) => page.title + page.body.length + page.headings.length));
    lines.push(...site.tags.map((tag) => tag.name + tag.pages.map((page) => page.url)));
    lines.push(...site.collections.map((one) => JSON.stringify(one.navigation) + one.pages.length));
    lines.push(...[...site.proofs].map(([id, proof]) => id + proof.status.badge + proof.runbook.source.path));
    lines.push(...[...site.coverage].map(([id, one]) => id + one.run));
    lines.push(JSON.stringify(site.collections), Object.keys(view).join());
    if (view.kind === 'page') lines.push(view.page.frontmatter.tags.join(), view.page.source.text);
    return lines.join('\\n');
  },
};
`;

test('any number of threads gives the same site', { timeout: 120_000 }, async () => {
  const root = makeSite(manyPages(40));
  const config = await configOf(root, 'default');
  const alone = await built(config, { jobs: 1 });
  expect(alone.ok).toBe(true);
  for (const jobs of [2, 3]) expect(await built(config, { jobs })).toEqual(alone);
});

test('a theme in a thread sees the whole site', { timeout: 120_000 }, async () => {
  const root = makeSite({ ...manyPages(8), 'theme/index.ts': curious });
  const config = await configOf(root, './theme');
  const alone = await built(config, { jobs: 1 });
  expect(alone).toMatchObject({ ok: true });
  expect(Object.values(alone.texts).some((text) => text.includes('runbooks/r'))).toBe(true);
  expect(await built(config, { jobs: 2 })).toEqual(alone);
});

test('what goes wrong in a thread is told as here', { timeout: 120_000 }, async () => {
  const root = makeSite({
    ...manyPages(8),
    'theme/index.ts':
      "export const theme = { name: 't', assets: async () => [], render() { throw new Error('no'); } };\n",
  });
  const config = await configOf(root, './theme');
  const { ok, told: problems } = await built(config, { jobs: 2 });
  expect(ok).toBe(false);
  expect(problems.join('\n')).toMatch(/theme-render the theme `\.\/theme` failed at .*: no/);
});

test('a build is measured in its threads, too', { timeout: 120_000 }, async () => {
  const root = makeSite(manyPages(8));
  const config = await configOf(root, 'default');
  const profile = createProfile();
  await built(config, { jobs: 2, profile });
  const { plugins, pages, threads } = profile.data();
  expect(plugins.map(({ name }) => name)).toContain('rehypeCode');
  expect(threads.map(({ name }) => name)).toEqual(expect.arrayContaining(['render', 'draw']));
  expect(pages).toHaveLength(10);
});

test('plugins, which no thread can be sent, are run here', { timeout: 120_000 }, async () => {
  const root = makeSite({
    ...manyPages(3),
    'rutter.config.mjs':
      'export default { markdown: { rehypePlugins: [() => (tree) => { tree.children.push({ type: "text", value: "by a plugin" }); }] } };\n',
  });
  const config = await configOf(root, 'default');
  const { ok, texts } = await built(config, { jobs: 2 });
  expect(ok).toBe(true);
  expect(texts[join('docs/page-1/index.html')]).toContain('by a plugin');
});
