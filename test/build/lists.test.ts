import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createBuilder } from '../../src/build.ts';
import { configOf, makeSite, now, textsOf, write } from './mini-site.ts';

const post = (keys: string, text = 'Text.') => `---\n${keys}\n---\n${text}\n`;

/** Twelve posts a month apart, in two groups and a series. */
function logbook(): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: 12 }, (_, at) => {
      const day = `2025-${String(at + 1).padStart(2, '0')}-01`;
      const series = at < 3 ? `series: {name: Sailing, part: ${at + 1}}\n` : '';
      const keys = `title: P${at}\ndate: ${day}\ntags: [${at % 2 ? 'odd' : 'even'}]\n${series}author: mara`;
      return [`content/posts/p${at}.md`, post(keys)];
    }),
  );
}

const rutterConfig = `export default {
  collections: { posts: { archive: 'month', related: 1 } },
  authors: { mara: { name: 'Mara Lind' } },
  llms: false,
};
`;

async function builtSite() {
  const root = makeSite({ ...logbook(), 'rutter.config.mjs': rutterConfig });
  const build = async () => {
    const config = await configOf(root, 'default');
    const made = await createBuilder(config).build({ now });
    expect(made.ok).toBe(true);
    return made.written.filter((path) => path.endsWith('.html')).sort();
  };
  await build();
  return { root, build, text: (path: string) => textsOf(join(root, 'dist'))[path] ?? '' };
}

test('the text of a post is on its page and in the lists that begin with it, and nowhere else', async () => {
  const { root, build } = await builtSite();
  const keys = 'title: P7\ndate: 2025-08-01\ntags: [odd]\nauthor: mara';
  write(root, { 'content/posts/p7.md': post(keys, 'Another text.') });
  expect(await build()).toEqual([
    'authors/mara/index.html',
    'posts/2025/08/index.html',
    'posts/index.html',
    'posts/p7/index.html',
    'tags/odd/index.html',
  ]);
});

test('who joins a series changes each of its parts', async () => {
  const { root, build, text } = await builtSite();
  expect(text('posts/p0/index.html')).toContain('Part 1 of 3');
  const keys = 'title: P9\ndate: 2025-10-01\ntags: [odd]\nseries: Sailing\nauthor: mara';
  write(root, { 'content/posts/p9.md': post(keys) });
  const written = await build();
  for (const at of [0, 1, 2, 9]) expect(written).toContain(`posts/p${at}/index.html`);
  for (const at of [4, 5, 6]) expect(written).not.toContain(`posts/p${at}/index.html`);
  expect(text('posts/p9/index.html')).toContain('Part 4 of 4');
});

test('what the configuration says of an author is on every page that names them', async () => {
  const { root, build, text } = await builtSite();
  write(root, { 'rutter.config.mjs': rutterConfig.replace('Mara Lind', 'Mara Ek') });
  expect(await build()).toContain('posts/p5/index.html');
  expect(text('posts/p5/index.html')).toContain('Mara Ek');
  expect(text('authors/mara/index.html')).toContain('<h1>Mara Ek</h1>');
});

test('a correction stands on the page and in lists, with its day', async () => {
  const { root, build, text } = await builtSite();
  const keys =
    'title: P7\ndate: 2025-08-01\nupdates: [{date: 2025-08-09, text: "It was `-n` <not -N>."}]';
  write(root, { 'content/posts/p7.md': post(keys) });
  await build();
  const line = 'It was <code>-n</code> &lt;not -N&gt;.';
  for (const path of ['posts/p7/index.html', 'posts/index.html', 'posts/2025/08/index.html']) {
    expect(text(path)).toContain(line);
    expect(text(path)).toContain('<time datetime="2025-08-09T00:00:00Z">2025-08-09</time>');
  }
});

test('a list shows how a post begins, and of other pages what they say of themselves', async () => {
  const root = makeSite({
    'content/posts/a.md': post(
      'title: A\ndate: 2025-01-01\ntags: [x]\ndescription: Of A.',
      'How A begins.',
    ),
    'content/docs/b.md': post('title: B\ntags: [x]\ndescription: Of `B`.', 'How B begins.'),
    'content/docs/c.md': post('title: C\ntags: [x]', 'How C begins.'),
  });
  await createBuilder(await configOf(root, 'default')).build({ now });
  const list = textsOf(join(root, 'dist'))['tags/x/index.html'] ?? '';
  for (const said of ['How A begins.', 'Of <code>B</code>.', 'How C begins.'])
    expect(list).toContain(said);
  for (const unsaid of ['Of A.', 'How B begins.']) expect(list).not.toContain(unsaid);
});
