/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Badge, Evidence, PastRun } from '../../src/model/report.ts';
import type { View } from '../../src/model/site.ts';
import { launchBrowser } from '../browser.ts';
import { chromium, describeWith } from '../requirements.ts';
import { collectionOf, evidenceOf, pageOf, proofOf, siteOf, stepOf } from './fixture.ts';
import { serveSite } from './site-server.ts';

const day = 86_400_000;
const now = Date.parse('2026-11-21T12:00:00Z');
const instant = (daysAgo: number): string =>
  new Date(now - daysAgo * day).toISOString().replace('.000', '');

interface Row {
  readonly name: string;
  readonly badge: Badge;
  readonly image?: string;
  readonly tags?: readonly string[];
  readonly owner?: string;
  /** When it ran, and in how many milliseconds. */
  readonly ran?: readonly [daysAgo: number, durationMs: number];
}

const rows: readonly Row[] = [
  { name: 'Port', badge: 'failing', image: 'debian:13', tags: ['net'], owner: 'Sea', ran: [1, 9] },
  { name: 'Élan', badge: 'verified', image: 'debian:12', tags: ['disk', 'net'], ran: [2, 3000] },
  { name: 'Old', badge: 'verified', image: 'debian:12', owner: 'Sea', ran: [40, 500] },
  { name: 'New', badge: 'verified', image: 'alpine:3.22', owner: 'Land', ran: [0.1, 70_000] },
  { name: 'Bare', badge: 'unverified', tags: ['<b>"&'] },
];

const step = stepOf(1);
const history = (status: PastRun['status'], last: string): readonly PastRun[] => [
  { startedAt: instant(50), status: 'passed', durationMs: 2000 },
  { startedAt: instant(49), status: 'failed', durationMs: 20 },
  { startedAt: last, status, durationMs: 1000 },
];

function evidence({ badge, image = 'debian:12', ran = [0, 0] }: Row): Evidence {
  const status = badge === 'failing' ? 'failed' : 'passed';
  const startedAt = instant(ran[0]);
  return evidenceOf({
    steps: [],
    image,
    more: { startedAt, durationMs: ran[1], status, history: history(status, startedAt) },
  });
}

const pages = rows.map(({ name, tags = [], owner }) => {
  const page = pageOf({ id: `runbooks/${name}`, kind: 'runbook', title: name, tags });
  return owner === undefined ? page : { ...page, frontmatter: { ...page.frontmatter, owner } };
});
const proofs = new Map(
  rows.map((row) => {
    const { name, badge, image } = row;
    const own = row.ran === undefined ? {} : { evidence: evidence(row) };
    const images = [{ badge, ...own, ...(image === undefined ? {} : { image }) }];
    return [`runbooks/${name}`, proofOf({ steps: [step], images })] as const;
  }),
);
const collection = collectionOf('runbook', 'Runbooks', pages);
const common = { title: 'Runbooks', description: '', collection };
const views: readonly View[] = [
  { kind: 'runbooks', url: '/runbooks/', outputPath: 'runbooks/index.html', ...common },
  { kind: 'status', url: '/runbooks/wall/', outputPath: 'runbooks/wall/index.html', ...common },
];
const site = siteOf({ pages, collections: [collection], proofs, feeds: [] });

describeWith(chromium(), 'the list of runbooks in a browser', () => {
  let browser: Browser;
  let server: Awaited<ReturnType<typeof serveSite>>;
  const complaints: string[] = [];

  beforeAll(async () => {
    server = await serveSite({ site, views }, "connect-src 'self'");
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  async function open(path: string, { js = true } = {}): Promise<Page> {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      javaScriptEnabled: js,
    });
    const page = await context.newPage();
    page.on('console', (message) => complaints.push(`${path}: ${message.text()}`));
    page.on('pageerror', (error) => complaints.push(`${path}: ${error}`));
    if (js) await page.clock.install({ time: now });
    await page.goto(server.origin + path);
    return page;
  }

  const shown = (page: Page): Promise<string[]> =>
    page.locator('.runbook-list tbody tr:visible th a').allInnerTexts();
  const said = (page: Page): Promise<string> => page.locator('.runbook-filter output').innerText();
  const query = (page: Page): string => decodeURIComponent(new URL(page.url()).search);

  test('all are there, what needs somebody first', async () => {
    const page = await open('/runbooks/');
    expect(await shown(page)).toEqual(['Port', 'Bare', 'Old', 'Élan', 'New']);
    expect(await said(page)).toBe('5 of 5');
    expect(query(page)).toBe('');
    await expect(page.getByRole('button', { name: 'Clear' }).isVisible()).resolves.toBe(false);
    await page.context().close();
  });

  test('and without scripts too, with nothing to press that would do nothing', async () => {
    const page = await open('/runbooks/', { js: false });
    expect(await shown(page)).toEqual(['Port', 'Bare', 'Old', 'Élan', 'New']);
    expect(await page.locator('.runbook-filter').isVisible()).toBe(false);
    expect(await page.locator('thead button').count()).toBe(0);
    await page.context().close();
  });

  test('each filter leaves what it says, and the address says it too', async () => {
    const page = await open('/runbooks/');
    const form = page.locator('.runbook-filter');
    const clear = page.getByRole('button', { name: 'Clear' });
    await form.getByRole('checkbox', { name: 'failing' }).check();
    expect(await shown(page)).toEqual(['Port']);
    await form.getByRole('checkbox', { name: 'unverified' }).check();
    expect(await shown(page)).toEqual(['Port', 'Bare']);
    expect([await said(page), query(page)]).toEqual(['2 of 5', '?state=failing&state=unverified']);
    await clear.click();
    await expect.poll(() => said(page)).toBe('5 of 5');
    expect(query(page)).toBe('');

    for (const [label, value, left, words] of [
      ['Tag', 'net', ['Port', 'Élan'], '?tag=net'],
      ['Tag', '<b>"&', ['Bare'], '?tag=<b>"&'],
      ['Image', 'debian:12', ['Old', 'Élan'], '?image=debian:12'],
      ['Owner', 'Sea', ['Port', 'Old'], '?owner=Sea'],
      ['Last proven', 'In the last 7 days', ['Élan', 'New'], '?proven=7'],
      ['Last proven', 'Not in the last 30 days', ['Port', 'Bare', 'Old'], '?proven=-30'],
      ['Last proven', 'never', ['Bare'], '?proven=never'],
    ] as const) {
      await form.getByLabel(label).selectOption({ label: value });
      expect([label, value, await shown(page), query(page)]).toEqual([label, value, left, words]);
      await clear.click();
      await expect.poll(() => said(page)).toBe('5 of 5');
    }

    await form.getByLabel('Find').fill('ELAN');
    expect(await shown(page)).toEqual(['Élan']);
    await form.getByLabel('Find').fill('nowhere');
    expect(await shown(page)).toEqual([]);
    expect(await page.getByText('No runbook matches.').isVisible()).toBe(true);
    await page.context().close();
  });

  test('an address brings back what it says, and what is gone is passed over', async () => {
    const page = await open('/runbooks/?state=verified&owner=Sea&sort=slowest');
    expect(await shown(page)).toEqual(['Old']);
    await page.setViewportSize({ width: 360, height: 740 });
    expect(await shown(page)).toEqual(['Old']);
    await page.goto(`${server.origin}/runbooks/?sort=nothing&tag=gone&state=odd#page:main`);
    expect(await shown(page)).toEqual(['Port', 'Bare', 'Old', 'Élan', 'New']);
    expect(page.url()).toBe(`${server.origin}/runbooks/#page:main`);
    await page.context().close();
  });

  test('is sorted by a choice or by its heads, which say how', async () => {
    const page = await open('/runbooks/');
    const sorted = () =>
      page
        .locator('thead th[aria-sort]')
        .evaluateAll((heads) =>
          heads.map((head) => `${head.textContent} ${head.getAttribute('aria-sort')}`),
        );
    expect(await sorted()).toEqual(['State other']);
    for (const [label, order] of [
      ['Name', ['Bare', 'Élan', 'New', 'Old', 'Port']],
      ['Proven longest ago', ['Bare', 'Port', 'Old', 'Élan', 'New']],
      ['Proven most recently', ['New', 'Élan', 'Old', 'Port', 'Bare']],
      ['Longest duration', ['New', 'Élan', 'Old', 'Port', 'Bare']],
    ] as const) {
      await page.getByLabel('Sort by').selectOption({ label });
      expect([label, await shown(page)]).toEqual([label, order]);
    }
    expect(await sorted()).toEqual(['Took descending']);
    const head = page.getByRole('button', { name: 'Last proven' });
    await head.click();
    expect([await sorted(), query(page)]).toEqual([['Last proven ascending'], '?sort=oldest']);
    await head.press('Enter');
    expect([await sorted(), query(page)]).toEqual([['Last proven descending'], '?sort=newest']);
    await page.context().close();
  });

  test('draws the last runs, and says them', async () => {
    const page = await open('/runbooks/');
    const chart = page.getByRole('row', { name: 'Port' }).getByRole('img');
    expect(await chart.getAttribute('aria-label')).toBe(
      '3 runs: 1 passed, 2 failed, 0.02 s to 2.0 s',
    );
    expect(await page.getByRole('row', { name: 'Bare' }).getByRole('img').count()).toBe(0);
    await page.context().close();
  });

  test('a wall is drawn again when something has changed, and says when nobody answers', async () => {
    const page = await open('/runbooks/wall/');
    const tiles = () =>
      page
        .locator('.tile')
        .evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset.run ?? ''));
    const [first = ''] = await tiles();
    expect(first).toBe(`runbooks/Port failing ${instant(1)}`);
    const told = (await tiles()).map((one) => {
      const [id, state, lastRun] = one.split(' ');
      return { id, state, ...(lastRun === '' ? {} : { lastRun }) };
    });
    let answer: unknown = { runbooks: told };
    let status = 200;
    await page.route('**/runbooks/status.json', (route) => route.fulfill({ status, json: answer }));
    let loads = 0;
    page.on('load', () => {
      loads += 1;
    });
    const minute = () => page.clock.runFor(61_000);
    await minute();
    expect(loads).toBe(0);
    const silence = page.locator('.wall-silence');
    status = 503;
    await minute();
    await expect.poll(() => silence.innerText()).toMatch(/^No answer since \d/);
    status = 200;
    await minute();
    await expect.poll(() => silence.isVisible()).toBe(false);
    expect(loads).toBe(0);
    answer = { runbooks: told.toReversed() };
    await minute();
    await expect.poll(() => loads).toBe(1);
    // A cache has answered with the old page.
    await minute();
    await expect.poll(() => silence.innerText()).toMatch(/^No answer since \d/);
    await minute();
    expect(loads).toBe(1);
    await page.clock.runFor(11 * 60_000);
    await expect.poll(() => loads).toBe(2);
    complaints.splice(0, complaints.length, ...complaints.filter((one) => !/503/.test(one)));
    await page.context().close();
  });

  test('nothing had anything to complain of', () => expect(complaints).toEqual([]));
});
