// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts are a shell's.
/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { createBuilder } from '../../src/build.ts';
import { launchBrowser } from '../browser.ts';
import { configOf, now, write } from '../build/mini-site.ts';
import { chromium, describeWith } from '../requirements.ts';

const fence = '```';
const runbook = (last: string) => `---
title: Move the traffic
runbook:
  variables:
    SERVICE: orders
    REPLICA: {default: db2, label: New primary, pattern: "db[0-9]+|[$]\\\\(.*\\\\)"}
    NOTE: {default: the disk is full, description: For the log.}
    DIR: /srv/data
    FILE: {default: a, pattern: ".+", hint: "a name in \`DIR\`"}
---

# Move the traffic

${fence}sh name=note title="Leave a note"
echo "$REPLICA: $NOTE" # $NOTE
echo $NOTE \\$NOTE
${fence}

${fence}console
$ echo to $REPLICA
to db2
${fence}

${fence}sh
echo "\${REPLICA#db}" $SERVICE \${REPLICA}
${fence}

${fence}sh
sh -c 'echo "$NOTE"'; sh -c "ls $DIR"; eval "ls $FILE"
${fence}

${fence}sh
${last}
${fence}
`;
const url = '/runbooks/move/';
const types: Readonly<Record<string, string>> = { css: 'text/css', js: 'text/javascript' };

describeWith(chromium(), 'working through a runbook in a browser', () => {
  let browser: Browser;
  let server: Server;
  let root: string;
  let origin: string;
  const complaints: string[] = [];

  async function build(last = 'echo done'): Promise<void> {
    write(root, {
      'content/runbooks/move.md': runbook(last),
      'content/runbooks/other.md': runbook(last),
    });
    const config = await configOf(root, 'default');
    const site = { ...config.site, relativeLinks: true };
    const { diagnostics } = await createBuilder({ ...config, site }).build({ now });
    expect(diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([
      ...Array(2).fill(expect.stringMatching(/^runbook-variable-twice `FILE` is evaluated twice/)),
    ]);
  }

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'rutter-work-'));
    await build();
    server = createServer((request, response) => {
      const path = new URL(request.url ?? '/', 'http://localhost').pathname;
      const file = join(root, 'dist', path.endsWith('/') ? `${path}index.html` : path);
      response.setHeader('content-type', types[file.split('.').at(-1) ?? ''] ?? 'text/html');
      response.setHeader('content-security-policy', "default-src 'self'");
      response.end(existsSync(file) ? readFileSync(file) : '');
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    server?.close();
    rmSync(root, { recursive: true, force: true });
  });

  async function context(options: BrowserContextOptions = {}): Promise<BrowserContext> {
    const made = await browser.newContext({
      viewport: { width: 1000, height: 700 },
      permissions: ['clipboard-read', 'clipboard-write'],
      ...options,
    });
    onTestFinished(() => made.close());
    return made;
  }

  async function open(
    at = url,
    options: BrowserContextOptions = {},
    of?: BrowserContext,
  ): Promise<Page> {
    const page = await (of ?? (await context(options))).newPage();
    page.on('console', (message) => complaints.push(`${at}: ${message.text()}`));
    page.on('pageerror', (error) => complaints.push(`${at}: ${error}`));
    await page.goto(at.startsWith('file:') ? at : origin + at);
    return page;
  }

  const commands = (page: Page): Promise<readonly string[]> =>
    page.$$eval('.step', (all) =>
      all.map((step) =>
        [...step.querySelectorAll('.line .command, pre:not([data-language=console]) .line')]
          .map((one) => one.textContent)
          .join('\n'),
      ),
    );
  const field = (page: Page, name: string) => page.locator(`[data-name=${name}] input`);
  const stateOf = (page: Page, name: string) =>
    page.textContent(`[data-name=${name}] .variable-state`);
  const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText());
  const kept = (page: Page) => page.evaluate(() => Object.keys(localStorage).sort());

  test('the commands have the examples, and then what is typed, quoted for its place', async () => {
    const page = await open();
    expect(await commands(page)).toEqual([
      'echo "db2: the disk is full" # $NOTE\necho \'the disk is full\' \\$NOTE',
      'echo to db2',
      'echo "${REPLICA#db}" orders ${REPLICA}',
      'sh -c \'echo "the disk is full"\'; sh -c "ls /srv/data"; eval "ls a"',
      'echo done',
    ]);
    await field(page, 'NOTE').fill('it\'s "$HOME" !1');
    expect((await commands(page))[0]).toBe(
      "echo \"db2: it's \\\"\\$HOME\\\" $(printf '\\041')1\" # $NOTE\necho 'it'\\''s \"$HOME\" !1' \\$NOTE",
    );
    expect((await commands(page))[3]).toContain(
      `sh -c 'echo "it'\\''s \\"\\$HOME\\" $(printf '\\''\\041'\\'')1"'`,
    );
    expect(await stateOf(page, 'NOTE')).toBe('yours');
    await page.click('.step .copy');
    const { stdout } = spawnSync('bash', { input: await clipboard(page), encoding: 'utf8' });
    expect(stdout).toBe('db2: it\'s "$HOME" !1\nit\'s "$HOME" !1 $NOTE\n');
    expect(await page.textContent('.variables pre')).toContain(
      "export SERVICE=orders\nexport REPLICA=db2\nexport NOTE='it'\\''s \"$HOME\" !1'",
    );
  });

  test('a step that needs a variable in the shell says so, as does the field, and is copied with it', async () => {
    const page = await open();
    const step = page.locator('.step').nth(2);
    expect(await step.locator('.step-trait').textContent()).toBe(
      'needs export REPLICA=db2 in the shell',
    );
    const link = page.locator('[data-name=REPLICA] .variable-steps a');
    expect(await link.textContent()).toBe('step 3');
    expect(await link.getAttribute('href')).toBe('#step-3');
    await field(page, 'REPLICA').fill('db7');
    await step.locator('.copy').click();
    const { stdout } = spawnSync('bash', { input: await clipboard(page), encoding: 'utf8' });
    expect(stdout).toBe('7 orders db7\n');
  });

  test('what fits is said with the field', async () => {
    const page = await open();
    const about = async (name: string): Promise<string> => {
      const id = await field(page, name).getAttribute('aria-describedby');
      return (await page.locator(`[id="${id}"]`).innerText()).replace(/\s+/g, ' ');
    };
    expect(await about('SERVICE')).toBe('example');
    // Nor is it behind the bar, where the field has only just got room above it.
    await field(page, 'NOTE').evaluate((input) => {
      const bar = document.querySelector('.work')?.getBoundingClientRect();
      const { bottom } = input.getBoundingClientRect();
      scrollBy({ top: bottom - (bar?.top ?? 0) + 8, behavior: 'instant' });
    });
    await field(page, 'NOTE').focus();
    const below = page.locator('[data-name=NOTE] .variable-about');
    const bottom = () => below.evaluate((one) => one.getBoundingClientRect().bottom);
    const bar = (await page.locator('.work').boundingBox())?.y ?? 0;
    await expect.poll(bottom, { timeout: 5_000 }).toBeLessThan(bar);
    await field(page, 'SERVICE').fill('-x');
    expect(await about('SERVICE')).toBe('does not fit one line, no - first');
    expect(await about('REPLICA')).toContain('matches db[0-9]+|[$]\\(.*\\)');
    expect(await about('FILE')).toBe('example a name in DIR');
    expect(await about('DIR')).toBe('example letters, digits and _ . / : @ % + = -, no - first');
    await field(page, 'DIR').fill('/srv/$(reboot)');
    expect(await stateOf(page, 'DIR')).toBe('does not fit');
  });

  test('what does not fit is not filled in', async () => {
    const page = await open();
    for (const [name, value] of [
      ['REPLICA', 'dx'],
      ['SERVICE', '-x'],
      ['SERVICE', 'a\u202eb'],
      ['SERVICE', 'a\u001b[2J'],
    ] as const) {
      await field(page, name).fill(value);
      expect(await stateOf(page, name)).toBe('does not fit');
      expect((await commands(page)).join('\n')).not.toContain(value);
      expect(await page.textContent('.variables pre')).toContain(`export ${name}=$${name}`);
      expect(await field(page, name).getAttribute('aria-invalid')).toBe('true');
    }
    await field(page, 'SERVICE').fill('');
    expect(await stateOf(page, 'SERVICE')).toBe('example');
    expect((await commands(page))[2]).toContain('orders');
  });

  test('values are kept on the device for this page alone, until they are reset', async () => {
    const all = await context();
    const page = await open(url, {}, all);
    await field(page, 'REPLICA').fill('db7');
    await page.reload();
    expect(await field(page, 'REPLICA').inputValue()).toBe('db7');
    expect((await commands(page))[1]).toBe('echo to db7');
    const other = await open('/runbooks/other/', {}, all);
    expect(await field(other, 'REPLICA').inputValue()).toBe('db2');
    await page.getByRole('button', { name: 'Reset' }).click();
    expect((await commands(page))[1]).toBe('echo to db2');
    expect(await kept(page)).toEqual([]);
  });

  test('what else has been kept under those names breaks nothing', async () => {
    const all = await context();
    const page = await open(url, {}, all);
    await page.locator('.step-tick input').nth(0).check();
    await page.evaluate((key) => {
      localStorage[key] = JSON.stringify({ ...JSON.parse(localStorage[key]), steps: 5 });
    }, `rutter-done:${url}`);
    for (const values of ['5', '"x"', '{"REPLICA":["a; b"],"NOTE":{"a":1},"SERVICE":7}']) {
      await page.evaluate(([key, value]) => localStorage.setItem(key, value), [
        `rutter-values:${url}`,
        values,
      ] as const);
      await page.reload();
      expect((await commands(page))[1]).toBe('echo to db2');
      expect(await stateOf(page, 'NOTE')).toBe('example');
      expect(await page.locator('.step-tick').count()).toBe(5);
    }
  });

  test('a link brings its values, marked as such, and they are kept when the reader says so', async () => {
    const all = await context();
    const page = await open(url, {}, all);
    await field(page, 'REPLICA').fill('db7');
    await page.getByRole('link', { name: 'Link with these values' }).click();
    const link = page.url();
    expect(await stateOf(page, 'REPLICA')).toBe('yours');
    expect(link).toBe(
      `${origin}${url}#?SERVICE=orders&REPLICA=db7&NOTE=the+disk+is+full&DIR=%2Fsrv%2Fdata&FILE=a`,
    );
    await field(page, 'NOTE').fill('another note');
    await field(page, 'DIR').fill('/srv/other');
    const share = page.getByRole('link', { name: 'Link with these values' });
    expect(await share.getAttribute('href')).toBe('#?SERVICE=orders&REPLICA=db7&FILE=a');
    expect(await page.innerText('[data-name=NOTE] .variable-about')).toContain('not in the link');
    expect(await page.innerText('[data-name=FILE] .variable-about')).not.toContain('not in');

    const shared = await open(link.slice(origin.length));
    expect((await commands(shared))[1]).toBe('echo to db7');
    expect(await stateOf(shared, 'REPLICA')).toBe('from the link');
    expect(await shared.locator('.step .var[data-state=link]').count()).toBe(3);
    expect(await kept(shared)).toEqual([]);
    await shared.locator('.step-number').nth(1).click();
    expect(new URL(shared.url()).hash).toBe('#step-2');
    expect((await commands(shared))[1]).toBe('echo to db7');
    await shared.getByRole('button', { name: 'Keep the values of the link' }).click();
    expect(await stateOf(shared, 'REPLICA')).toBe('yours');
    expect(await kept(shared)).toEqual([`rutter-values:${url}`]);
    expect(new URL(shared.url()).hash).toBe('');
  });

  test('a link cannot bring what could be more than a word, somewhere', async () => {
    const page = await open();
    for (const [name, value] of [
      ['SERVICE', '-oProxyCommand=reboot'],
      ['SERVICE', '$(reboot)'],
      ['SERVICE', 'a b'],
      ['SERVICE', "';reboot;'"],
      ['SERVICE', '<img src=x onerror=alert(1)>'],
      ['SERVICE', 'a\nreboot'],
      ['SERVICE', '@/etc/passwd'],
      ['SERVICE', '/etc/passwd'],
      ['SERVICE', '../../etc'],
      ['SERVICE', 'a/../../etc'],
      ['SERVICE', 'https://example.org/x'],
      ['SERVICE', 'PATH=x'],
      ['FILE', '$(reboot)'],
      ['SERVICE', `a${'b'.repeat(200)}`],
      ['REPLICA', 'dx'],
      ['NOTE', '\u202edb'],
    ] as const) {
      await page.goto(`${origin}${url}#?${new URLSearchParams({ [name]: value })}`);
      await expect
        .poll(() => stateOf(page, name))
        .toBe(
          `the value of the link was not taken: ${value.slice(0, 200).replace(/[\n\u202e]/, '\ufffd')}`,
        );
      const written = (await commands(page)).join('\n');
      expect(written).not.toContain(value);
      expect(written).toContain('to db2');
      expect(await page.locator('img').count()).toBe(0);
    }
  });

  test('what a pattern lets through is a word to the shell all the same', async () => {
    const page = await open(`${url}#?${new URLSearchParams({ REPLICA: '$(echo out)' })}`);
    expect((await commands(page))[1]).toBe("echo to '$(echo out)'");
    await page.locator('.step .copy').nth(0).click();
    const { stdout } = spawnSync('sh', { input: await clipboard(page), encoding: 'utf8' });
    expect(stdout).toContain('$(echo out): the disk is full\n');
  });

  test('steps are ticked off, on this device and for these commands', async () => {
    const all = await context();
    const page = await open(url, {}, all);
    const done = page.locator('.work-count');
    await page.locator('.step-tick input').nth(0).check();
    await page.locator('.step-tick input').nth(2).check();
    expect(await done.textContent()).toBe('2 of 5 done');
    await page.reload();
    expect(await page.locator('.step-tick input:checked').count()).toBe(2);
    await build('echo other');
    await page.reload();
    expect(await done.textContent()).toBe('0 of 5 done');
    await page.locator('.step-tick input').nth(0).check();
    await page.locator('.work-again').click();
    expect(await done.textContent()).toBe('0 of 5 done');
    expect(await kept(page)).toEqual([]);
    await build();
  });

  test('the bar and the keys lead from step to step', async () => {
    const page = await open();
    const at = () => page.textContent('.work-step strong');
    const current = () =>
      page.$$eval('.step', (all) => all.findIndex((one) => one.ariaCurrent === 'step'));
    for (const [key, index] of [
      ['j', 0],
      ['n', 1],
      ['j', 2],
      ['j', 3],
      ['j', 4],
      ['j', 4],
      ['k', 3],
      ['p', 2],
      ['p', 1],
    ] as const) {
      await page.keyboard.press(key);
      expect(await current()).toBe(index);
    }
    expect(await at()).toBe('Step 2');
    await page.keyboard.press('x');
    expect(await page.locator('.step-tick input').nth(1).isChecked()).toBe(true);
    await page.keyboard.press('c');
    await expect.poll(() => clipboard(page)).toBe('echo to db2\n');
    await page.getByRole('button', { name: 'Previous step' }).click();
    expect(await at()).toBe('Step 1: Leave a note');
    expect(await page.getByRole('button', { name: 'Previous step' }).isDisabled()).toBe(true);
    await page.locator('.work').getByRole('button', { name: 'Copy' }).click();
    await expect.poll(() => clipboard(page)).toContain('the disk is full');
  });

  test('on a phone the bar is on the first screen, and no button lies over code', async () => {
    const screen = { width: 360, height: 640 };
    const page = await open(url, { viewport: screen, hasTouch: true, isMobile: true });
    const step = page.locator('.step').first();
    expect((await step.boundingBox())?.y).toBeGreaterThan(screen.height);
    expect(await page.locator('.work').isVisible()).toBe(true);
    expect((await page.locator('.work').boundingBox())?.y).toBeLessThan(screen.height);
    const covered = () =>
      page.$$eval('.copyable', (all) =>
        all.flatMap((one) => {
          const button = one.querySelector('.copy')?.getBoundingClientRect();
          // Boxes of lines reach under it; what is written in them does not.
          const texts: DOMRect[] = [];
          const walker = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const text = document.createRange();
            text.selectNodeContents(walker.currentNode);
            if (walker.currentNode.parentElement?.closest('code')) {
              texts.push(...text.getClientRects());
            }
          }
          return texts.filter(
            ({ right, top, bottom }) =>
              button !== undefined &&
              right > button.left &&
              bottom > button.top + 1 &&
              top < button.bottom - 1,
          );
        }),
      );
    expect(await covered()).toEqual([]);
    const scrolling = await page.$$eval('.step > .copyable > pre', (all) =>
      all.map((one) => one.scrollWidth > one.clientWidth),
    );
    expect(scrolling).toEqual(Array(5).fill(false));
    await page.getByRole('button', { name: 'Next step' }).tap();
    expect(await page.textContent('.work-step strong')).toBe('Step 1: Leave a note');
    const { y = 0 } = (await step.boundingBox()) ?? {};
    expect(y).toBeGreaterThan(0);
    expect(y).toBeLessThan(screen.height / 2);
  });

  test('where a theme frames its steps otherwise, there is no bar, and nothing complains', async () => {
    const page = await (await context()).newPage();
    page.on('pageerror', (error) => complaints.push(`${error}`));
    await page.route('**/runbooks/other/', async (route) => {
      const response = await route.fetch();
      const body = (await response.text()).replaceAll('class="step ', 'class="own ');
      await route.fulfill({ response, body });
    });
    await page.goto(`${origin}/runbooks/other/`);
    expect(await page.locator('.own').count()).toBe(5);
    expect(await page.locator('.work, .step-tick').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  test('keys are for nobody who types, and can be switched off', async () => {
    const all = await context();
    const page = await open(url, {}, all);
    await field(page, 'SERVICE').fill('');
    await field(page, 'SERVICE').pressSequentially('jxnkc?');
    expect(await field(page, 'SERVICE').inputValue()).toBe('jxnkc?');
    expect(await page.locator('.step[aria-current]').count()).toBe(0);
    await page.locator('h1').click();
    await page.keyboard.press('Control+j');
    await page.keyboard.press('?');
    const help = page.getByRole('dialog', { name: 'Keys' });
    await help.getByRole('checkbox').uncheck();
    await page.keyboard.press('Escape');
    expect(await help.isVisible()).toBe(false);
    await page.keyboard.press('j');
    expect(await page.locator('.step[aria-current]').count()).toBe(0);
    const other = await open('/runbooks/other/', {}, all);
    await other.keyboard.press('?');
    expect(await other.getByRole('dialog').count()).toBe(0);
  });

  test('what is kept may be anything', async () => {
    const all = await context();
    const page = await open(url, {}, all);
    for (const value of ['{', 'null', '[]', '1', '{"REPLICA":7,"NOTE":{},"steps":3}', '"x"']) {
      await page.evaluate((text) => {
        localStorage[`rutter-values:${location.pathname}`] = text;
        localStorage[`rutter-done:${location.pathname}`] = text;
      }, value);
      await page.reload();
      expect(await page.textContent('.work-count')).toBe('0 of 5 done');
      expect((await commands(page)).join('\n')).toContain('orders');
    }
  });

  test('from disk it works as well', async () => {
    const page = await open(pathToFileURL(join(root, 'dist/runbooks/move/index.html')).href);
    await field(page, 'REPLICA').fill('db7');
    expect((await commands(page))[1]).toBe('echo to db7');
    await page.keyboard.press('Tab');
    await page.getByRole('button', { name: 'Reset' }).click();
    expect((await commands(page))[1]).toBe('echo to db2');
  });

  test('without JavaScript there are the names, their examples and lines for a shell', async () => {
    const page = await open(url, { javaScriptEnabled: false });
    expect((await commands(page))[1]).toBe('echo to $REPLICA');
    const panel = await page.innerText('.variables');
    for (const text of [
      'REPLICA New primary',
      'db2',
      'For the log.',
      'export REPLICA=db2',
      "export NOTE='the disk is full'",
    ])
      expect(panel).toContain(text);
    expect(
      await page
        .locator(':is(.variables button, .variables-link, .variables input):visible')
        .count(),
    ).toBe(0);
    const lines = await page.innerText('.variables pre');
    const all = (await commands(page)).join('\n').replace('echo done', '');
    const { stdout } = spawnSync('bash', { input: `${lines}\n${all}`, encoding: 'utf8' });
    expect(stdout).toBe(
      'db2: the disk is full\nthe disk is full $NOTE\nto db2\n2 orders db2\nthe disk is full\n',
    );
    // Nor is there, where the styles are another theme's, what is only said of a value that was typed.
    await page.$$eval('link[rel=stylesheet]', (all) => {
      for (const one of all) one.remove();
    });
    const bare = await page.innerText('.variables');
    expect(bare).not.toContain('not in the link');
    expect(bare).not.toContain('one line');
  });

  test('on paper there are the values, and boxes to tick', async () => {
    const page = await open();
    await page.emulateMedia({ media: 'print' });
    expect(
      await page
        .locator('.work, .step-tick, .prose .anchor, .variables button:visible')
        .filter({ visible: true })
        .count(),
    ).toBe(0);
    const box = await page.$eval(
      '.step-head',
      (head) => getComputedStyle(head, '::after').borderTopStyle,
    );
    expect(box).toBe('solid');
  });

  test('nothing moves when the script comes, and the browser has no complaint', async () => {
    for (const width of [1000, 360]) {
      const all = await context({ viewport: { width, height: 700 } });
      const tops = async (): Promise<readonly number[]> => {
        const page = await all.newPage();
        await page.goto(origin + url);
        await page.waitForLoadState('networkidle');
        return page.$$eval('.step, h1, .site-footer', (them) =>
          them.map((one) => Math.round(one.getBoundingClientRect().top)),
        );
      };
      const after = await tops();
      await all.route('**/runbook*.js', (route) => route.abort());
      expect(await tops()).toEqual(after);
    }
    expect(complaints).toEqual([]);
  });
});
