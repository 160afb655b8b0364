import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { isOurHost } from '../../src/dev/hosts.ts';
import { createLive } from '../../src/dev/live.ts';
import { preview } from '../../src/dev/preview.ts';
import { type ServeOptions, type Serving, serve } from '../../src/dev/serve.ts';
import { find, type ServedSite } from '../../src/dev/served-site.ts';
import type { Config } from '../../src/model/config.ts';
import { diagnosticAt } from '../../src/model/diagnostic.ts';
import { digestOf, sourceFile, spanAt } from '../../src/model/source.ts';
import { manifestName, readManifest } from '../../src/output/manifest.ts';
import { publish } from '../../src/output/publish.ts';
import { ask, askRaw, listenTo, siteOf } from './site.ts';

const folder = mkdtempSync(join(tmpdir(), 'rutter-dev-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const files = {
  'index.html': '<!doctype html><html><head><title>Home</title></head><body>home</body></html>',
  'docs/index.html': '<p>docs</p>',
  'docs/naïve file.html': '<p>named</p>',
  '404.html': '<p>lost</p>',
  'de/404.html': '<p>verirrt</p>',
  'style.css': 'a{}',
  'feed.xml': '<feed/>',
  'picture.avif': 'x',
  program: 'x',
};

async function serving(
  site: ServedSite,
  options: Partial<ServeOptions> = {},
): Promise<Serving & { port: number }> {
  const started = await serve({
    address: { port: 0 },
    base: site.base,
    current: async () => site,
    ...options,
  });
  onTestFinished(() => started.close());
  return { ...started, port: Number(new URL(started.url).port) };
}

describe('a served site', () => {
  let site: ServedSite;
  beforeAll(() => {
    site = siteOf(join(folder, 'out'), files);
    writeFileSync(join(folder, 'out/unlisted.html'), 'not in the manifest');
    writeFileSync(join(folder, 'secret.txt'), 'secret');
  });

  test('files with their types, a folder with its index', async () => {
    const { port } = await serving(site);
    const home = await ask(port, '/');
    expect(home).toMatchObject({ status: 200, body: files['index.html'] });
    expect(home.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-length': String(files['index.html'].length),
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-cache',
    });
    expect((await ask(port, '/docs/?q=1')).body).toBe('<p>docs</p>');
    expect((await ask(port, '/docs/na%C3%AFve%20file.html')).body).toBe('<p>named</p>');
    const types = ['/style.css', '/feed.xml', '/picture.avif', '/program'].map(
      async (path) => (await ask(port, path)).headers['content-type'],
    );
    expect(await Promise.all(types)).toEqual([
      'text/css; charset=utf-8',
      'text/xml; charset=utf-8',
      'image/avif',
      'application/octet-stream',
    ]);
  });

  test('a folder without its slash is sent there, query and all', async () => {
    const { port } = await serving(site);
    const { status, headers } = await ask(port, '/docs?x=1');
    expect([status, headers.location]).toEqual([301, '/docs/?x=1']);
  });

  test('what is not there is the 404 page with status 404', async () => {
    const { port } = await serving(site);
    expect(await ask(port, '/nothing')).toMatchObject({ status: 404, body: '<p>lost</p>' });
    expect(await ask(port, '/unlisted.html')).toMatchObject({ status: 404 });
    for (const path of ['/de/nothing', '/de/', '/de/docs/nothing/', '/de/docs/?de']) {
      expect(await ask(port, path), path).toMatchObject({ status: 404, body: '<p>verirrt</p>' });
    }
    expect(await ask(port, '/den/')).toMatchObject({ status: 404, body: '<p>lost</p>' });
  });

  test('HEAD has the headers and no body; what changes things is refused', async () => {
    const { port } = await serving(site);
    const head = await ask(port, '/', { method: 'HEAD' });
    expect([head.status, head.body, Number(head.headers['content-length'])]).toEqual([
      200,
      '',
      files['index.html'].length,
    ]);
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']) {
      const { status, headers } = await ask(port, '/', { method });
      expect([method, status, headers.allow]).toEqual([method, 405, 'GET, HEAD']);
    }
  });

  test('the digest is the tag by which a browser asks again', async () => {
    const { port } = await serving(site);
    const { etag = '' } = (await ask(port, '/style.css')).headers;
    expect(etag).toBe(`"${digestOf('a{}').slice(7)}"`);
    const again = await ask(port, '/style.css', {
      headers: { 'If-None-Match': `"other", W/${etag}` },
    });
    expect([again.status, again.body]).toEqual([304, '']);
  });

  test('no spelling of a path leads out of the manifest', async () => {
    const { port } = await serving(site);
    const targets = [
      '/../secret.txt',
      '/../../../../../../etc/passwd',
      '/%2e%2e/secret.txt',
      '/%2e%2e%2fsecret.txt',
      '/..%5csecret.txt',
      '/..\\secret.txt',
      '/docs/../../secret.txt',
      '/docs/..;/secret.txt',
      '/%252e%252e/secret.txt',
      '//etc/passwd',
      '/file:///etc/passwd',
      '/index.html%00.css',
      '/__proto__',
      '/constructor',
      '/.rutter-manifest.json',
      '/%',
      '/%c0%ae%c0%ae/secret.txt',
      'http://127.0.0.1/../secret.txt',
      '*',
    ];
    for (const target of targets) {
      const answer = await askRaw(
        port,
        `GET ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
      );
      expect(answer, target).toMatch(/^HTTP\/1\.1 (400|404) /);
      expect(answer, target).not.toMatch(/root:|secret\n?$/);
    }
  });

  test('a redirect never leads to another host', () => {
    const odd = siteOf(join(folder, 'odd'), { '/evil.example/index.html': 'x' });
    const found = find(odd, '//evil.example');
    expect(found).toEqual({ kind: 'missing' });
  });

  test('only those who call us by our name are answered', async () => {
    const { port } = await serving(site);
    const status = async (host: string) => (await ask(port, '/', { headers: { host } })).status;
    for (const host of ['localhost', `localhost:${port}`, '127.0.0.1', 'LOCALHOST', '[::1]:80']) {
      expect([host, await status(host)]).toEqual([host, 200]);
    }
    for (const host of [
      'evil.example',
      'localhost.evil.example',
      '127.0.0.1.nip.io',
      '192.168.0.5',
      'user@localhost',
      '[::2]',
    ]) {
      expect([host, await status(host)]).toEqual([host, 403]);
    }
    expect(await askRaw(port, 'GET / HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1\.1 403 /);
  });

  test('a host that was asked for counts; every address when all were', () => {
    expect(isOurHost('box.example:80', 'box.example')).toBe(true);
    expect(isOurHost('192.168.0.5', '0.0.0.0')).toBe(true);
    expect(isOurHost('[fe80::1]:80', '::')).toBe(true);
    expect(isOurHost('evil.example', '0.0.0.0')).toBe(false);
    expect(isOurHost(undefined, '0.0.0.0')).toBe(false);
  });

  test('below a base nothing else is there', async () => {
    const based = siteOf(join(folder, 'based'), files, '/hand book/');
    const { port, url } = await serving(based);
    expect(url).toMatch(/\/hand%20book\/$/);
    expect((await ask(port, '/hand%20book/docs/')).body).toBe('<p>docs</p>');
    expect((await ask(port, '/hand%20book/docs')).headers.location).toBe('/hand%20book/docs/');
    expect((await ask(port, '/')).headers.location).toBe('/hand%20book/');
    expect((await ask(port, '/hand%20book')).headers.location).toBe('/hand%20book/');
    expect((await ask(port, '/docs/')).status).toBe(404);
  });

  test('a port that is taken is stepped over, and that is said', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void taken.close());
    const { port } = taken.address() as { port: number };
    const started = await serving(site, { address: { port } });
    expect(started.movedFrom).toBe(port);
    expect(started.port).toBeGreaterThan(port);
    expect((await ask(started.port, '/style.css')).body).toBe('a{}');
  });

  test('an address that is not ours is told to the person', async () => {
    const attempt = serving(site, { address: { port: 0, host: '192.0.2.1' } });
    await expect(attempt).rejects.toMatchObject({ diagnostics: [{ code: 'serve-address' }] });
  });
});

describe('preview', () => {
  const config = (root: string) =>
    ({ root, outDir: join(root, 'dist'), site: { base: '/' } }) as unknown as Config;
  const files = (text: string) => [{ path: 'index.html', contents: text }];

  test('refuses when nothing has been built', async () => {
    const root = mkdtempSync(join(folder, 'none-'));
    const attempt = preview({
      config: config(root),
      address: { port: 0 },
      readManifest,
      manifestName,
    });
    await expect(attempt).rejects.toMatchObject({
      diagnostics: [{ code: 'preview-no-site', message: 'there is no built site in `dist`' }],
    });
  });

  test('notices that the site was built again', async () => {
    const root = mkdtempSync(join(folder, 'twice-'));
    const places = { outDir: join(root, 'dist'), stateDir: join(root, '.rutter') };
    await publish({ ...places, files: files('one') });
    const started = await preview({
      config: config(root),
      address: { port: 0 },
      readManifest,
      manifestName,
    });
    onTestFinished(() => started.close());
    const port = Number(new URL(started.url).port);
    const before = await ask(port, '/');
    await publish({ ...places, files: [...files('two'), { path: 'new.html', contents: 'new' }] });
    const after = await ask(port, '/');
    expect([before.body, after.body]).toEqual(['one', 'two']);
    expect(after.headers.etag).toBe(`"${digestOf('two').slice(7)}"`);
    expect((await ask(port, '/new.html')).body).toBe('new');
  });
});

describe('the live part', () => {
  test('is put into pages as a file of its own, and into nothing else', async () => {
    const site = siteOf(join(folder, 'live'), files);
    const live = createLive();
    onTestFinished(() => live.close());
    const { port } = await serving(site, { live });
    const { body, headers } = await ask(port, '/');
    expect(body).toMatch(
      /<script src="\/__rutter\/live\.js\?build=[\w-]+" defer><\/script><\/head>/,
    );
    expect(body.replace(/<script.*?<\/script>/, '')).toBe(files['index.html']);
    expect(headers['cache-control']).toBe('no-store');
    expect((await ask(port, '/docs/')).body).toMatch(/^<p>docs<\/p><script/);
    expect((await ask(port, '/style.css')).body).toBe('a{}');
    const script = await ask(port, '/__rutter/live.js?build=x');
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect((await ask(port, '/__rutter/nothing')).status).toBe(404);
  });

  test('tells a new build and problems, escaped, and lets go at the end', async () => {
    const site = siteOf(join(folder, 'told'), files);
    const live = createLive();
    const { port, close } = await serving(site, { live });
    const events = await listenTo(port);
    const first = await events.next();
    expect(first.overlay).toBe('');
    const source = sourceFile('content/<b>.md', '<script>alert(1)</script>');
    const problem = diagnosticAt(source, spanAt(source.text, 0, 8), {
      code: 'link-broken',
      message: '"<img onerror=x>"',
      hint: "it's <here>",
      details: ['<i>'],
    });
    live.tell({ build: 0, problems: [problem] });
    const broken = await events.next();
    expect(broken.build).toBe(first.build);
    expect(broken.overlay).toContain('&lt;script&gt;alert(1)');
    expect(broken.overlay).not.toMatch(/<script|<img|<here>|<i>[^l]/);
    live.tell({ build: 1, problems: [] });
    const mended = await events.next();
    expect(mended.overlay).toBe('');
    expect(mended.build).not.toBe(first.build);
    expect((await ask(port, '/')).body).toContain(`build=${mended.build}"`);
    live.close();
    await close();
    events.close();
  });

  test('before there is a site, the page waits for one', async () => {
    const live = createLive();
    onTestFinished(() => live.close());
    const site = siteOf(join(folder, 'not-yet'), files);
    const { port } = await serving(site, { live, current: async () => undefined });
    const { status, body } = await ask(port, '/');
    expect([status, /live\.js/.test(body)]).toEqual([503, true]);
  });
});
