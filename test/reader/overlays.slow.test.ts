/// <reference lib="dom" />
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chromium, describeWith } from '../requirements.ts';
import { axeFinds } from './axe.ts';
import { type Ground, layGround } from './ground.ts';
import { layouts } from './reader-site.ts';

const overlays: Readonly<
  Record<string, readonly [url: string, open: (page: Page) => Promise<void>]>
> = {
  'search, by its button': [layouts.doc, (page) => press(page, 'a[data-search]')],
  'search, by its key': [layouts.post, (page) => page.keyboard.press('/')],
  'search, by Ctrl-K, with hits': [
    layouts['right to left'],
    async (page) => {
      await page.keyboard.press('Control+k');
      await page.locator('dialog[open] [data-search-box] input[type="search"]').fill('السفن');
      await page.locator('dialog[open] [data-search-box] li a').first().waitFor();
    },
  ],
  'a picture, enlarged': [
    layouts.doc,
    async (page) => {
      await page.setViewportSize({ width: 360, height: 800 });
      await press(page, 'button.zoom');
    },
  ],
  'keys of a runbook': [layouts['runbook that fails'], (page) => page.keyboard.press('?')],
};

describeWith(chromium(), 'what comes over a page', () => {
  let ground: Ground;
  beforeAll(async () => {
    ground = await layGround();
  });
  afterAll(() => ground?.close());

  test.each(Object.entries(overlays))(
    'is left by Escape, and has no barrier: %s',
    async (_, [url, open]) => {
      const page = await ground.open({ reducedMotion: 'reduce' });
      await page.goto(url);
      await open(page);
      const dialog = page.locator('dialog[open]');
      await dialog.waitFor();
      const opener = await page.evaluate(() => document.documentElement.dataset.opener);
      // Tab stays within, and does not stop.
      const stops = new Set<string>();
      for (let at = 0; at < 12; at += 1) {
        await page.keyboard.press('Tab');
        stops.add(await page.evaluate(whereFocusIs));
      }
      expect([...stops].filter((one) => one === 'the page behind')).toEqual([]);
      expect(await axeFinds(page)).toEqual([]);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(wide).toBeLessThanOrEqual(360);
      await page.keyboard.press('Escape');
      // A search that has hits may be emptied first.
      if ((await dialog.count()) > 0) await page.keyboard.press('Escape');
      expect(await dialog.count()).toBe(0);
      const back = await page.evaluate(() => document.activeElement?.className ?? '');
      if (opener !== undefined) expect(back).toBe(opener);
      await page.context().close();
    },
  );

  test('and no page complains', () => expect(ground.complaints).toEqual([]));
});

/** By the keyboard, so that it is known where the focus was. */
async function press(page: Page, selector: string): Promise<void> {
  const opener = page.locator(selector).first();
  await opener.focus();
  await opener.evaluate((one) => {
    document.documentElement.dataset.opener = one.className;
  });
  await page.keyboard.press('Enter');
}

/** Runs in the page. */
function whereFocusIs(): string {
  const one = document.activeElement;
  if (one === null || one === document.body) return 'the window';
  return one.closest('dialog[open]') === null
    ? 'the page behind'
    : `${one.tagName} ${one.className}`;
}
