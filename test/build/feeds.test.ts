import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createBuilder } from '../../src/build.ts';
import { loadConfig } from '../../src/config/load.ts';
import { problemsOf } from '../site/schemas.ts';
import { makeSite, now, plainTheme, textsOf } from './mini-site.ts';

const jsonFeed = z.strictObject({
  version: z.literal('https://jsonfeed.org/version/1.1'),
  title: z.string().min(1),
  home_page_url: z.url(),
  feed_url: z.url(),
  description: z.string().min(1).optional(),
  language: z.string(),
  authors: z.array(z.strictObject({ name: z.string().min(1) })).optional(),
  items: z.array(
    z
      .strictObject({
        id: z.url(),
        url: z.url(),
        title: z.string(),
        summary: z.string().min(1).optional(),
        content_html: z.string().optional(),
        content_text: z.string().optional(),
        image: z.url().optional(),
        date_published: z.iso.datetime(),
        date_modified: z.iso.datetime(),
        authors: z.array(z.strictObject({ name: z.string(), url: z.url().optional() })).optional(),
        tags: z.array(z.string()).optional(),
      })
      .refine((item) => (item.content_html ?? item.content_text) !== undefined),
  ),
});

async function built(files: Readonly<Record<string, string>>, config: object = {}) {
  const root = makeSite({
    'rutter.config.mjs': `export default ${JSON.stringify({
      site: { title: 'Log & book', url: 'https://example.org', author: 'Ada', base: '/b/' },
      feeds: { formats: ['atom', 'rss', 'json'] },
      checks: { links: 'warn', anchors: 'warn', images: 'warn' },
      ...config,
    })};\n`,
    ...files,
  });
  const settings = { ...(await loadConfig({ root })), theme: plainTheme };
  const result = await createBuilder(settings).build({ now });
  return { ...result, files: textsOf(join(root, 'dist')) };
}

function expectValid(files: Readonly<Record<string, string>>): number {
  let seen = 0;
  for (const [path, text] of Object.entries(files)) {
    const utf8 = Buffer.from(text, 'latin1').toString('utf8');
    const schema = /(?:^|\/)feed\.xml$/.test(path)
      ? 'atom'
      : /(?:^|\/)rss\.xml$/.test(path)
        ? 'rss'
        : /sitemap[^/]*\.xml$/.test(path)
          ? 'sitemap'
          : undefined;
    if (schema !== undefined) expect(`${path} ${problemsOf(utf8, schema)}`).toBe(`${path} `);
    else if (!path.endsWith('feed.json')) continue;
    else expect(jsonFeed.safeParse(JSON.parse(utf8)).error).toBeUndefined();
    seen += 1;
  }
  return seen;
}

const post = (title: string, keys = '', body = 'Text.') =>
  `---\ndate: 2026-01-02\n${keys}---\n# ${title}\n\n${body}\n`;

describe('feeds and sitemaps', () => {
  test('are valid in every format, of collections, terms and languages', async () => {
    const { ok, files } = await built(
      {
        'content/posts/one.md': post(
          'One & <two>',
          'tags: [disk, C++]\nauthors: [ada, Somebody Else]\nupdated: 2026-01-05\nupdates: [{date: 2026-02-01, text: "Was <wrong>"}]\n',
          '[there](/about.md#x) ![p](pic.png)\n\n## Part\n\n```sh\necho "a & b"\n```\n\n- [x] done',
        ),
        'content/posts/pic.png': 'PNG',
        'content/posts/one.de.md': post('Eins'),
        'content/posts/two.md': post('Two', 'unlisted: true\n'),
        'content/docs/a.md': '---\ndate: 2026-03-01\n---\n# A\n',
      },
      {
        taxonomies: { tags: { feed: true } },
        authors: { ada: { name: 'Ada L.', url: '/about/' } },
        collections: { docs: { feed: true } },
        locales: { en: { label: 'English' }, de: { label: 'Deutsch' } },
      },
    );
    expect(ok).toBe(true);
    // Posts, docs and two tags, posts in German, each in three formats; the sitemap.
    expect(expectValid(files)).toBe(5 * 3 + 1);
    expect(files['posts/feed.xml']).toContain(
      '<name>Ada L.</name><uri>https://example.org/b/about/</uri>',
    );
    expect(files['posts/feed.xml']).toContain('<updated>2026-02-01T00:00:00Z</updated>');
    expect(files['posts/feed.xml']).not.toContain('Two');
    const { items } = JSON.parse(files['posts/feed.json'] ?? '');
    expect(items).toHaveLength(1);
    expect(items[0].content_html).toContain('<strong>2026-02-01:</strong> Was &lt;wrong&gt;</p>');
    expect(items[0].content_html).toContain('href="https://example.org/b/about/#x"');
    expect(items[0].content_html).toContain('src="https://example.org/b/posts/pic.png"');
    expect(items[0].content_html).not.toMatch(/class="anchor"|<button|<script/);
    expect(files['sitemap.xml']).toContain(
      '<loc>https://example.org/b/posts/one/</loc><lastmod>2026-02-01T00:00:00Z</lastmod>' +
        '<xhtml:link rel="alternate" hreflang="en" href="https://example.org/b/posts/one/"/>' +
        '<xhtml:link rel="alternate" hreflang="de" href="https://example.org/b/de/posts/one/"/>',
    );
    expect(files['de/posts/feed.xml']).toContain('xml:lang="de"');
  });

  test('have summaries only, and as many entries, where the configuration says so', async () => {
    const posts = Object.fromEntries(
      [1, 2, 3].map((n) => [`content/posts/p${n}.md`, post(`P${n}`).replace('-02\n', `-0${n}\n`)]),
    );
    const { files } = await built(posts, {
      feeds: { formats: ['atom', 'rss', 'json'], items: 2, content: 'summary' },
    });
    expect(expectValid(files)).toBe(4);
    expect(files['posts/feed.xml']).not.toContain('<content');
    expect(files['posts/rss.xml']).not.toContain('content:encoded>');
    expect(JSON.parse(files['posts/feed.json'] ?? '').items).toMatchObject([
      { title: 'P3', content_text: 'Text.' },
      { title: 'P2', content_text: 'Text.' },
    ]);
  });

  test('are there with no post at all, and a collection may have none', async () => {
    const { files } = await built(
      { 'content/posts/one.md': post('One') },
      { collections: { posts: { feed: false } } },
    );
    expect(Object.keys(files).filter((path) => /feed|rss/.test(path))).toEqual([]);
  });

  test('would not be valid with an element too few, a bad date or a relative URL', async () => {
    const { files } = await built({ 'content/posts/one.md': post('One') });
    const [atom = '', rss = '', map = ''] = [
      files['posts/feed.xml'],
      files['posts/rss.xml'],
      files['sitemap.xml'],
    ];
    expect(problemsOf(atom.replace(/<updated>.*?<\/updated>/, ''), 'atom')).not.toBe('');
    expect(problemsOf(atom.replace('href="https://example.org', 'href="'), 'atom')).not.toBe('');
    expect(problemsOf(rss.replace(/<pubDate>.../, '<pubDate>Foo'), 'rss')).not.toBe('');
    expect(problemsOf(map.replace(/<loc>https:..[^/]*/, '<loc>'), 'sitemap')).not.toBe('');
    expect(problemsOf(map.replace('2026-01-02T', '2026-13-02T'), 'sitemap')).not.toBe('');
  });

  test('are valid whatever a page says', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(text, text, text, async (title, tag, body) => {
        const keys = `title: ${JSON.stringify(`t${title}`)}\ntags: [${JSON.stringify(`t${tag}`)}]\n`;
        const { ok, files } = await built({
          'content/posts/one.md': `---\ndate: 2026-01-02\n${keys}---\n${body.replace(/\ufffd/g, '')}\n`,
        });
        if (ok) expectValid(files);
      }),
      { numRuns: 15 },
    );
  });
});
