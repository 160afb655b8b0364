import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fillIn } from '../../src/cli/new/placeholders.ts';
import { builtInCollections } from '../../src/config/defaults.ts';
import { readEntry } from '../../src/content/entry.ts';
import { sourceFile } from '../../src/model/source.ts';
import { folderWith, run } from './rutter.ts';

/** As workflows of GitHub have it. */
const action = ['$', '{{ y }}'].join('');
const env = { SOURCE_DATE_EPOCH: `${Date.parse('2026-01-31') / 1000}` };

test('the nearest archetype is what a page begins as', async () => {
  const cwd = folderWith({
    'rutter.config.mjs':
      "export default { collections: { recipes: { kind: 'doc' } }, site: { author: 'Mara' } };",
    'archetypes/default.md': 'default {{ kind }}\n',
    'archetypes/docs/guides.md': 'guide\n',
    'archetypes/docs.md': 'docs {{collection}}',
    'archetypes/doc.md': 'doc {{ slug }}\n',
    'archetypes/post.md':
      '---\n# of {{ author }}\ntitle: "{{ title }}"\ndate: {{ date }}\ntags: [a, "{{ year }}"]\ndraft: true\n---\n\n# {{ title }}\n\n\\{{ x }} '.concat(
        action,
        '\n',
      ),
  });
  const made = async (kind: string, title: string) => {
    const { stdout, stderr } = await run(['new', kind, title], { cwd, env });
    return stderr === '' ? readFileSync(join(cwd, stdout.trim()), 'utf8') : stderr;
  };
  expect(await made('docs/guides/far', 'A')).toBe('guide\n');
  expect(await made('doc', 'A')).toBe('docs docs\n');
  expect(await made('docs', 'B')).toBe('docs docs\n');
  expect(await made('recipes', 'Fish Soup')).toBe('doc fish-soup\n');
  expect(await made('page', 'A')).toBe('default page\n');
  expect(await made('post', 'On: "colons" & #hashes')).toBe(
    '---\n# of Mara\ntitle: "On: \\"colons\\" & #hashes"\ndate: 2026-01-31\ntags: [a, "2026"]\ndraft: true\n---\n\n# On: "colons" & #hashes\n\n{{ x }} '.concat(
      action,
      '\n',
    ),
  );
  expect(await made('postss', 'A')).toContain('did you mean `posts`?');
  for (const outside of ['../docs', 'docs/../..', '/etc', 'docs/.git', 'elsewhere']) {
    expect(await made(outside, 'A')).toContain('new-collection');
  }
});

test.each([
  ['---\ntitle: {{ title }}\nauthor: {{ author }}\n---\n', '---\ntitle: A\n---\n'],
  ['---\nauthor: "{{ author }}"\ntitle: {{ title }}\n---\n', '---\ntitle: A\n---\n'],
  ['+++\nauthor = "{{ author }}"\ntitle = "{{ title }}"\n+++\n', '+++\ntitle = "A"\n+++\n'],
])('%j leaves out a key that would be empty', (template, page) => {
  const filled = fillIn(sourceFile('a.md', template), { title: 'A', author: '' });
  expect(filled).toEqual({ text: page });
});

test('a mistake in an archetype is told at its place, and nothing is made', async () => {
  const cwd = folderWith({
    'archetypes/post.md': '---\ntitle: {{ titel }}\n---\n{{ nothing-like-it }}\n',
    'archetypes/doc.md': '---\n{{ title }}: [\n---\n',
  });
  const post = await run(['new', 'post', 'A'], { cwd, env });
  expect([post.status, post.stdout]).toEqual([2, '']);
  expect(post.stderr).toContain('archetypes/post.md:2:8 error archetype-placeholder');
  expect(post.stderr).toContain('did you mean `{{ title }}`?');
  expect(post.stderr).toContain('archetypes/post.md:4:1 error archetype-placeholder');
  expect((await run(['new', 'doc', 'A'], { cwd, env })).stderr).toContain(
    'archetypes/doc.md:1:4 error archetype-invalid',
  );
});

test.each([
  ['---\ntitle: {{ title }}\n---\n'],
  ['---\ntitle: "{{ title }}"\nx: \'{{ title }}\'\n---\n'],
  ["---\ntitle: '{{ title }}'\n---\n"],
  ['+++\ntitle = "{{ title }}"\n+++\n'],
  ['+++\ntitle = {{ title }}\n+++\n'],
  ['---json\n{"title": "{{ title }}"}\n---\n'],
])('whatever a title is, it is the title of the page: %j', async (template) => {
  const title = fc
    .oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({
        unit: fc.constantFrom(
          '"',
          "'",
          ':',
          '#',
          ' ',
          '\\',
          '-',
          '[',
          '{',
          '}',
          '&',
          '*',
          '!',
          '|',
          '>',
          '%',
          '@',
          '`',
          '1',
          'null',
          '~',
          '$&',
        ),
      }),
    )
    .map((text) => text.replace(/[\s\p{Cc}]+/gu, ' ').trim())
    .filter((text) => text !== '');
  await fc.assert(
    fc.asyncProperty(title, async (written) => {
      const filled = fillIn(sourceFile('archetypes/doc.md', template), { title: written });
      if (filled.diagnostics !== undefined) throw new Error(filled.diagnostics[0]?.message);
      const source = sourceFile('content/docs/a.md', filled.text);
      const { entry, diagnostics } = await readEntry(source, {
        root: '/site',
        contentDir: '/site/content',
        collections: builtInCollections,
      });
      expect(diagnostics).toEqual([]);
      expect(entry?.frontmatter.title).toBe(written);
    }),
    { numRuns: 300 },
  );
});
