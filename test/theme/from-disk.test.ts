/// <reference lib="dom" />
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBuilder } from '../../src/build.ts';
import { loadConfig } from '../../src/config/load.ts';
import { launchBrowser } from '../browser.ts';
import { makeSite, now, sites } from '../build/mini-site.ts';
import { chromium, describeWith } from '../requirements.ts';

/** The URL of a file of a mini-site that is built for the disk. */
async function fromDisk(name: string): Promise<(path: string) => string> {
  const root = makeSite();
  cpSync(join(sites, name), root, { recursive: true });
  const config = await loadConfig({ root });
  const site = { ...config.site, relativeLinks: true };
  expect((await createBuilder({ ...config, site }).build({ now })).ok).toBe(true);
  return (path) => pathToFileURL(join(root, 'dist', path)).href;
}

describeWith(chromium(), 'a site that is opened from a disk', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
  });

  test.each([true, false])('is read by its menus, with scripts: %s', async (javaScriptEnabled) => {
    const url = await fromDisk('versions');
    const context = await browser.newContext({
      javaScriptEnabled,
      viewport: { width: 320, height: 640 },
    });
    const page = await context.newPage();
    const failed: string[] = [];
    page.on('requestfailed', (request) => {
      // Of a page that is left before all of it has come nothing is missed.
      const why = request.failure()?.errorText ?? '';
      if (why !== 'net::ERR_ABORTED') failed.push(`${request.url()}: ${why}`);
    });
    page.on('pageerror', (error) => failed.push(String(error)));
    await page.goto(url('docs/install/index.html'));
    await page.locator('.menu > summary').click();
    await page.getByRole('link', { name: '1.x' }).click();
    expect(page.url()).toBe(url('docs/v1/install/index.html'));
    expect(await page.locator('.notice').innerText()).toContain('1.x');
    await page.locator('.notice a').click();
    expect(page.url()).toBe(url('docs/install/index.html'));
    await page.goto(url('docs/latest/install/index.html'));
    await page.waitForURL(url('docs/install/index.html'));
    expect(failed).toEqual([]);
    await context.close();
  });

  test('from right to left nothing is left over on a phone', async () => {
    const url = await fromDisk('bilingual');
    const context = await browser.newContext({ viewport: { width: 320, height: 640 } });
    const page = await context.newPage();
    for (const path of ['ar/index.html', 'ar/docs/wick/index.html']) {
      await page.goto(url(path));
      expect(await page.evaluate(() => getComputedStyle(document.body).direction)).toBe('rtl');
      await page.locator('.menu > summary').click();
      const list = await page.locator('.menu ul').boundingBox();
      expect(list?.x).toBeGreaterThanOrEqual(0);
      expect((list?.x ?? 0) + (list?.width ?? 999)).toBeLessThanOrEqual(320);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(wide).toBeLessThanOrEqual(320);
    }
    await page.getByRole('link', { name: 'Deutsch' }).click();
    expect(page.url()).toBe(url('de/docs/docht/index.html'));
    await context.close();
  });
});
