/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../browser.ts';
import { chromium, describeWith } from '../requirements.ts';
import { poorContrast } from './contrast.ts';
import { serveSite } from './site-server.ts';
import { voyage } from './voyage.ts';

const site = voyage();
const urls = site.views.map(({ url }) => url);
const runbook = '/runbooks/disk-full/';

describeWith(chromium(), 'the default theme in a browser', () => {
  let browser: Browser;
  let server: Awaited<ReturnType<typeof serveSite>>;
  const complaints: string[] = [];

  beforeAll(async () => {
    server = await serveSite(site);
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  async function open(url: string, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      ...options,
    });
    const page = await context.newPage();
    page.on('console', (message) => complaints.push(`${url}: ${message.text()}`));
    page.on('pageerror', (error) => complaints.push(`${url}: ${error}`));
    await page.goto(server.origin + url);
    return page;
  }

  test('no page is wider than a screen of 320 pixels, nor than a wide one', async () => {
    const page = await open('/', { viewport: { width: 320, height: 640 } });
    for (const url of urls) {
      await page.goto(server.origin + url);
      for (const width of [320, 768, 1600]) {
        await page.setViewportSize({ width, height: 640 });
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        expect(wide, `${url} at ${width}`).toBeLessThanOrEqual(width);
      }
    }
    await page.context().close();
  });

  test.each(['light', 'dark'] as const)(
    'every text has contrast enough in %s',
    async (colorScheme) => {
      const page = await open('/', { colorScheme });
      for (const url of urls) {
        await page.goto(server.origin + url);
        await page.evaluate(() => {
          for (const one of document.querySelectorAll('details')) one.open = true;
        });
        expect(await page.evaluate(poorContrast), url).toEqual([]);
      }
      await page.context().close();
    },
  );

  test('the copy button takes the commands of a transcript, and leaves prompt and output', async () => {
    const page = await open(runbook, { permissions: ['clipboard-read', 'clipboard-write'] });
    const copied = () => page.evaluate(() => navigator.clipboard.readText());
    await page.locator('#see .copy').click();
    await expect
      .poll(copied)
      .toBe('df -h /var/log\nfind /var/log -xdev -size +100M \\\n  -printf "%s %p\\n"\n');
    await page.locator('#truncate .copy').focus();
    await page.keyboard.press('Enter');
    await expect.poll(copied).toBe('truncate --size=0 "$LOG"');
    expect(await page.locator('.captured .copy').count()).toBe(0);
    // Where a browser refuses, it is selected.
    await page.evaluate(() => {
      navigator.clipboard.writeText = () => Promise.reject(new Error('refused'));
    });
    const thrown: string[] = [];
    page.on('pageerror', (error) => thrown.push(String(error)));
    const button = page.locator('#truncate .copy');
    await expect.poll(() => button.innerText(), { timeout: 10_000 }).toBe('Copy');
    await button.click();
    await expect
      .poll(() => page.evaluate(() => getSelection()?.toString().trim()))
      .toBe('truncate --size=0 "$LOG"');
    expect(await button.innerText()).toBe('Copy');
    expect(thrown).toEqual([]);
    await page.context().close();
  });

  test('a chosen scheme stays, without a frame of the other', async () => {
    const page = await open('/', { colorScheme: 'light' });
    const ground = () =>
      page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const light = await ground();
    await page.getByRole('button', { name: 'Colours: System' }).click();
    expect(await page.getByRole('button', { name: 'Colours: Dark' }).isVisible()).toBe(true);
    const dark = await ground();
    expect(dark).not.toBe(light);
    await page.addInitScript(() => {
      const seen: string[] = [];
      Object.assign(window, { seen });
      const look = () => {
        if (document.body) seen.push(getComputedStyle(document.documentElement).backgroundColor);
        requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
    await page.goto(server.origin + runbook);
    await page.waitForFunction(() => (window as unknown as { seen: string[] }).seen.length > 3);
    const seen = await page.evaluate(() => [
      ...new Set((window as unknown as { seen: string[] }).seen),
    ]);
    expect(seen).toEqual([dark]);
    await page.getByRole('button', { name: 'Colours: Dark' }).click();
    expect(await ground()).toBe(light);
    await page.getByRole('button', { name: 'Colours: Light' }).click();
    // From here on the page follows the system again.
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.reload();
    expect(await ground()).toBe(dark);
    await page.context().close();
  });

  test('without scripts all is there: text, sidebar, outputs, the scheme of the system', async () => {
    const page = await open(runbook, { javaScriptEnabled: false, colorScheme: 'dark' });
    expect(await page.locator('button:visible').count()).toBe(0);
    expect(await page.locator('.sidebar nav a').first().isVisible()).toBe(true);
    expect(await page.locator('.sidebar > summary').isVisible()).toBe(false);
    expect(await page.locator('.toc nav a').first().isVisible()).toBe(true);
    await page.setViewportSize({ width: 390, height: 800 });
    expect(await page.locator('.sidebar nav a').first().isVisible()).toBe(false);
    await page.locator('.sidebar > summary').click();
    expect(await page.locator('.sidebar nav a').first().isVisible()).toBe(true);
    await page.locator('#see .captured > summary').click();
    expect(await page.locator('#see .captured samp').first().isVisible()).toBe(true);
    await page.context().close();
  });

  test('the keyboard comes everywhere, in the order of the page', async () => {
    const page = await open(runbook);
    const focused = () =>
      page.evaluate(() => {
        const { activeElement: one } = document;
        return (one?.ariaLabel ?? one?.textContent ?? '').trim().replace(/\s+/g, ' ');
      });
    const seen: string[] = [];
    for (let at = 0; at < 14; at += 1) {
      await page.keyboard.press('Tab');
      seen.push(await focused());
      const outline = await page.evaluate(() =>
        document.activeElement === null
          ? ''
          : getComputedStyle(document.activeElement).outlineStyle,
      );
      expect(outline, seen.at(-1)).not.toBe('none');
    }
    expect(seen.slice(0, 6)).toEqual([
      'Skip to the content',
      'Rutter',
      'Docs',
      'Runbooks',
      'Posts',
      'Colours: System',
    ]);
    expect(seen[6]).toMatch(/^A full file system, verified/);
    expect(seen[12]).toBe('Look before you delete');

    await page.reload();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Runbooks');
    await page.context().close();
  });

  test('no page had anything to complain of', () => expect(complaints).toEqual([]));
});
