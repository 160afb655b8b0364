/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBuilder } from '../../src/build.ts';
import { loadConfig } from '../../src/config/load.ts';
import { launchBrowser } from '../browser.ts';
import { now, write } from '../build/mini-site.ts';
import { picture } from '../images/pictures.ts';
import { chromium, describeWith } from '../requirements.ts';

const types: Readonly<Record<string, string>> = {
  css: 'text/css',
  js: 'text/javascript',
  png: 'image/png',
  svg: 'image/svg+xml',
  webp: 'image/webp',
  woff2: 'font/woff2',
};

const paragraphs = (count: number) => 'Some text of a section.\n\n'.repeat(count);

const files = {
  'rutter.config.mjs': `export default {
    csp: true,
    locales: { en: {}, de: {} },
    markdown: { images: { resize: false } },
  };\n`,
  'content/docs/index.md': '# Manual\n',
  'content/docs/one/index.md': '---\ntitle: First\norder: 1\n---\n',
  'content/docs/one/a.md': `# A\n\n![A chart](chart.png)\n\n${paragraphs(20)}## Second\n\n${paragraphs(30)}### Third\n\n${paragraphs(40)}`,
  'content/docs/two/index.md': '---\ntitle: Other\norder: 2\n---\n',
  ...Object.fromEntries(
    Array.from({ length: 60 }, (_, at) => [
      `content/docs/two/p${at}.md`,
      `---\ntitle: Page ${at}\norder: ${at}\n---\nText.\n`,
    ]),
  ),
  'content/docs/three/deep/x.md': '# X\n',
  'content/own.md': `# Own

<style>#styled { color: rgb(1, 2, 3) }</style>
<p id="styled">a</p>
<p id="attribute" style="color: rgb(4, 5, 6); font-family: &quot;x&quot;">b</p>
<button id="press" onclick="this.dataset.pressed = 'a &amp;&amp; b'">c</button>
<svg width="9" height="9"><style>svg > circle { fill: rgb(7, 8, 9) }</style><circle id="drawn" r="4"/></svg>
<script>document.documentElement.dataset.ran = "é < ü";</script>
`,
};

describeWith(chromium(), 'the frame of a page in a browser', () => {
  let browser: Browser;
  let server: Server;
  let origin = '';
  let root = '';
  const complaints: string[] = [];

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'rutter-chrome-'));
    write(root, files);
    writeFileSync(join(root, 'content/docs/one/chart.png'), await picture(1600, 900));
    const config = await loadConfig({ root });
    expect((await createBuilder(config).build({ now })).ok).toBe(true);
    server = createServer((request, response) => {
      const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
      const file = join(root, 'dist', path.endsWith('/') ? `${path}index.html` : path);
      response.setHeader('content-type', types[file.split('.').at(-1) ?? ''] ?? 'text/html');
      response.end(existsSync(file) ? readFileSync(file) : '');
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    server?.close();
    if (root !== '') rmSync(root, { recursive: true, force: true });
  });

  async function open(url: string, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({
      viewport: { width: 1400, height: 700 },
      reducedMotion: 'reduce',
      ...options,
    });
    const page = await context.newPage();
    page.on('console', (message) => complaints.push(`${url}: ${message.text()}`));
    page.on('pageerror', (error) => complaints.push(`${url}: ${error}`));
    await page.goto(origin + url);
    return page;
  }

  test('what an author wrote into a page runs under its policy; what is put there later does not', async () => {
    const page = await open('/own/');
    const color = (id: string) =>
      page.evaluate((one) => {
        const { color, fill } = getComputedStyle(document.getElementById(one) ?? document.body);
        return one === 'drawn' ? fill : color;
      }, id);
    expect(await color('styled')).toBe('rgb(1, 2, 3)');
    expect(await color('attribute')).toBe('rgb(4, 5, 6)');
    expect(await color('drawn')).toBe('rgb(7, 8, 9)');
    expect(await page.evaluate(() => document.documentElement.dataset.ran)).toBe('é < ü');
    await page.locator('#press').click();
    expect(await page.locator('#press').getAttribute('data-pressed')).toBe('a && b');
    expect(complaints).toEqual([]);
    const ran = await page.evaluate(() => {
      document.body.insertAdjacentHTML('beforeend', '<p onclick="document.title = 1" id="late">');
      const script = document.createElement('script');
      script.textContent = 'document.documentElement.dataset.evil = 1';
      document.body.append(script);
      document.getElementById('late')?.click();
      return [document.documentElement.dataset.evil ?? 'no', document.title];
    });
    expect(ran).toEqual(['no', expect.stringContaining('Own')]);
    expect(complaints.splice(0).length).toBeGreaterThan(0);
    await page.context().close();
  });

  test('folders stay as they were left, and the list where it was', async () => {
    const page = await open('/docs/two/p50/');
    const sidebar = page.locator('.sidebar');
    const current = sidebar.locator('[aria-current]');
    const isSeen = () =>
      current.evaluate((link) => {
        const box = link.closest('.sidebar')?.getBoundingClientRect();
        const { top, bottom } = link.getBoundingClientRect();
        return box !== undefined && top >= box.top && bottom <= box.bottom;
      });
    expect(await isSeen()).toBe(true);
    const top = await sidebar.evaluate((one) => one.scrollTop);
    expect(top).toBeGreaterThan(0);
    await page.getByRole('link', { name: 'Page 51', exact: true }).click();
    expect(await sidebar.evaluate((one) => one.scrollTop)).toBeCloseTo(top, -1);
    await sidebar.locator('summary', { hasText: 'First' }).click();
    await page.getByRole('link', { name: 'Page 52', exact: true }).click();
    const first = sidebar.locator('details', { hasText: 'First' });
    expect(await first.evaluate((one) => (one as HTMLDetailsElement).open)).toBe(false);
    // A folder that begins with another is not closed with that one.
    await sidebar.locator('summary', { hasText: 'Deep' }).click();
    await page.getByRole('link', { name: 'Page 53', exact: true }).click();
    const isOpen = (name: string) =>
      sidebar.locator('summary', { hasText: name }).evaluate((one) => one.closest('details')?.open);
    expect([await isOpen('Three'), await isOpen('Deep')]).toEqual([true, false]);
    // The folder of the page itself is open.
    await page.goto(`${origin}/docs/one/a/`);
    expect(await first.evaluate((one) => (one as HTMLDetailsElement).open)).toBe(true);
    await page.context().close();
  });

  test('the table of contents says where one is, and there is a way back', async () => {
    const page = await open('/docs/one/a/');
    const now = page.locator('.toc [aria-current]');
    expect(await now.count()).toBe(0);
    expect(await page.locator('.to-top a').isVisible()).toBe(true);
    await page.locator('#third').evaluate((one) => one.scrollIntoView());
    await expect.poll(() => now.allTextContents()).toEqual(['Third']);
    await page.locator('#second').evaluate((one) => one.scrollIntoView());
    await expect.poll(() => now.allTextContents()).toEqual(['Second']);
    await page.locator('.to-top a').click();
    await expect.poll(() => page.evaluate(() => scrollY)).toBe(0);
    await page.goto(`${origin}/own/`);
    expect(await page.locator('.to-top a').isVisible()).toBe(false);
    await page.context().close();
  });

  test('the mark of a heading copies its address', async () => {
    const page = await open('/docs/one/a/', { permissions: ['clipboard-read', 'clipboard-write'] });
    await page.locator('#second .anchor').click();
    await expect
      .poll(() => page.evaluate(() => navigator.clipboard.readText()))
      .toBe(`${origin}/docs/one/a/#second`);
    expect(await page.getByRole('status').innerText()).toBe('Link copied');
    await page.context().close();
  });

  test('a picture that is larger than it is shown can be seen large, by keyboard too', async () => {
    const page = await open('/docs/one/a/');
    const control = page.getByRole('button', { name: 'Enlarge: A chart' });
    await control.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'A chart' });
    expect(await dialog.isVisible()).toBe(true);
    expect(await page.evaluate(() => document.activeElement?.ariaLabel)).toBe('Close');
    const { width = 0 } = (await dialog.locator('img').boundingBox()) ?? {};
    expect(width).toBeGreaterThan(800);
    await page.keyboard.press('Escape');
    expect(await dialog.isVisible()).toBe(false);
    expect(await control.evaluate((one) => one === document.activeElement)).toBe(true);
    await control.click();
    await dialog.click({ position: { x: 5, y: 5 } });
    expect(await dialog.isVisible()).toBe(false);
    await page.context().close();
  });

  test('menus close by Escape, and where one turns to something else', async () => {
    const page = await open('/docs/one/a/');
    const menu = page.locator('.menu-language');
    await menu.locator('summary').click();
    await menu.getByRole('link').first().focus();
    await page.keyboard.press('Escape');
    expect(await menu.evaluate((one) => (one as HTMLDetailsElement).open)).toBe(false);
    expect(await page.evaluate(() => document.activeElement?.localName)).toBe('summary');
    await page.keyboard.press('Enter');
    expect(await menu.getByRole('link').first().isVisible()).toBe(true);
    await page.locator('h1').click();
    expect(await menu.getByRole('link').first().isVisible()).toBe(false);
    await page.context().close();
  });

  test.each([true, false])(
    'on a phone all of it is behind three summaries, with scripts: %s',
    async (javaScriptEnabled) => {
      const page = await open('/docs/one/a/', {
        javaScriptEnabled,
        viewport: { width: 320, height: 640 },
      });
      const seen = (selector: string) => page.locator(selector).first().isVisible();
      for (const [box, link] of [
        ['.site-menu', '.site-menu nav a'],
        ['.sidebar', '.sidebar nav a'],
        ['.toc', '.toc nav a'],
      ] as const) {
        expect(await seen(link)).toBe(false);
        await page.locator(`${box} > summary`).click();
        expect(await seen(link)).toBe(true);
        const sheet = await page.locator(`${box} > nav`).boundingBox();
        expect(sheet?.x).toBe(0);
        expect(sheet?.width).toBe(320);
        await page.locator(`${box} > summary`).click();
      }
      expect(await seen('.scheme-switch')).toBe(javaScriptEnabled);
      await page.locator('.toc > summary').click();
      await page.locator('.toc a', { hasText: 'Third' }).click();
      if (javaScriptEnabled) expect(await seen('.toc nav a')).toBe(false);
      const top = await page.locator('#third').evaluate((one) => one.getBoundingClientRect().top);
      const bar = await page.locator('.page-bar').boundingBox();
      expect(top).toBeGreaterThan((bar?.y ?? 0) + (bar?.height ?? 999));
      expect(top).toBeLessThan(300);
      await page.context().close();
    },
  );

  test.each([
    ['dark', ''],
    ['light', 'dark'],
    ['dark', 'light'],
  ] as const)(
    'a browser that does not know `light-dark()` has the same colours: %s, chosen %j',
    async (colorScheme, chosen) => {
      const page = await open('/docs/one/', { colorScheme });
      await page.evaluate((scheme) => localStorage.setItem('scheme', scheme), chosen);
      const colors = async () => {
        await page.reload();
        return page.evaluate(() =>
          ['html', 'body', 'main a', '.site-header', 'kbd'].map((one) => {
            const style = getComputedStyle(document.querySelector(one) ?? document.body);
            return [style.color, style.backgroundColor, style.borderTopColor];
          }),
        );
      };
      const known = await colors();
      await page.route('**/style.*.css', async (route) => {
        const response = await route.fetch();
        const body = (await response.text()).replaceAll('light-dark(', 'not-known(');
        await route.fulfill({ response, body });
      });
      expect(await colors()).toEqual(known);
      await page.context().close();
    },
  );

  test('no page had anything to complain of', () => expect(complaints).toEqual([]));
});
