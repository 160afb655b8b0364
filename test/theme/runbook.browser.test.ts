/// <reference lib="dom" />
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../browser.ts';
import { chromium, describeWith } from '../requirements.ts';
import { serveSite } from './site-server.ts';
import { voyage } from './voyage.ts';

const { site, views } = voyage();
/** Fails in one of three images; all were run on 2026-11-20 at 03:12:09 UTC. */
const runbook = '/runbooks/dates/';

describeWith(chromium(), 'the page of a runbook in a browser', () => {
  let browser: Browser;
  const servers: Awaited<ReturnType<typeof serveSite>>[] = [];

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    for (const server of servers) await server.close();
  });

  async function open(
    url: string,
    { language = 'en', at = '2026-11-20T06:30:00Z', ...options }: Opening = {},
  ): Promise<Page> {
    const config = { ...site.config, language };
    const server = await serveSite({ site: { ...site, config }, views });
    servers.push(server);
    const context = await browser.newContext({
      viewport: { width: 390, height: 844 },
      timezoneId: 'UTC',
      ...options,
    });
    const page = await context.newPage();
    if (options.javaScriptEnabled !== false) await page.clock.install({ time: new Date(at) });
    await page.goto(server.origin + url);
    return page;
  }
  interface Opening extends BrowserContextOptions {
    readonly language?: string;
    readonly at?: string;
  }

  const said = (page: Page) => page.locator('.proof-state .ago').first();

  test('says how long ago a run was, goes on while the page is open, and keeps the moment', async () => {
    const page = await open(runbook);
    expect(await page.locator('.proof-state').innerText()).toMatch(
      /Proven 3 hours ago in debian:12\. Fails in alpine:3\.22, last run 3 hours ago\./,
    );
    expect(await said(page).getAttribute('title')).toMatch(/^Friday, November 20, 2026 at 3:12:09/);
    await page.clock.fastForward('00:45:00');
    expect(await said(page).innerText()).toBe('4 hours ago');
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    expect(await said(page).innerText()).toBe('on 2026-11-20');
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    expect(await said(page).innerText()).toBe('4 hours ago');
    await page.context().close();
  });

  test('in the largest unit that still tells two apart', async () => {
    const page = await open(runbook);
    const after = async (at: string): Promise<string> => {
      await page.clock.setSystemTime(new Date(at));
      await page.reload();
      return said(page).innerText();
    };
    expect(await after('2026-11-20T03:12:30Z')).toBe('1 minute ago');
    expect(await after('2026-11-22T03:12:00Z')).toBe('47 hours ago');
    expect(await after('2026-11-22T03:13:00Z')).toBe('2 days ago');
    expect(await after('2026-12-19T03:13:00Z')).toBe('4 weeks ago');
    expect(await after('2028-11-01T03:13:00Z')).toBe('23 months ago');
    expect(await after('2029-12-01T03:13:00Z')).toBe('3 years ago');
    // Its clock is behind that of the machine that ran the page.
    expect(await after('2026-11-20T02:00:00Z')).toBe('on 2026-11-20');
    await page.context().close();
  });

  test.each([
    ['de', 'vor 3 Stunden'],
    ['ja', '3 時間前'],
    ['ar', 'قبل 3 ساعات'],
  ])('in the language of the page, %s', async (language, words) => {
    const page = await open(runbook, { language });
    expect((await said(page).innerText()).replace('٣', '3')).toBe(words);
    await page.context().close();
  });

  test('without scripts there is the date, and an image still leads to what is known of it', async () => {
    const page = await open(runbook, { javaScriptEnabled: false });
    expect(await said(page).innerText()).toBe('on 2026-11-20');
    const details = page.locator('[id="proof:alpine:3.22"]');
    expect(await details.isVisible()).toBe(false);
    await page.locator('.proof-state a', { hasText: 'alpine:3.22' }).click();
    expect(await details.isVisible()).toBe(true);
    expect(await details.innerText()).toContain('podman 4.3.1');
    expect(await details.locator('.diff').innerText()).toContain('-4');
    await page.context().close();
  });

  test('the state is on the first screen of a phone, and each step is one touch away', async () => {
    const page = await open(runbook, { hasTouch: true });
    const banner = await page.locator('.proof-state').boundingBox();
    expect((banner?.y ?? 999) + (banner?.height ?? 999)).toBeLessThan(700);
    const cells = await page.locator('.step-strip a').all();
    for (const cell of cells) {
      const box = await cell.boundingBox();
      expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(40);
    }
    await page.getByRole('link', { name: 'Step 4: Make the log short' }).tap();
    const top = async () => (await page.locator('#truncate').boundingBox())?.y;
    await expect.poll(top, { timeout: 10_000 }).toBeLessThan(300);
    expect(await top()).toBeGreaterThanOrEqual(0);
    await page.context().close();
  });

  test('nothing moves when the scripts have run, however late they come', async () => {
    for (const width of [360, 800, 1280]) {
      const page = await open('/', { viewport: { width, height: 800 } });
      await page.route('**/assets/*.js', async (route) => {
        await new Promise((done) => setTimeout(done, 200));
        await route.continue();
      });
      await page.addInitScript(() => {
        const moved: unknown[] = [];
        Object.assign(globalThis, { moved });
        new PerformanceObserver((list) => moved.push(...list.getEntries())).observe({
          type: 'layout-shift',
          buffered: true,
        });
      });
      const moved = async (): Promise<unknown> => {
        await page.goto(new URL(runbook, page.url()).href);
        await page.evaluate(
          () => new Promise((done) => requestAnimationFrame(() => done(undefined))),
        );
        return page.evaluate('moved.map((one) => one.toJSON())');
      };
      // On a busy machine a font may be later than the scripts, once: what they move moves each time.
      await expect.poll(moved, { timeout: 15_000, message: `${width}` }).toEqual([]);
      await page.context().close();
    }
  });
});
