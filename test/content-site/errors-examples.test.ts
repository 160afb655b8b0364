import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createBuilder } from '../../src/build.ts';
import { diagnosticLines } from '../../src/cli/diagnostic-text.ts';
import { ansi } from '../../src/cli/safe-text.ts';
import { loadConfig } from '../../src/config/load.ts';
import { type Diagnostic, UserError } from '../../src/model/diagnostic.ts';
import { folderWith, run } from '../cli/rutter.ts';

const text = readFileSync(
  new URL('../../content/docs/reference/errors.md', import.meta.url),
  'utf8',
);

/** The first line of the example of a code. */
function exampleOf(code: string): string {
  return new RegExp(`^### ${code}\n[\\s\\S]*?^\`\`\`text\n(.+)$`, 'm').exec(text)?.[1] ?? '';
}

async function diagnosticsOf(root: string): Promise<readonly Diagnostic[]> {
  try {
    const config = await loadConfig({ root });
    return (await createBuilder(config).check({ now: 0 })).diagnostics;
  } catch (error) {
    if (error instanceof UserError) return error.diagnostics;
    throw error;
  }
}

const config = (body: string) => ({ 'content/index.md': 'x\n', 'rutter.config.ts': body });
const redirects = (all: string) => config(`export default { redirects: ${all} };\n`);
const docs = (body: string, more: Readonly<Record<string, string>> = {}) => ({
  'content/docs/a.md': body,
  ...more,
});
const button = {
  'shortcodes/button.js':
    'export default { attributes: { href: {} }, render: ({ label }) => label };\n',
};
const post = (body: string) => ({ 'content/posts/a.md': body });

type Site = Readonly<Record<string, string>> | ((root: string) => void);

/** For each code a site that provokes exactly what the example shows. */
const sites: Readonly<Record<string, Site>> = {
  'config-invalid': config(
    "import { defineConfig } from 'rutter';\n\nexport default defineConfig({\n  verify: {\n    timeout: 60,\n  },\n});\n",
  ),
  'config-load': config('export const config = {};\n'),
  'config-unknown-key': config("export default {\n  site: {\n    tittle: 'x',\n  },\n};\n"),
  'content-encoding': (root) =>
    writeFileSync(
      join(root, 'content/posts/hello.md'),
      Buffer.concat([
        Buffer.from(`---\ndate: 2026-01-31\n---\n${'x\n'.repeat(8)}`),
        Buffer.of(255),
      ]),
    ),
  'content-mdx': { 'content/docs/a.mdx': '# A\n' },
  'content-missing': { 'public/x': '' },
  'content-no-collection': {
    'content/notes/a.md': 'x\n',
    'rutter.config.js': 'export default { collections: { pages: false } };\n',
  },
  'content-symlink': (root) => symlinkSync('/usr', join(root, 'content/docs/shared')),
  'content-too-large': (root) =>
    writeFileSync(join(root, 'content/posts/log.md'), Buffer.alloc(30 * 2 ** 20, 'x')),
  'plugin-failed': {
    'content/posts/a.md': '---\ndate: 2026-01-31\n---\n',
    'rutter.config.js':
      "export default { plugins: [{ name: 'reviewed', page: (page) => reviews.of(page) }] };\n",
  },
  'git-history': { 'rutter.config.js': 'export default { git: true };\n' },
  'content-twice': { 'content/docs/_index.md': 'x\n', 'content/docs/index.md': 'x\n' },
  'data-format': { 'data/crew.xml': '<crew/>' },
  'data-invalid': {
    'data/crew.yml': '- name: Mara\n- nam: Jonas\n',
    'rutter.config.mjs': `import { z } from '${import.meta.resolve('zod')}';
export default { data: { crew: z.array(z.object({ name: z.string() })) } };\n`,
  },
  'data-missing': {
    'data/crew.yml': '[]',
    'rutter.config.mjs': `import { z } from '${import.meta.resolve('zod')}';
export default { data: { crow: z.array(z.string()), crew: z.array(z.string()) } };\n`,
  },
  'data-syntax': { 'data/crew.csv': 'name,watch\nMara,first\nJonas,second,third\n' },
  'data-twice': { 'data/crew.json': '[]', 'data/crew.yml': '[]' },
  'data-unreadable': (root) => {
    mkdirSync(join(root, 'data'));
    writeFileSync(join(root, 'data/crew.yml'), Buffer.of(255));
  },
  'folder-invalid': { 'content/docs/_meta.yml': 'title: A\norder: first\n' },
  'folder-item': {
    'content/docs/_meta.yml': 'items: [overview, instal]\n',
    'content/docs/overview.md': 'x\n',
    'content/docs/install.md': 'x\n',
  },
  'folder-unknown-key': { 'content/docs/_meta.yml': 'colapsed: true\n' },
  'loader-failed': {
    'rutter.config.mjs':
      "export default { collections: { recipes: { loader() { throw new Error('the tide is out'); } } } };\n",
  },
  'loader-missing': {
    'rutter.config.mjs':
      'export default { collections: { recipes: { loader: { load: () => [], lock: true } } } };\n',
  },
  'frontmatter-engine': post('---js\n{}\n---\n'),
  'frontmatter-invalid': post('---\ndate: 2026-01-31\ntags: linux dns\n---\n'),
  'frontmatter-limit': post(`---\na: &a 1\nb: [${'*a, '.repeat(51)}]\ndate: 2026-01-31\n---\n`),
  'frontmatter-no-date': post('# A\n'),
  'frontmatter-syntax': post('---\ntitle: A\n'),
  'author-avatar': {
    'content/docs/a.md': '---\ntitle: A\nauthor: mara\n---\n',
    'rutter.config.mjs':
      "export default { authors: { mara: { name: 'Mara Lind', avatar: '/people/mara.png' } } };\n",
  },
  'author-unknown': {
    'content/docs/a.md': '---\ntitle: A\nauthor: marra\n---\n',
    'rutter.config.mjs': "export default { authors: { mara: { name: 'Mara Lind' } } };\n",
  },
  'series-part': {
    'content/docs/a.md': '---\ntitle: A\nseries: { name: Sailing, part: 2 }\n---\n',
    'content/docs/b.md': '---\ntitle: B\nseries: { name: Sailing, part: 2 }\n---\n',
  },
  'term-unknown': {
    'content/docs/a.md': '---\ntitle: A\ntags: [kubernets]\n---\n',
    'rutter.config.mjs':
      'export default { taxonomies: { tags: { terms: { kubernetes: {} } } } };\n',
  },
  'card-file': config("export default { cards: { enabled: true, fonts: ['fonts/Plex.ttf'] } };\n"),
  'card-font': {
    'content/about.md': '# Москва\n',
    'rutter.config.mjs': 'export default { cards: { enabled: true } };\n',
  },
  'redirect-circle': redirects("{ '/a/': '/b/', '/b/': '/a/' }"),
  'redirect-collision': {
    'content/docs/a.md': '# A\n',
    'content/docs/b.md': '---\naliases: [/docs/a/]\n---\n',
  },
  'redirect-invalid': redirects("{ '/blog/:slug/': '/posts/:name/' }"),
  'redirect-server-only': redirects("{ '/index.php?p=12': '/' }"),
  'redirect-target': redirects("{ '/old/': '/nwe/' }"),
  'heading-id': docs('## A {#start}\n\n## Start {#start}\n'),
  'include-cycle': docs('<!--@include: ./_a.md-->\n', {
    'content/docs/_a.md': '<!--@include: ./_b.md-->\n',
    'content/docs/_b.md': '<!--@include: ./_a.md-->\n',
  }),
  'include-missing': docs('# A\n\n<!--@include: ./part.md-->\n'),
  'include-region': docs('# A\n\n<<< ./x.ts#strat\n', {
    'content/docs/x.ts': '// #region start\n// #endregion start\n',
  }),
  'include-syntax': docs('# A\n\n<!--@include: ./part.md--> and more\n'),
  'include-too-much': docs('# A\n\n<<< ./x.txt\n\n<<< ./x.txt\n', {
    'content/docs/x.txt': 'x'.repeat(40_000),
    'rutter.config.js': "export default { markdown: { limits: { page: '64KiB' } } };\n",
  }),
  'shortcode-attribute': docs('# A\n\n::button[Go]{hreff=/x/}\n', button),
  'shortcode-content': docs('# A\n\n::box\n', {
    'shortcodes/box.js':
      "export default { content: 'required', render: ({ content }) => content };\n",
  }),
  'shortcode-failed': docs('# A\n\n::broken\n', {
    'shortcodes/broken.js': 'export default { render: () => rates.of(1) };\n',
  }),
  'shortcode-syntax': docs('# A\n\n::button[Go] there\n', button),
  'shortcode-unknown': docs('# A\n\n::buton[Go]\n', button),
  'frontmatter-unknown-key': post('---\ntitel: A\ndate: 2026-01-31\n---\n'),
};

describe('the examples of errors are what is printed', () => {
  test.each(Object.entries(sites))('%s', async (code, site) => {
    const bare = { 'content/docs/x.md': 'x\n', 'content/posts/2026-01-01-x.md': 'x\n' };
    const root = folderWith(typeof site === 'function' ? bare : site);
    if (typeof site === 'function') site(root);
    const found = (await diagnosticsOf(root)).filter((one) => one.code === code);
    const lines = found.map((one) => diagnosticLines(one, { root, cwd: root })[0]);
    expect(lines.map((line) => line && ansi(line, false))).toContain(exampleOf(code));
  });

  test.each([
    ['init-not-empty', ['init', 'handbook']],
    ['new-collection', ['new', 'runbook', 'x']],
    ['new-exists', ['new', 'page', 'Disk full']],
    ['new-title', ['new', 'page', '???']],
    ['preview-no-site', ['preview']],
    ['render-unreadable', ['render', 'READEM.md']],
    ['serve-address', ['preview', '--host', '192.0.2.1', '--port', '4321', '--root', 'built']],
    ['usage-environment', ['new', 'post', 'x'], { SOURCE_DATE_EPOCH: 'yesterday' }],
  ])('%s', async (code, args, env: Record<string, string> = {}) => {
    const cwd = folderWith({
      'handbook/notes.txt': 'mine',
      'content/disk-full.md': 'mine',
      'rutter.config.js': 'export default { collections: { runbooks: false } };\n',
      'built/content/index.md': 'x\n',
    });
    if (code === 'serve-address') await run(['build', '--root', 'built'], { cwd });
    const { stderr } = await run(args, { cwd, env });
    expect(stderr.split('\n')).toContain(exampleOf(code));
  });
});
