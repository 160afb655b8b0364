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

const group = (names: readonly string[]) =>
  `:::code-group\n${names.map((name) => `\`\`\`sh [${name}]\n${name} install a-package # [!code hl]\n\`\`\`\n`).join('\n')}:::\n`;

const everything = `
\`\`\`js {2} "greet" ins={1} showLineNumbers=99 title="greet.js"
const name = 'Ada';
greet(name); // [!code --]
greet('Bob'); // [!code warning]
throw new Error(); // [!code error]
// [!code info]
console.log(\`a long line that goes on and on: \${name} \${name} \${name} \${name} \${name} \${name} \${name}\`);
\`\`\`

\`\`\`diff lang=yaml
-image: redis:6
+image: redis:7
 restart: always
\`\`\`

\`\`\`yaml
a: 1 # (1)!
b: 2
\`\`\`

1. The first.

\`\`\`sh collapse={1-2}
cd /srv
make
make install
\`\`\`

\`\`\`sh wrap showLineNumbers
rsync --archive --delete --exclude=.git --exclude=node_modules ./public/ deploy@www.example.org:/srv/www/
\`\`\`

\`\`\`js
before(); // [!code focus]
after();
\`\`\`

${group(['npm', 'pnpm', 'yarn'])}
${group(['pnpm', 'npm'])}
`;

describeWith(chromium(), 'code blocks in a browser', () => {
  let browser: Browser;
  let server: Awaited<ReturnType<typeof serveSite>>;
  const complaints: string[] = [];

  beforeAll(async () => {
    const other = [group(['bun', 'yarn']), '## A place\n', group(['deno'])].join('\n');
    const bodies = await Promise.all([render(everything), render(other)]);
    const pages = bodies.map(({ body, headings }, index) =>
      pageOf({ id: `code-${index}`, kind: 'page', title: 'Code', body, headings }),
    );
    const collection = collectionOf('page', 'Pages', pages);
    const site = siteOf({ pages, collections: [collection] });
    server = await serveSite({ site, views: pages.map((page) => viewOf(page, collection)) });
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
    expect(complaints).toEqual([]);
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

  test.each(['light', 'dark'] as const)('have contrast in %s', async (colorScheme) => {
    const page = await open('/code-0/', { colorScheme });
    await page.evaluate(() => {
      for (const one of document.querySelectorAll('details')) one.open = true;
    });
    expect(await page.evaluate(poorContrast)).toEqual([]);
    await page.context().close();
  });

  test('are no wider than a phone', async () => {
    const page = await open('/code-0/', { viewport: { width: 320, height: 640 } });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    await page.context().close();
  });

  test('are copied without numbers, removed lines and notes; folded lines are copied, too', async () => {
    const page = await open('/code-0/', { permissions: ['clipboard-read', 'clipboard-write'] });
    const copied = async (index: number) => {
      await page.locator('.copy').nth(index).click();
      return page.evaluate(() => navigator.clipboard.readText());
    };
    expect(await copied(0)).toMatch(
      /^const name = 'Ada';\ngreet\('Bob'\);\nthrow new Error\(\);\nconsole/,
    );
    expect(await copied(1)).toBe('image: redis:7\nrestart: always');
    expect(await copied(2)).toBe('a: 1\nb: 2');
    expect(await copied(3)).toBe('cd /srv\nmake\nmake install');
    await page.context().close();
  });

  test('of a group stand under tabs, for mouse and keyboard, and follow the last choice', async () => {
    const page = await open('/code-0/');
    const shown = () =>
      page.evaluate(() =>
        [...document.querySelectorAll('.code-group')].map((one) =>
          [...one.querySelectorAll('[role=tabpanel]')]
            .filter(
              (panel) =>
                panel.checkVisibility({ contentVisibilityAuto: true }) &&
                !panel.hasAttribute('hidden'),
            )
            .map(
              (panel) =>
                document.getElementById(panel.getAttribute('aria-labelledby') ?? '')?.textContent,
            )
            .join(),
        ),
      );
    expect(await shown()).toEqual(['npm', 'pnpm']);
    await page.getByRole('tab', { name: 'pnpm' }).first().click();
    expect(await shown()).toEqual(['pnpm', 'pnpm']);
    await page.keyboard.press('ArrowRight');
    expect(await shown()).toEqual(['yarn', 'pnpm']);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('yarn');
    await page.keyboard.press('ArrowRight');
    expect(await shown()).toEqual(['npm', 'npm']);
    await page.keyboard.press('End');
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowLeft');
    expect(await shown()).toEqual(['yarn', 'npm']);
    expect(await page.getByRole('tab', { selected: true }).allTextContents()).toEqual([
      'yarn',
      'npm',
    ]);
    await page.goto(`${server.origin}/code-1/`);
    expect(await shown()).toEqual(['yarn', 'deno']);
    await page.context().close();
  });

  test('of a group are all there without script, and in print', async () => {
    for (const [options, media] of [
      [{ javaScriptEnabled: false }, 'screen'],
      [{}, 'print'],
    ] as const) {
      const page = await open('/code-0/', options);
      await page.emulateMedia({ media });
      const blocks = page.locator('.code-group pre');
      expect(await blocks.count()).toBe(5);
      for (const block of await blocks.all())
        expect((await block.boundingBox())?.height).toBeGreaterThan(20);
      expect(await page.locator('.code-group figcaption').first().isVisible()).toBe(true);
      expect(await page.locator('.code-tab:visible').count()).toBe(0);
      if (media === 'print') {
        const fold = await page.locator('.code-fold pre').boundingBox();
        expect(fold?.height).toBeGreaterThan(20);
      }
      await page.context().close();
    }
  });

  test('fold without script', async () => {
    const page = await open('/code-0/', { javaScriptEnabled: false });
    expect(await page.locator('.code-fold pre').isVisible()).toBe(false);
    await page.locator('.code-fold > summary').click();
    expect(await page.locator('.code-fold pre').isVisible()).toBe(true);
    await page.context().close();
  });

  test('lead to their notes', async () => {
    const page = await open('/code-0/');
    await page.locator('.code-note').click();
    expect(await page.locator('li:target').textContent()).toBe('The first.');
    await page.context().close();
  });
});
