import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { relativeHtml, relativeUrl } from '../../src/site/relative-html.ts';

const page = { outputPath: 'docs/install/index.html', base: '/' };

describe('a URL of the site', () => {
  test.each([
    ['/docs/upgrade/', '../upgrade/index.html'],
    ['/docs/upgrade/#linux', '../upgrade/index.html#linux'],
    ['/docs/upgrade/?a=/b#c', '../upgrade/index.html?a=/b#c'],
    ['/docs/install/', 'index.html'],
    ['/docs/install/#linux', '#linux'],
    ['/', '../../index.html'],
    ['/about', '../../about/index.html'],
    ['/assets/a.css', '../../assets/a.css'],
    ['/%C3%BCber/', '../../%C3%BCber/index.html'],
    ['//cdn.example/a.js', '//cdn.example/a.js'],
    ['https://example.org/', 'https://example.org/'],
    ['#linux', '#linux'],
    ['', ''],
    ['mailto:a@b.example', 'mailto:a@b.example'],
  ])('%s is %s', (url, relative) => {
    expect(relativeUrl(url, page)).toBe(relative);
  });

  test('outside of the base is left', () => {
    const based = { ...page, base: '/book/' };
    expect(relativeUrl('/other/', based)).toBe('/other/');
    expect(relativeUrl('/book/docs/a/', based)).toBe('../a/index.html');
    expect(relativeUrl('/bookish/', based)).toBe('/bookish/');
  });

  test('leads a browser to the file of the URL, from wherever', () => {
    const name = fc.constantFrom('a', 'b', 'ü x', 'c.d', 'e#f', '%');
    const folder = fc.array(name, { maxLength: 3 });
    fc.assert(
      fc.property(folder, folder, fc.constantFrom('/', '/base/'), (from, to, base) => {
        const outputPath = [...from, 'index.html'].join('/');
        const encode = (path: readonly string[]) => path.map(encodeURIComponent).join('/');
        const url = base + encode(to) + (to.length > 0 ? '/' : '');
        const relative = relativeUrl(url, { outputPath, base });
        const at = `file:///site/${encode([...from, 'index.html'])}`;
        expect(new URL(relative, at).href).toBe(`file:///site/${encode([...to, 'index.html'])}`);
      }),
    );
  });
});

describe('in a page', () => {
  const made = (html: string) => relativeHtml(html, page);

  test.each([
    ['<a href="/docs/a/">a</a>', '<a href="../a/index.html">a</a>'],
    ["<a class=x href='/docs/a/' id=y>", "<a class=x href='../a/index.html' id=y>"],
    ['<a href=/docs/a/>', '<a href=../a/index.html>'],
    ['<img alt="a > b" src="/x.png">', '<img alt="a > b" src="../../x.png">'],
    [
      '<img srcset="/x.png 1x, /y.png 2x" src="/x.png">',
      '<img srcset="../../x.png 1x, ../../y.png 2x" src="../../x.png">',
    ],
    ['<use xlink:href="/i.svg#a"/>', '<use xlink:href="../../i.svg#a"/>'],
    [
      '<meta http-equiv="refresh" content="0; url=/docs/a/">',
      '<meta http-equiv="refresh" content="0; url=../a/index.html">',
    ],
    ['<meta name="x" content="0; url=/a/">', '<meta name="x" content="0; url=/a/">'],
    [
      '<script src="/a.js">let a = \'<a href="/b/">\';</script>',
      '<script src="../../a.js">let a = \'<a href="/b/">\';</script>',
    ],
    ['<!-- <a href="/a/"> -->', '<!-- <a href="/a/"> -->'],
    [
      '<p title="href=&quot;/a/&quot;">/a/ href="/b/"</p>',
      '<p title="href=&quot;/a/&quot;">/a/ href="/b/"</p>',
    ],
    ['<code>&lt;a href="/a/"&gt;</code>', '<code>&lt;a href="/a/"&gt;</code>'],
  ])('%s', (html, expected) => {
    expect(made(html)).toBe(expected);
  });

  test('of what is not found nothing is changed', () => {
    const html = '<a href="/">Home</a>';
    expect(relativeHtml(html, { ...page, outputPath: '404.html' })).toBe(html);
  });

  test('text of any kind comes out whole and in time', () => {
    const bits = fc.constantFrom(
      '<a href="',
      '"',
      "'",
      '>',
      ' ',
      '/x/',
      '<script>',
      '<!--',
      '=',
      'b',
    );
    fc.assert(
      fc.property(fc.array(bits, { maxLength: 40 }), (list) => {
        const html = list.join('');
        expect(relativeHtml(html, { outputPath: 'index.html', base: '/none/' })).toBe(html);
      }),
    );
    for (const bit of ['<a b', '<a href="', ' a=', '<script>', '<!--', '<a href=/x', '<a a="b" ']) {
      made(bit.repeat(20_000));
    }
  });
});
