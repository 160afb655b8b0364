/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../browser.ts';
import { render } from '../markdown/rendering.ts';
import { chromium, describeWith } from '../requirements.ts';
import { poorContrast } from './contrast.ts';
import { collectionOf, pageOf, siteOf, viewOf } from './fixture.ts';
import { serveSite } from './site-server.ts';

const everything = `
> [!SECURITY] Look *out*
> Of the site's own.

:::ops[Folded]{closed}
Inside of it.
:::

:::warning[Open]{open}
- a list
:::

Runbook
Book of runs
: What to do when something is broken, said in so many words that it goes over a line.

Press ++ctrl+alt+del++ ==marked *text*== H~2~O x^2^ SLO.[^1]

*[SLO]: service level objective

| step | minutes | what | more | even more | and more of it |
|:--|--:|:-:|---|---|---|
| find it | 5 | x | some longer text | some longer text | some longer text |

Table: What it *took*

- [x] done

::youtube[How a ship is unloaded]{id=dQw4w9WgXcQ start=90}

::vimeo[In Rotterdam]{id=76979871 ratio=4:3}

::video[From above]{src=/clip.mp4 width=640 height=360}

::audio[The alarm]{src=/alarm.mp3}

[^1]: A note.
`;

describeWith(chromium(), 'syntax beyond CommonMark in a browser', () => {
  let browser: Browser;
  let server: Awaited<ReturnType<typeof serveSite>>;
  const complaints: string[] = [];
  const asked: string[] = [];

  beforeAll(async () => {
    const { body, headings, needs } = await render(everything, {
      options: {
        subscript: true,
        superscript: true,
        callouts: { security: { icon: '!', color: 'red' }, ops: { color: 'grey' } },
      },
    });
    const page = {
      ...pageOf({ id: 'all', kind: 'page', title: 'All', body, headings }),
      needs,
    };
    const collection = collectionOf('page', 'Pages', [page]);
    const site = siteOf({ pages: [page], collections: [collection] });
    server = await serveSite(
      { site, views: [viewOf(page, collection)] },
      "media-src 'self'; frame-src https://www.youtube-nocookie.com https://player.vimeo.com",
    );
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  async function open(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(`${error}`));
    // Nothing leaves the machine.
    await context.route(/youtube|vimeo/, (route) => {
      asked.push(route.request().url());
      return route.fulfill({ contentType: 'text/html', body: '<title>player</title>' });
    });
    await page.goto(`${server.origin}/all/`);
    return page;
  }

  test('nothing is wider than the screen, and nothing is asked of others', async () => {
    const page = await open();
    for (const width of [320, 768, 1600]) {
      await page.setViewportSize({ width, height: 640 });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(wide, `at ${width}`).toBeLessThanOrEqual(width);
    }
    expect(asked).toEqual([]);
    await page.context().close();
  });

  test.each(['light', 'dark'] as const)('contrast is enough in %s', async (colorScheme) => {
    const page = await open({ colorScheme });
    await page.evaluate(() => {
      for (const one of document.querySelectorAll('details')) one.open = true;
    });
    expect(await page.evaluate(poorContrast)).toEqual([]);
    await page.context().close();
  });

  test('a player comes when it is asked for, by keyboard too, and has the focus', async () => {
    const page = await open();
    await page.locator('.embed-link').first().focus();
    await page.keyboard.press('Enter');
    const frame = page.locator('iframe').first();
    await frame.waitFor();
    expect(await frame.getAttribute('title')).toBe('How a ship is unloaded');
    expect(await frame.getAttribute('src')).toBe(
      'https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1&start=90',
    );
    expect(await frame.evaluate((one) => document.activeElement === one)).toBe(true);
    await page.locator('[data-embed^=vimeo] a').click();
    const vimeo = page.locator('iframe').nth(1);
    expect(await vimeo.getAttribute('src')).toBe(
      'https://player.vimeo.com/video/76979871?autoplay=1&dnt=1',
    );
    await page.context().close();
  });

  test('without script there are links; on paper what is folded is open', async () => {
    const page = await open({ javaScriptEnabled: false });
    expect(await page.locator('.embed-link').first().getAttribute('href')).toBe(
      'https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=90s',
    );
    const inside = page.getByText('Inside of it.');
    expect(await inside.isVisible()).toBe(false);
    await page.emulateMedia({ media: 'print' });
    expect(await inside.isVisible()).toBe(true);
    await page.context().close();
  });

  test('the browser has no complaint', () => {
    expect(complaints).toEqual([]);
  });
});
