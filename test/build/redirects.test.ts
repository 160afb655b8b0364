import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createBuilder } from '../../src/build.ts';
import { loadConfig } from '../../src/config/load.ts';
import { makeSite, now, plainTheme, textsOf, told } from './mini-site.ts';

async function built(
  redirects: Readonly<Record<string, string>>,
  files: Readonly<Record<string, string>> = {},
  site: object = { url: 'https://example.org' },
) {
  const root = makeSite({
    'rutter.config.mjs': `export default ${JSON.stringify({ redirects, site })};\n`,
    ...files,
  });
  const config = { ...(await loadConfig({ root })), theme: plainTheme };
  const { diagnostics, ok } = await createBuilder(config).build({ now });
  return { ok, told: told(diagnostics), files: textsOf(join(root, 'dist')) };
}

const post = (slug: string, more = '') => ({
  [`content/posts/${slug}.md`]: `---\ndate: 2009-03-04\n${more}---\n# ${slug}\n`,
});

describe('aliases', () => {
  test('lead on from where the page once was, as a page and in files for servers', async () => {
    const { ok, files } = await built(
      {},
      post('hello', 'aliases: [/2009/hello.html, /old/hello/]\n'),
    );
    expect(ok).toBe(true);
    for (const path of ['2009/hello.html', 'old/hello/index.html']) {
      expect(files[path]).toContain('<meta http-equiv="refresh" content="0; url=/posts/hello/">');
      expect(files[path]).toContain(
        '<link rel="canonical" href="https://example.org/posts/hello/">',
      );
      expect(files[path]).toContain('<a href="/posts/hello/">');
      expect(files[path]).toMatch(
        /<script src="\/assets\/redirect\.\w+\.js" data-to="\/posts\/hello\/">/,
      );
    }
    expect(files._redirects?.split('\n')).toEqual([
      '/2009/hello.html /posts/hello/ 301',
      '/old/hello/ /posts/hello/ 301',
      '/old/hello /posts/hello/ 301',
      '',
    ]);
    expect(files['sitemap.xml']).not.toContain('/old/');
  });

  test('are below the base, and links may lead to them', async () => {
    const { ok, files } = await built(
      {},
      { ...post('hello', 'aliases: [/old/]\n'), 'content/a.md': '[it](/old/)\n' },
      { base: '/b/' },
    );
    expect(ok).toBe(true);
    expect(files['old/index.html']).toContain('url=/b/posts/hello/"');
    expect(files._redirects).toContain('/b/old/ /b/posts/hello/ 301\n');
    expect(files['_redirects.apache']).toContain(
      'RewriteCond "%{THE_REQUEST}" "^[A-Z]+ /b/old/?[? ]"\nRewriteRule "^" "/b/posts/hello/" [R=301,NE,L]\n',
    );
  });

  test('that a page, a list or another alias has are told of with both', async () => {
    const { ok, told } = await built(
      {},
      {
        ...post('a', 'aliases: [/Posts/B/, /posts/, /twice/]\n'),
        ...post('b', 'aliases: [/twice]\n'),
      },
    );
    expect(ok).toBe(false);
    expect(told).toEqual([
      'content/posts/a.md:3:1 error redirect-collision the alias `/Posts/B/` is the URL of `content/posts/b.md` (one URL is of one page: take the old path away, or give the page another one) [content/posts/b.md: the page that is there]',
      'content/posts/a.md:3:1 error redirect-collision the alias `/posts/` is the URL of the list at `/posts/` (one URL is of one page: take the old path away, or give the page another one)',
      'content/posts/b.md:3:1 error redirect-collision the alias `/twice` leads elsewhere already, to `/posts/a/` (one old path leads to one page) [content/posts/a.md: the other page]',
    ]);
  });
});

describe('what an alias may have in it', () => {
  test('means nothing to a server, and is markup nowhere', async () => {
    const odd = `/Talk:Main/"><b>'$x;{}/:n/*`;
    const { ok, files } = await built({}, post('hello', `aliases: [${JSON.stringify(odd)}]\n`));
    expect(ok).toBe(true);
    const url = "/Talk:Main/%22%3E%3Cb%3E'$x;%7B%7D/:n/*";
    expect(files._redirects?.split('\n')[0]).toBe(
      `${url.replace('/:n/*', '/%3An/%2A')}/ /posts/hello/ 301`,
    );
    expect(files['_redirects.nginx']).toContain(`\n  "${url}/" "/posts/hello/";\n`);
    expect(files['_redirects.apache']).toContain(
      String.raw`"^[A-Z]+ /Talk:Main/%22%3E%3Cb%3E'\$x;%7B%7D/:n/\*/?[? ]"`,
    );
    const stub = Object.entries(files).find(([path]) => path.startsWith('Talk:Main/'));
    expect(stub?.[1]).not.toContain('<b>');
  });
});

describe('redirects', () => {
  test('with parts have a page for each page they lead to, its date among the parts', async () => {
    const { ok, files } = await built(
      { '/:year/:month/:slug.html': '/posts/:slug/', '/blog/*': '/posts/:splat' },
      { ...post('one'), ...post('two') },
    );
    expect(ok).toBe(true);
    expect(files['2009/03/one.html']).toContain('url=/posts/one/"');
    expect(files['2009/03/two.html']).toContain('url=/posts/two/"');
    expect(files['blog/one/index.html']).toContain('url=/posts/one/"');
    expect(files._redirects).toBe(
      '/:year/:month/:slug.html /posts/:slug/ 301\n/blog/* /posts/:splat 301\n',
    );
    expect(files['_redirects.nginx']).toContain(
      `"~^/(?<year>[^/]+)/(?<month>[^/]+)/(?<slug>[^/]+)\\\\.html$" "/posts/\${slug}/";`,
    );
    expect(files['_redirects.apache']).toContain(
      'RewriteCond "%{THE_REQUEST}" "^[A-Z]+ /([^/? ]+)/([^/? ]+)/([^/? ]+)\\.html[? ]"\nRewriteRule "^" "/posts/%3/" [R=301,NE,L]\n',
    );
  });

  test('that lead to redirects lead to the end at once; a page that is there is not hidden', async () => {
    const { ok, files } = await built(
      {
        '/a/': '/b/',
        '/b/': '/posts/one/',
        '/:slug/': '/posts/:slug/',
        '/x/': 'https://example.com/y',
      },
      { ...post('one'), ...post('about') },
    );
    expect(ok).toBe(true);
    expect(files['a/index.html']).toContain('url=/posts/one/"');
    expect(files['x/index.html']).toContain('url=https://example.com/y"');
    expect(files['one/index.html']).toContain('url=/posts/one/"');
    expect(files['about/index.html']).toContain('kind: page');
    // Nor does a server that asks for redirects first hide it.
    expect(files._redirects).toContain('/about/ /about/ 200\n');
    expect(files['_redirects.nginx']).toContain('  "/about/" "";\n');
    expect(files['_redirects.nginx']).toContain('  "/sitemap.xml" "";\n');
    expect(files['_redirects.apache']).toMatch(
      /RewriteCond "%\{THE_REQUEST\}" "\^\[A-Z\]\+ \/about\/\?\[\? \]"\nRewriteRule "\^" "-" \[S=\d+\]/,
    );
  });

  test('of a query are for servers only', async () => {
    const { told, files } = await built({ '/?p=12': '/posts/one/' }, post('one'));
    expect(told).toEqual([
      'info redirect-server-only no page can stand at the old path `/?p=12`: the server has to know it (let the server read `_redirects`, `_redirects.nginx` or `_redirects.apache`)',
    ]);
    expect(files._redirects).toBe('/ p=12 /posts/one/ 301\n');
    expect(files['_redirects.apache']).toContain(
      'RewriteCond "%{QUERY_STRING}" "(^|&)p=12(&|$)"\nRewriteRule "^" "/posts/one/" [R=301,NE,QSD,L]',
    );
  });

  test('with parts may lead to another site, and to no other than is written', async () => {
    const { told, files } = await built({
      '/forum/*': 'https://forum.example.org/:splat',
      '/u/:name/': 'https://example.org/~:name',
      '/old/*': '/:splat',
    });
    expect(told.map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
      'info redirect-server-only',
    ]);
    expect(files._redirects).toContain(
      '/forum/* https://forum.example.org/:splat 301\n/u/:name/ https://example.org/~:name 301\n',
    );
    // Of `/old//evil.example/` no redirect to `//evil.example/`.
    expect(files['_redirects.nginx']).toContain('"~^/old//*(?<splat>.*)$" "/');
    expect(files['_redirects.apache']).toContain('"^[A-Z]+ /old//*([^? ]*)[? ]"');
  });

  test('that lead nowhere or back are told of', async () => {
    const { ok, told } = await built({
      '/a/': '/nope/',
      '/b/': '/c/',
      '/c/': '/b/',
      '/d/:x/': '/e/:x/',
      '/f/': '/about/:x/',
    });
    expect(ok).toBe(false);
    expect(told.map((line) => line.replace(/ \(.*/, ''))).toEqual([
      'error redirect-invalid `redirects` leads `/f/` to `/about/:x/`, but `:x` is no part of the old path',
      'error redirect-circle `redirects` has `/b/`, which leads back to itself',
      'error redirect-circle `redirects` has `/c/`, which leads back to itself',
      'error redirect-target `redirects` leads `/d/:x/` to `/e/:x/`, which the site does not have',
      'error redirect-target `redirects` leads `/a/` to `/nope/`, which the site does not have',
    ]);
  });
});
