import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { CspConfig } from '../../src/model/csp.ts';
import { pagePolicy, withPolicy } from '../../src/site/page-policy.ts';

const plain =
  "default-src 'self'; base-uri 'none'; form-action 'self'; frame-src 'none'; object-src 'none'";
const policy = (html: string, csp: Exclude<CspConfig, false> = {}, fromDisk = false): string =>
  pagePolicy(html, { csp, fromDisk });
/** What is beyond the policy of a page with nothing in it. */
const more = (html: string, csp?: Exclude<CspConfig, false>): readonly string[] =>
  policy(html, csp)
    .split('; ')
    .filter((one) => !plain.split('; ').includes(one));
const hash = (text: string): string =>
  `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

describe('the policy of a page', () => {
  test('allows what is the site’s own and nothing else', () => {
    expect(
      policy('<script src="/a.js"></script><link rel="stylesheet" href="/a.css"><img src="a.png">'),
    ).toBe(plain);
  });

  test('has the hash of each script and style that stands in the page', () => {
    expect(
      more('<script>a()</script><script type="module">b()</script><style>p{}</style>'),
    ).toEqual([
      `script-src 'self' ${hash('a()')} ${hash('b()')}`,
      `style-src 'self' ${hash('p{}')}`,
    ]);
  });

  test('knows what is data', () => {
    expect(
      more('<script type="application/ld+json">{}</script><script type="text/x-tmpl">x</script>'),
    ).toEqual([]);
    expect(more('<SCRIPT TYPE=importmap>{}</SCRIPT>')).toEqual([`script-src 'self' ${hash('{}')}`]);
  });

  test('lets attributes with styles and handlers stand, and no others like them', () => {
    expect(more('<p style="color: &quot;red&#x22;" onclick=\'go("a &amp; b")\'>x</p>')).toEqual([
      `style-src-attr 'unsafe-hashes' ${hash('color: "red"')}`,
      `script-src-attr 'unsafe-hashes' ${hash('go("a & b")')}`,
    ]);
    expect(
      more('<p>style="a" onclick="b"</p><!-- <p style="c"> --><textarea><p style="d"></textarea>'),
    ).toEqual([]);
  });

  test('reads the style of a drawing as text, that of a page as it stands', () => {
    expect(more('<svg><style>a &gt; b{}</style></svg>')).toEqual([
      `style-src 'self' ${hash('a > b{}')}`,
    ]);
    expect(more('<svg><style><![CDATA[a > b{}]]></style></svg>')).toEqual([
      `style-src 'self' ${hash('a > b{}')}`,
    ]);
    expect(more('<svg></svg><style>a &gt; b{}\r\n</style>')).toEqual([
      `style-src 'self' ${hash('a &gt; b{}\n')}`,
    ]);
  });

  test('names where a page fetches from: scripts and styles whole, all else by its origin', () => {
    expect(
      more(`
        <script src="https://cdn.example.org/a/b;c.js?v=1"></script>
        <link rel="stylesheet" href="//cdn.example.org/a.css">
        <img src="https://img.example.org/x.png" srcset="/a.png 1x, https://two.example.org/x.png 2x">
        <picture><source srcset="https://three.example.org/a.avif"></picture>
        <video poster="https://img.example.org/p.png" src="http://video.example.org/v.mp4"></video>
        <iframe src="https://maps.example.org/embed?a=b"></iframe>
        <form action="https://forms.example.org/send"><button formaction="/own">x</button></form>
        <img src="data:image/png;base64,AA"><a href="https://nowhere.example.org/">a link is no fetch</a>
      `),
    ).toEqual([
      "form-action 'self' https://forms.example.org",
      'frame-src https://maps.example.org',
      "script-src 'self' https://cdn.example.org/a/b%3Bc.js",
      "style-src 'self' https://cdn.example.org/a.css",
      "img-src 'self' https://img.example.org https://two.example.org https://three.example.org data:",
      "media-src 'self' http://video.example.org",
    ]);
  });

  test('takes no host that would mean something else in it', () => {
    const hosts = ['a;upgrade-insecure-requests', '*', '*.example.org', 'a,b', "a'b", 'a%3Bb'];
    expect(more(hosts.map((host) => `<img src="https://${host}/x.png">`).join(''))).toEqual([]);
    expect(more('<img src="https://b\u00fccher.example:8443/x.png"><img src="//[::1]/x">')).toEqual(
      ["img-src 'self' https://xn--bcher-kva.example:8443 https://[::1]"],
    );
  });

  test('allows frames of the site itself where there is one', () => {
    expect(
      more('<iframe src="/map/"></iframe><object data="a.svg"></object><base href="/x/">'),
    ).toEqual(["base-uri 'self'", "frame-src 'self'", "object-src 'self'"]);
  });

  test('reads what styles fetch', () => {
    const style =
      '@import "https://a.example.org/x.css"; p{background:url(https://b.example.org/y.png)}';
    expect(more(`<style>${style}</style>`)).toEqual([
      `style-src 'self' ${hash(style)} https://a.example.org/x.css`,
      "img-src 'self' https://b.example.org",
    ]);
  });

  test('a page with a video may frame its player, one with Mermaid have its styles', () => {
    expect(more('<div data-embed="youtube:dQw4w9WgXcQ:0"></div>')).toEqual([
      'frame-src https://www.youtube-nocookie.com',
    ]);
    expect(
      more(
        '<style>a{}</style><p style="b"></p><script src="../assets/mermaid.11.2.0.js"></script>',
      ),
    ).toEqual(["style-src 'self' 'unsafe-inline'"]);
  });

  test('a page with the search may compile WebAssembly', () => {
    expect(more('<a href="/search/" data-search>Search</a>')).toEqual([
      "script-src 'self' 'wasm-unsafe-eval'",
    ]);
  });

  test('reads the page in a frame', () => {
    expect(more('<iframe srcdoc="<script>a(&quot;b&quot;)</script>"></iframe>')).toEqual([
      `script-src 'self' ${hash('a("b")')}`,
    ]);
  });

  test('has what the site adds, in the directive and in those that stand for it', () => {
    expect(
      more('<script>a()</script>', {
        'script-src-elem': ['https://stats.example.org'],
        'connect-src': ['https://stats.example.org'],
        'base-uri': ["'self'"],
        'upgrade-insecure-requests': true,
        'frame-ancestors': ["'none'"],
      }),
    ).toEqual([
      "base-uri 'self'",
      `script-src 'self' ${hash('a()')}`,
      "connect-src 'self' https://stats.example.org",
      'upgrade-insecure-requests',
      `script-src-elem 'self' ${hash('a()')} https://stats.example.org`,
    ]);
    expect(
      policy('<img src="https://b.example.org/x">', { 'default-src': ['https://a.example.org'] }),
    ).toBe(
      `default-src 'self' https://a.example.org; ${plain.split('; ').slice(1).join('; ')}; img-src 'self' https://a.example.org https://b.example.org`,
    );
  });

  test('where the site allows everything that stands in pages, no hash takes that back', () => {
    expect(more('<style>a{}</style><p style="b">', { 'style-src': ["'unsafe-inline'"] })).toEqual([
      "style-src 'self' 'unsafe-inline'",
    ]);
  });

  test('from a disk files are the site’s own', () => {
    expect(policy('<p>', {}, true)).toMatch(/^default-src 'self' file:; /);
  });
});

describe('where a policy stands', () => {
  const options = { csp: {}, fromDisk: false };
  const meta = `<meta http-equiv="Content-Security-Policy" content="${plain}">\n`;

  test.each([
    ['<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n', '<title>x</title>'],
    ['<!DOCTYPE html><html><head>', '<script src="/a.js"></script>'],
    ['<!doctype html>\n', '<title>x</title><p>a page without a head of its own</p>'],
    ['', '<p>x'],
  ])('after %j', (before, after) => {
    expect(withPolicy(before + after, options)).toBe(before + meta + after);
  });
});
