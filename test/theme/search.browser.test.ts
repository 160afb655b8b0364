/// <reference lib="dom" />
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBuilder } from '../../src/build.ts';
import { loadConfig } from '../../src/config/load.ts';
import { launchBrowser } from '../browser.ts';
import { write } from '../build/mini-site.ts';
import { leaveEvidence } from '../reader/evidence.ts';
import { chromium, describeWith } from '../requirements.ts';

const label =
  '```sh\nsemanage fcontext -a -t etc_t "/srv/data(/.*)?"\ndocker build --no-cache .\necho $HOST\n```\n';
const files = {
  'rutter.config.mjs': `export default {
  site: { base: '/handbook/' },
  locales: { en: {}, zh: {} },
  versions: { guides: { new: { status: 'latest' }, old: {} } },
  collections: { guides: { kind: 'doc' } },
};
`,
  'content/docs/labels.md': `---\ntitle: Labels on volumes\ntags: [selinux]\n---\nA volume.\n\n## The lasting fix\n\n${label}`,
  'content/docs/hostile.md':
    '# Markup `<b>` in a title\n\n## A `<img src=x onerror=alert(1)>` heading\n\nWrite `<script>alert(1)</script>` as text.\n',
  'content/docs/labels.zh.md':
    '# 卷上的标签\n\n容器无法写入其挂载的卷，几小时后发现是安全标签的问题。\n',
  'content/guides/new/start.md': '# Start\n\nAnchors aweigh.\n',
  'content/guides/old/start.md': '# Start\n\nAnchors aweigh, as it was.\n',
  'content/runbooks/disk.md':
    '---\ntags: [disk]\n---\n# A full disk\n\nThe volume is full.\n\n```sh\ndf -h\n```\n',
  'content/docs/configuration.md': '# Configuration\n\nEvery key.\n',
  'content/docs/idempotent.md': '# Steps that run twice\n\nAnd change nothing.\n',
  'content/docs/secrets.md': '# Secrets\n\nWords that nobody may see.\n',
  // Speaks of all of them, and often.
  'content/docs/everything.md': `# Everything\n\n## A theme in the configuration\n\n${'The configuration of a secret. '.repeat(12)}It is idempotent.\n`,
  // Its evidence says that it fails.
  'content/runbooks/disk-full.md':
    '---\ntitle: No space left\nrunbook: { images: [debian:13] }\ntags: [space]\n---\n```sh\ndf -i\n```\n',
};

/** When the last run of `disk-full` was, in the evidence that is left. */
const failedAt = '2026-11-14T03:14:00Z';

/** Nothing but files of its own, and WebAssembly. */
const policy =
  "default-src 'none'; style-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self'; font-src 'self'; connect-src 'self'; worker-src 'self'";
const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css',
  js: 'text/javascript',
  svg: 'image/svg+xml',
  json: 'application/json',
  woff2: 'font/woff2',
};

describeWith(chromium(), 'the search in a browser', () => {
  let browser: Browser;
  let root: string;
  let outDir: string;
  let origin: string;
  let close: () => void;
  const asked: string[] = [];
  const complaints: string[] = [];
  /** For questions that need no page of their own. */
  let asking: Page;

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'rutter-search-'));
    write(root, files);
    const config = await loadConfig({ root });
    await leaveEvidence(config);
    const { ok } = await createBuilder(config).build();
    expect(ok).toBe(true);
    outDir = config.outDir;
    const server = createServer((request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'http://localhost');
      asked.push(pathname);
      const path = pathname.replace(/^\/handbook\//, '').replace(/(^|\/)$/, '$1index.html');
      response.setHeader('content-type', types[path.split('.').at(-1) ?? ''] ?? 'text/plain');
      response.setHeader('content-security-policy', policy);
      try {
        response.end(readFileSync(join(outDir, path)));
      } catch {
        response.writeHead(404).end();
      }
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    close = () => server.close();
    browser = await launchBrowser();
    asking = await open('/search/');
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    close?.();
    rmSync(root, { recursive: true, force: true });
  });

  async function open(url: string, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    page.on('console', (message) => complaints.push(`${url}: ${message.text()}`));
    page.on('pageerror', (error) => complaints.push(`${url}: ${error}`));
    page.on('dialog', (dialog) => complaints.push(`${url}: ${dialog.message()}`));
    await page.goto(url.startsWith('file:') ? url : `${origin}/handbook${url}`);
    return page;
  }

  const field = (page: Page) => page.locator('[data-search-box] input[name=q]');
  const results = (page: Page) => page.locator('.search-results > li');

  /** Waits for what belongs to the question. */
  async function search(page: Page, text: string): Promise<readonly string[]> {
    await field(page).fill(text);
    await page.waitForTimeout(200);
    await page.waitForFunction(
      () => document.querySelector('.search:not([aria-busy]) .search-status')?.textContent,
    );
    return results(page)
      .locator('.search-page')
      .evaluateAll((links) =>
        links.map((link) => new URL((link as HTMLAnchorElement).href).pathname),
      );
  }

  test('nothing is loaded before it is opened, and what is typed at once is not lost', async () => {
    asked.length = 0;
    const page = await open('/docs/labels/');
    await page.waitForLoadState('networkidle');
    expect(asked.filter((path) => /search|pagefind/.test(path.replace('search-open', '')))).toEqual(
      [],
    );
    await page.keyboard.press('/');
    await page.keyboard.type('fcontext');
    await results(page).first().waitFor();
    expect(await field(page).inputValue()).toBe('fcontext');
    await page.context().close();
  });

  test('commands in code are found below their heading, with what was looked for marked', async () => {
    const page = await open('/runbooks/disk/');
    await page.keyboard.press('Control+k');
    for (const text of ['semanage fcontext', '--no-cache', '$HOST', '/srv/data', 'docker build']) {
      expect((await search(page, text))[0], text).toBe('/handbook/docs/labels/');
    }
    expect(await search(page, 'semanage fcontext')).toEqual(['/handbook/docs/labels/']);
    const part = results(page).locator('.search-part');
    expect(await part.getAttribute('href')).toMatch(/\/handbook\/docs\/labels\/#the-lasting-fix$/);
    expect(await part.locator('mark').allTextContents()).toEqual(['semanage', 'fcontext']);
    // Neither the title nor the top of the page has it: its own link leads there, too.
    expect(await results(page).locator('.search-page').getAttribute('href')).toMatch(
      /#the-lasting-fix$/,
    );
    expect(await search(page, 'word9000')).toEqual([]);
    expect(await page.locator('.search-status').innerText()).toContain('word9000');
    await page.context().close();
  });

  test('keys alone lead through the results and out of them', async () => {
    const page = await open('/docs/labels/');
    await page.keyboard.press('/');
    await search(page, 'volume');
    // What Enter opens is marked from the beginning, and told to screen readers; the focus stays where
    // letters are typed.
    const palette = page.getByRole('combobox', { name: 'Search', expanded: true });
    const at = async () => {
      expect(await palette.evaluate((one) => one === document.activeElement)).toBe(true);
      const id = await palette.getAttribute('aria-activedescendant');
      const chosen = page.locator('.search-results').getByRole('option', { selected: true });
      expect(await chosen.getAttribute('id')).toBe(id);
      return chosen.innerText();
    };
    const [first, second] = await page.locator('.search-results a').allInnerTexts();
    expect(await at()).toBe(first);
    await page.keyboard.press('ArrowDown');
    expect(await at()).toBe(second);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    expect(await at()).toBe(first);
    await page.keyboard.press('s');
    expect(await field(page).inputValue()).toBe('volumes');
    await page.keyboard.press('Escape');
    expect(await page.locator('dialog[open]').count()).toBe(0);
    await page.keyboard.press('/');
    expect((await search(page, 'labels'))[0]).toBe('/handbook/docs/labels/');
    // What is shown when Enter comes is still of the question before.
    await field(page).fill('full disk');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/runbooks/disk/**');
    // A field of the page is typed into.
    await page.keyboard.press('/');
    await field(page).press('/');
    expect(await field(page).inputValue()).toBe('/');
    await page.context().close();
  });

  test('on its own page there are ordinary links, which keys lead to', async () => {
    const page = await open('/search/');
    await search(page, 'volume');
    const focused = () => page.evaluate(() => document.activeElement?.className ?? '');
    await field(page).press('Enter');
    expect(await focused()).toBe('search-page');
    await page.keyboard.press('ArrowUp');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT');
    expect(await page.locator('.search-results').getByRole('link').count()).toBeGreaterThan(1);
    await page.context().close();
  });

  test('before a question there is what fails and what was opened', async () => {
    const page = await open('/docs/labels/');
    const failing = page.getByRole('group', { name: 'failing' }).getByRole('option');
    // A result says how old its proof is, as pages do.
    for (const [seconds, said] of [
      [20, '1 minute'],
      [59 * 60, '59 minutes'],
      [47 * 3600, '47 hours'],
      [13 * 86400, '13 days'],
      [14 * 86400, '2 weeks'],
    ] as const) {
      await page.clock.setFixedTime(Date.parse(failedAt) + seconds * 1000);
      await page.reload();
      await page.keyboard.press('/');
      await failing.waitFor();
      expect((await failing.innerText()).replace(/\s+/g, '')).toBe(
        `No space left failing failed ${said} ago`.replaceAll(' ', ''),
      );
    }
    await search(page, 'semanage');
    await page.locator('.search-part').click();
    await page.waitForURL('**#the-lasting-fix');
    await page.reload();
    await page.keyboard.press('/');
    const recent = page.getByRole('group', { name: 'Recently opened' }).getByRole('option');
    await recent.waitFor();
    expect(await recent.innerText()).toMatch(/^Labels on volumes\s*The lasting fix$/);
    await page.getByRole('button', { name: 'Clear' }).click();
    expect(await recent.count()).toBe(0);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/runbooks/disk-full/');
    await page.context().close();
  });

  test('where nothing is found, what was meant is, and is named', async () => {
    const page = await open('/docs/labels/');
    await page.keyboard.press('/');
    const said = () => page.locator('.search-status').innerText();
    expect(await search(page, 'semanaeg')).toEqual(['/handbook/docs/labels/']);
    expect(await said()).toBe('Nothing was found for “semanaeg”. Results for “semanage”: 1');
    expect(await search(page, 'aweigh fcontext')).toHaveLength(2);
    expect(await said()).toContain('Results for “aweigh, fcontext”');
    await search(page, 'volume');
    expect(await said()).toBe('Results: 2');
    // Where the menus are why, one press undoes them.
    await page.getByRole('combobox', { name: 'Tag' }).selectOption('space');
    await page.getByRole('button', { name: 'Everywhere' }).click();
    await page.waitForFunction(
      () => document.querySelectorAll('.search-results > li').length === 2,
    );
    await page.context().close();
  });

  test.each([
    ['configuration', 'configuration'],
    ['config', 'configuration'],
    ['confguration', 'configuration'],
    ['secret', 'secrets'],
    ['idempotent', 'idempotent'],
    ['theme configuration', 'everything'],
    ['which secret do the themes have', 'everything'],
  ])('%s: what is called so comes before what only speaks of it', async (text, page) => {
    expect((await search(asking, text))[0]).toBe(`/handbook/docs/${page}/`);
  });

  test('the key can be turned off', async () => {
    const page = await open('/docs/labels/');
    await page.keyboard.press('/');
    await page.getByRole('checkbox', { name: /opens the search/ }).uncheck();
    await page.keyboard.press('Escape');
    await page.keyboard.press('/');
    expect(await page.locator('dialog[open]').count()).toBe(0);
    await page.keyboard.press('Control+k');
    expect(await page.locator('dialog[open]').count()).toBe(1);
    await page.context().close();
  });

  test('what pages say is text, whatever it looks like', async () => {
    const page = await open('/search/');
    expect(await search(page, 'alert')).toEqual(['/handbook/docs/hostile/']);
    expect(await results(page).innerText()).toContain('<img src=x onerror=alert(1)>');
    expect(await results(page).locator('script, img, b').count()).toBe(0);
    await search(page, '<img src=x onerror=alert(1)>');
    expect(await page.locator('.search img').count()).toBe(0);
    await page.context().close();
  });

  test('menus narrow what is found, and the page can be linked to', async () => {
    const page = await open('/search/?q=volume&collection=runbooks');
    await results(page).first().waitFor();
    expect(await results(page).count()).toBe(1);
    expect(await page.locator('.search-links').isVisible()).toBe(false);
    await page.getByRole('combobox', { name: 'Collection' }).selectOption('Everywhere');
    await page.waitForFunction(
      () => document.querySelectorAll('.search-results > li').length === 2,
    );
    expect(new URL(page.url()).search).toBe('?q=volume');
    await page.getByRole('combobox', { name: 'Tag' }).selectOption('selinux');
    await page.waitForFunction(
      () => document.querySelectorAll('.search-results > li').length === 1,
    );
    await page.getByRole('combobox', { name: 'Tag' }).selectOption('Any tag');
    const states = page.getByRole('combobox', { name: 'State' });
    // Those that there are, and no others.
    expect(await states.locator('option').allTextContents()).toEqual([
      'Any state',
      'failing',
      'unverified',
    ]);
    await states.selectOption('unverified');
    await page.waitForFunction(
      () => document.querySelectorAll('.search-results > li').length === 1,
    );
    expect(await results(page).innerText()).toContain('unverified');
    await page.context().close();
  });

  test('the latest version is searched, and another one from its own pages', async () => {
    const page = await open('/docs/labels/');
    await page.keyboard.press('/');
    expect(await search(page, 'aweigh')).toEqual(['/handbook/guides/start/']);
    await page.goto(`${origin}/handbook/guides/old/start/`);
    await page.keyboard.press('/');
    expect(await search(page, 'aweigh')).toEqual(['/handbook/guides/old/start/']);
    await page.context().close();
  });

  test('Chinese is found by its words', async () => {
    const page = await open('/zh/docs/labels/');
    await page.keyboard.press('/');
    for (const text of ['标签', '安全标签', '容器']) {
      expect(await search(page, text), text).toContain('/handbook/zh/docs/labels/');
    }
    await page.context().close();
  });

  test('without a script, and from a disk, there are links to every page', async () => {
    const page = await open('/docs/labels/', { javaScriptEnabled: false });
    await page.getByRole('link', { name: 'Search' }).click();
    expect(await page.locator('.search').isVisible()).toBe(false);
    for (const name of ['Labels on volumes', 'A full disk', 'Start'])
      expect(await page.getByRole('link', { name, exact: true }).first().isVisible(), name).toBe(
        true,
      );
    await page.context().close();

    const local = await open(pathToFileURL(join(outDir, 'search/index.html')).href);
    expect(await local.locator('.search-links').isVisible()).toBe(true);
    await local.context().close();
    // Its other files have the base before them, which is no folder of a disk.
    for (let at = complaints.length - 1; at >= 0; at -= 1)
      if (complaints[at]?.startsWith('file:')) complaints.splice(at, 1);
  });

  test('a search that cannot be loaded leads to the links', async () => {
    const page = await open('/docs/labels/');
    await page.route('**/pagefind/**', (route) => route.abort());
    await page.keyboard.press('/');
    await field(page).fill('volume');
    const link = page.locator('dialog .search-status a');
    await link.waitFor();
    expect(await link.getAttribute('href')).toBe(`${origin}/handbook/search/`);
    complaints.splice(0, complaints.length, ...complaints.filter((one) => !/ERR_FAILED/.test(one)));
    await page.context().close();
  });

  test('no page had anything to complain of', () => {
    expect(complaints).toEqual([]);
  });
});
