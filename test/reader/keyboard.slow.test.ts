/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chromium, describeWith } from '../requirements.ts';
import { type Ground, layGround } from './ground.ts';
import { layouts } from './reader-site.ts';

/** More than any page has controls. */
const mostStops = 400;

describeWith(chromium(), 'by the keyboard', () => {
  let ground: Ground;
  beforeAll(async () => {
    ground = await layGround();
  });
  afterAll(() => ground?.close());

  test.each(Object.entries(layouts))('everything is reached, and seen: %s', async (_, url) => {
    const found: string[] = [];
    for (const viewport of [
      { width: 1280, height: 800 },
      { width: 360, height: 640 },
    ]) {
      const page = await ground.open({ viewport, reducedMotion: 'reduce' });
      await page.goto(url);
      const wanted = await page.evaluate(number);
      const reached = new Set<number>();
      for (let stop = 0; stop < mostStops; stop += 1) {
        await page.keyboard.press('Tab');
        const { at, problems } = await page.evaluate(look);
        if (at === undefined || reached.has(at)) break;
        reached.add(at);
        found.push(...problems.map((one) => `${viewport.width}: ${one}`));
      }
      // Some are only there until one has been somewhere.
      const there = new Set(await page.evaluate(remaining));
      for (const [at, name] of wanted.entries())
        if (!reached.has(at) && there.has(at))
          found.push(`${viewport.width}: ${name} is not reached`);
      await page.context().close();
    }
    expect(found).toEqual([]);
  });

  test('what opens is closed by Escape, and the focus goes back', async () => {
    const page = await ground.open({ viewport: { width: 360, height: 640 } });
    const found: string[] = [];
    for (const url of ['/', '/docs/elements/', '/runbooks/disk-full/', '/ar/docs/elements/']) {
      await page.goto(url);
      const openers = page.locator('header summary');
      for (let at = 0; at < (await openers.count()); at += 1) {
        const opener = openers.nth(at);
        if (!(await opener.isVisible())) continue;
        await opener.focus();
        await page.keyboard.press('Enter');
        await page.keyboard.press('Tab');
        await page.keyboard.press('Escape');
        const open = await opener.evaluate((one) => one.parentElement?.matches('[open]'));
        const back = await opener.evaluate((one) => one === document.activeElement);
        const name = (await opener.innerText()).replaceAll('\n', ' ');
        if (open) found.push(`${url}: ${name} stays open`);
        if (!back) found.push(`${url}: the focus does not come back to ${name}`);
      }
    }
    await page.context().close();
    expect(found).toEqual([]);
  });

  test('and no page complains', () => expect(ground.complaints).toEqual([]));
});

// What follows runs in the page.

/** Numbers all that Tab is to reach, in the order of the page, and gives their names. */
function number(): readonly string[] {
  const controls =
    'a[href], button, input, select, textarea, summary, [tabindex="0"], iframe, video, audio';
  const names: string[] = [];
  const groups = new Set<string>();
  for (const one of document.querySelectorAll<HTMLInputElement>(controls)) {
    const isShown = one.checkVisibility({ visibilityProperty: true });
    if (!isShown || one.disabled || one.tabIndex < 0 || one.closest('[inert]') !== null) continue;
    // The bar of a runbook follows the reader: what can be pressed depends on where one is.
    if (one.closest('.work') !== null) continue;
    // Of a group of radio buttons Tab reaches one.
    if (one.type === 'radio') {
      if (groups.has(one.name)) continue;
      groups.add(one.name);
    }
    // Of the summaries of one <details> the first is the control.
    if (one.matches('summary:not(details > summary:first-of-type)')) continue;
    one.dataset.stop = `${names.length}`;
    const text = one.ariaLabel ?? one.textContent?.trim().replace(/\s+/g, ' ').slice(0, 40);
    names.push(`${one.tagName.toLowerCase()} "${text}"`);
  }
  return names;
}

/** Of those that were numbered which Tab is still to reach. */
function remaining(): readonly number[] {
  return [...document.querySelectorAll<HTMLInputElement>('[data-stop]')]
    .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.disabled)
    .map((one) => Number(one.dataset.stop));
}

/** What has the focus: its number, and what is wrong with how it is seen. */
function look(): { readonly at?: number; readonly problems: readonly string[] } {
  const one = document.activeElement as HTMLElement | null;
  if (one === null || one === document.body) return { problems: [] };
  const problems: string[] = [];
  const name = `${one.tagName.toLowerCase()} "${(one.ariaLabel ?? one.textContent ?? '').trim().replace(/\s+/g, ' ').slice(0, 40)}"`;
  // A box that is drawn by its label has the outline there.
  const isOutlined = [one, one.closest('label') ?? one].some((drawn) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(drawn);
    return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
  });
  if (!isOutlined) problems.push(`${name} has no outline of 2 pixels`);
  const box = one.getClientRects()[0] ?? one.getBoundingClientRect();
  const visible =
    box.width > 0 &&
    box.bottom > 0 &&
    box.top < innerHeight &&
    box.right > 0 &&
    box.left < innerWidth;
  if (!visible) problems.push(`${name} is outside of the window`);
  else {
    const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1);
    const y = Math.min(Math.max(box.top + Math.min(box.height / 2, 20), 0), innerHeight - 1);
    const over = document.elementFromPoint(x, y);
    const own = over !== null && (one.contains(over) || over.contains(one));
    if (!own) problems.push(`${name} lies under ${over?.tagName}.${over?.className}`);
  }
  const at = one.dataset.stop;
  // What only shows while one is on the way.
  if (at === undefined)
    one.dataset.stop = `${10_000 + document.querySelectorAll('[data-stop]').length}`;
  return { at: Number(one.dataset.stop), problems };
}
