/// <reference lib="dom" />
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { createBuilder } from '../../src/build.ts';
import { launchBrowser } from '../browser.ts';
import { configOf, makeSite, now, told } from '../build/mini-site.ts';
import { picture } from '../images/pictures.ts';
import { chromium, describeWith } from '../requirements.ts';

const types: Readonly<Record<string, string>> = {
  css: 'text/css',
  js: 'text/javascript',
  png: 'image/png',
  webp: 'image/webp',
  woff2: 'font/woff2',
};

/** Files of a folder, under a policy that allows nothing but these: no inline style or script. */
async function served(folder: string): Promise<{ origin: string; server: Server }> {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
    const file = join(folder, path.endsWith('/') ? `${path}index.html` : path);
    response.setHeader('content-type', types[file.split('.').at(-1) ?? ''] ?? 'text/html');
    response.setHeader(
      'content-security-policy',
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'",
    );
    response.end(existsSync(file) ? readFileSync(file) : '');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

const body = `# A

Text $\\frac{a}{b}$ and ![L](light.png#only-light) ![D](dark.png#only-dark)

$$
a_1 + a_2 + a_3 + a_4 + a_5 + a_6 + a_7 + a_8 + a_9 + a_{10} + a_{11} + a_{12} + a_{13} + a_{14}
$$

\`\`\`dot title="The way"
digraph { rankdir=LR; a -> b -> c -> d -> e -> f -> g -> h -> i [label="so it is"] }
\`\`\`

\`\`\`mermaid
gantt
  title A
\`\`\`
`;

/** What the page asks of Mermaid. */
const standIn = `globalThis.mermaid = {
  initialize: ({ theme }) => { globalThis.asked = theme; },
  render: async (id, source) => ({ svg: '<svg id="' + id + '" width="90" height="20"><text y="15">' + globalThis.asked + ' ' + source.length + '</text></svg>' }),
};
`;

describeWith(chromium(), 'formulas, diagrams and images in a browser', () => {
  let browser: Browser;
  let at: Awaited<ReturnType<typeof served>>;
  const complaints: string[] = [];

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
  });

  async function open(options: BrowserContextOptions = {}) {
    const root = makeSite({
      'content/docs/a.md': body,
      'node_modules/mermaid/package.json': '{"version":"11.0.0"}',
      'node_modules/mermaid/dist/mermaid.min.js': standIn,
    });
    writeFileSync(join(root, 'content/docs/light.png'), await picture(600, 60));
    writeFileSync(join(root, 'content/docs/dark.png'), await picture(700, 60));
    const config = await configOf(root, 'default');
    const { diagnostics } = await createBuilder({
      ...config,
      markdown: { ...config.markdown, math: true },
    }).build({ now });
    expect(told(diagnostics)).toEqual([]);
    at = await served(config.outDir);
    const { server } = at;
    onTestFinished(() => void server.close());
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      ...options,
    });
    onTestFinished(() => context.close());
    const page = await context.newPage();
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.goto(`${at.origin}/docs/a/`);
    return page;
  }

  test('no page is wider than a phone, and nothing is refused', async () => {
    const page = await open({ viewport: { width: 320, height: 640 } });
    await page.waitForSelector('.diagram-mermaid svg');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    const scrolls = await page.evaluate(() =>
      // Of MathML only Chromium scrolls: it has to be a box of HTML.
      ['span.formula', '.diagram-drawing'].map((one) => {
        const { scrollWidth = 0, clientWidth = 0 } = document.querySelector(one) ?? {};
        return scrollWidth > clientWidth;
      }),
    );
    expect(scrolls).toEqual([true, true]);
    expect(complaints).toEqual([]);
  });

  test('a formula is laid out: its denominator stands below its numerator', async () => {
    const page = await open();
    const [top, bottom] = await page.evaluate(() =>
      [...document.querySelectorAll('mfrac > mi')].map((one) => one.getBoundingClientRect().top),
    );
    expect(bottom).toBeGreaterThan(top ?? Number.POSITIVE_INFINITY);
  });

  test('images of one scheme follow the system, and what the reader chooses', async () => {
    const page = await open({ colorScheme: 'dark' });
    const shown = () =>
      page.evaluate(() =>
        [...document.images].filter((one) => one.checkVisibility()).map((one) => one.alt),
      );
    expect(await shown()).toEqual(['D']);
    await page.evaluate(() => {
      document.documentElement.dataset.scheme = 'light';
    });
    expect(await shown()).toEqual(['L']);
    await page.emulateMedia({ media: 'print' });
    expect(await shown()).toEqual(['L']);
  });

  test('a browser fetches the size that fits', async () => {
    const page = await open({ viewport: { width: 320, height: 640 } });
    const image = page.locator('img.only-light');
    await image.scrollIntoViewIfNeeded();
    await expect
      .poll(() => image.evaluate((one: HTMLImageElement) => one.currentSrc))
      .toMatch(/light\.480w\.[\da-f]{8}\.webp$/);
  });

  test('Mermaid draws in the scheme of the page, again when that changes, and the source is kept', async () => {
    const page = await open({ colorScheme: 'dark' });
    const drawing = page.locator('.diagram-mermaid svg');
    await expect.poll(() => drawing.textContent()).toBe('dark 15');
    expect(await drawing.getAttribute('role')).toBe('img');
    expect(await drawing.getAttribute('aria-label')).toBe('Diagram');
    const source = page.locator('.diagram-mermaid details');
    expect(await source.evaluate((one: HTMLDetailsElement) => one.open)).toBe(false);
    await page.evaluate(() => {
      document.documentElement.dataset.scheme = 'light';
    });
    await expect.poll(() => drawing.textContent()).toBe('neutral 15');
  });

  test('without script the source of such a diagram is there', async () => {
    const page = await open({ javaScriptEnabled: false });
    expect(await page.locator('.diagram-mermaid pre').isVisible()).toBe(true);
  });
});
