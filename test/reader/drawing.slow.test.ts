/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chromium, describeWith } from '../requirements.ts';
import { type Ground, layGround } from './ground.ts';
import { layouts } from './reader-site.ts';

const every = Object.values(layouts);

describeWith(chromium(), 'as a browser draws it', () => {
  let ground: Ground;
  beforeAll(async () => {
    ground = await layGround();
  });
  afterAll(() => ground?.close());

  /** One tab that goes from page to page; what is found is told with the page's path. */
  async function through(
    urls: readonly string[],
    options: Parameters<Ground['open']>[0],
    look: (page: Page) => Promise<readonly string[]>,
  ): Promise<readonly string[]> {
    const page = await ground.open(options);
    const found: string[] = [];
    for (const url of urls) {
      await page.goto(url);
      found.push(...(await look(page)).map((one) => `${url} ${one}`));
    }
    await page.context().close();
    return found;
  }

  test('every layout is one of the pages', () => {
    expect(every.filter((url) => !ground.urls.includes(url))).toEqual([]);
  });

  test('no page is wider than its window, from 320 pixels to 4K, and none wastes it', async () => {
    const found = await through(ground.urls, {}, async (page) => {
      const wider: string[] = [];
      for (const width of [320, 768, 1280, 3840]) {
        await page.setViewportSize({ width, height: 900 });
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        if (wide > width) wider.push(`is ${wide} wide at ${width}`);
      }
      return wider;
    });
    expect(found).toEqual([]);
  });

  test('text that a reader spaces out is not cut, nor lies over other text', async () => {
    const found = await through(every, { viewport: { width: 360, height: 800 } }, async (page) => {
      await page.evaluate(spaceOut);
      return page.evaluate(cutText);
    });
    expect(found).toEqual([]);
  });

  test('nothing moves while a page comes in, wide and narrow', async () => {
    for (const viewport of [
      { width: 1280, height: 800 },
      { width: 360, height: 640 },
    ]) {
      const found = await through(every, { viewport }, async (page) => {
        await page.evaluate(() => document.fonts.ready);
        return page.evaluate(shifts);
      });
      expect(found, `${viewport.width}`).toEqual([]);
    }
  });

  test('without scripts all that a page has is there, and nothing that does nothing', async () => {
    const page = await ground.open();
    const bare = await ground.open({ javaScriptEnabled: false });
    const found: string[] = [];
    for (const url of every) {
      await page.goto(url);
      await bare.goto(url);
      found.push(...(await bare.evaluate(deadControls)).map((one) => `${url} has ${one}`));
      const shown = await bare.evaluate(shownTexts);
      const lost = (await page.evaluate(shownTexts)).filter((one) => !shown.includes(one));
      found.push(...lost.map((one) => `${url} has not: ${one}`));
    }
    await page.context().close();
    await bare.context().close();
    expect(found).toEqual([]);
  });

  test('where less motion is asked for, nothing moves by itself', async () => {
    const found = await through(every, { reducedMotion: 'reduce' }, (page) =>
      page.evaluate(movements),
    );
    expect(found).toEqual([]);
  });

  test('with the few colours of a reader, state and place are still told', async () => {
    const found = await through(every, { forcedColors: 'active' }, (page) =>
      page.evaluate(toldByColourAlone),
    );
    expect(found).toEqual([]);
  });

  test('from right to left the page begins on the right, and code stays as it is typed', async () => {
    const urls = every.filter((url) => url.startsWith('/ar/'));
    const found = await through(urls, {}, (page) => page.evaluate(wrongSides));
    expect(found).toEqual([]);
  });

  test('on paper nothing of the text is lost, and a printer gets it', async () => {
    const page = await ground.open();
    const found: string[] = [];
    for (const url of every) {
      await page.emulateMedia({ media: 'screen' });
      await page.goto(url);
      const texts = await page.evaluate(allTexts);
      await page.emulateMedia({ media: 'print' });
      const printed = await page.evaluate(shownTexts);
      const lost = texts.filter((one) => !printed.includes(one));
      found.push(...lost.map((one) => `${url} does not print: ${one}`));
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      if (wide > 1280) found.push(`${url} is ${wide} wide`);
    }
    await page.emulateMedia({ media: null });
    const pdf = await page.pdf({ format: 'A4' });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    await page.context().close();
    expect(found).toEqual([]);
  });

  test('no page complains of anything, nor asks others for anything', async () => {
    await through(ground.urls, {}, async () => []);
    expect(ground.complaints).toEqual([]);
  });
});

// What follows runs in the page.

/** The distances of WCAG 2.2, 1.4.12. A style sheet of the document's own would be refused. */
function spaceOut(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    '*:not(math, math *) { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }',
  );
  document.adoptedStyleSheets.push(sheet);
}

/** Boxes that hide a part of their own text, and a page that has become wider than its window. */
function cutText(): readonly string[] {
  const cut: string[] = [];
  for (const one of document.querySelectorAll<HTMLElement>('body *')) {
    const { overflowX, overflowY } = getComputedStyle(one);
    const hides = [overflowX, overflowY].some((way) => way === 'hidden' || way === 'clip');
    if (!hides || !one.checkVisibility() || one.textContent?.trim() === '') continue;
    // What is for screen readers only is a pixel wide.
    if (one.clientWidth <= 1 || one.clientHeight <= 1) continue;
    if (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1)
      cut.push(`cuts ${one.tagName}.${one.className}`);
  }
  const { scrollWidth, clientWidth } = document.documentElement;
  return scrollWidth > clientWidth ? [...cut, `is ${scrollWidth} wide`] : cut;
}

/** Elements that moved, as Chromium saw them. */
function shifts(): Promise<readonly string[]> {
  return new Promise((done) => {
    const moved: string[] = [];
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { sources = [], value } = entry as PerformanceEntry & {
          readonly value: number;
          readonly sources?: readonly { readonly node?: Node | null }[];
        };
        const names = sources.map(({ node }) =>
          node instanceof Element ? `${node.tagName}.${node.className}` : `${node?.nodeName}`,
        );
        moved.push(`moved ${value.toFixed(4)}: ${names.join(', ')}`);
      }
    });
    observer.observe({ type: 'layout-shift', buffered: true });
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(moved), 20)));
  });
}

/** Controls that only a script could make do anything. */
function deadControls(): readonly string[] {
  const dead: string[] = [];
  for (const one of document.querySelectorAll<HTMLElement>('button, input, select, textarea')) {
    if (!one.checkVisibility()) continue;
    if (one.closest('form[action]') !== null || one.matches('[disabled]')) continue;
    dead.push(one.outerHTML.slice(0, 80));
  }
  return dead;
}

/** Of each block of the main part that is to be seen, its text. Controls and folded parts apart. */
function shownTexts(): readonly string[] {
  const blocks = 'h1, h2, h3, h4, p, li, dt, dd, td, th, pre, summary, figcaption, time';
  return [...document.querySelectorAll<HTMLElement>(`main :is(${blocks})`)]
    .filter((one) =>
      one.checkVisibility({ contentVisibilityAuto: false, visibilityProperty: true }),
    )
    .map((one) =>
      [...one.childNodes]
        .map((node) => (node instanceof Element && node.matches('button') ? '' : node.textContent))
        .join('')
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .filter((text) => text !== '');
}

/**
 * Of each block that the author wrote, its text, also of what is folded. What a step printed is told
 * above it, and the source of a drawing is the drawing.
 */
function allTexts(): readonly string[] {
  const blocks = 'h1, h2, h3, h4, p, li, dt, dd, td, th, pre, figcaption';
  return [...document.querySelectorAll<HTMLElement>(`article .prose :is(${blocks})`)]
    .filter((one) => one.closest('.captured, .diagram') === null)
    .map((one) => (one.textContent ?? '').replace(/\s+/g, ' ').trim())
    .filter((text) => text !== '');
}

/** Transitions and animations that take longer than a frame, and scrolling that glides. */
function movements(): readonly string[] {
  const moving: string[] = [];
  const longest = (times: string) =>
    Math.max(
      ...times.split(',').map((one) => Number.parseFloat(one) * (/\dms/.test(one) ? 1 : 1000)),
    );
  for (const one of document.querySelectorAll('*')) {
    const style = getComputedStyle(one);
    const name = `${one.tagName}.${one.className}`;
    const fades = /^(none|(opacity|color|background-color|border-color|visibility)(, )?)+$/;
    if (longest(style.transitionDuration) > 17 && !fades.test(style.transitionProperty))
      moving.push(`moves ${name}: ${style.transitionProperty}`);
    if (style.animationName !== 'none' && longest(style.animationDuration) > 17)
      moving.push(`animates ${name}: ${style.animationName}`);
    if (style.scrollBehavior === 'smooth') moving.push(`glides ${name}`);
  }
  return moving;
}

/**
 * Links to the page that is shown which look like their neighbours where backgrounds are gone, and
 * states without a word.
 */
function toldByColourAlone(): readonly string[] {
  const found: string[] = [];
  const looks = (one: Element) => {
    const {
      fontWeight,
      textDecorationLine,
      borderStyle,
      borderColor,
      borderWidth,
      outlineStyle,
      color,
    } = getComputedStyle(one);
    return [
      fontWeight,
      textDecorationLine,
      borderStyle,
      borderColor,
      borderWidth,
      outlineStyle,
      color,
    ].join();
  };
  for (const one of document.querySelectorAll('nav [aria-current]')) {
    if (!one.checkVisibility()) continue;
    const others = [
      ...(one.closest('nav')?.querySelectorAll('a:not([aria-current])') ?? []),
    ].filter(
      (other) => other.closest('ul, ol') === one.closest('ul, ol') && other.checkVisibility(),
    );
    if (others.some((other) => looks(other) === looks(one)))
      found.push(`shows by colour alone where one is: ${one.textContent?.trim()}`);
  }
  for (const one of document.querySelectorAll<HTMLElement>('.badge'))
    if (one.checkVisibility() && one.innerText.trim() === '')
      found.push('has a state without a word');
  return found;
}

/** What of a page from right to left stands as if it was read from left to right, and code that does not. */
function wrongSides(): readonly string[] {
  const wrong: string[] = [];
  if (getComputedStyle(document.body).direction !== 'rtl') wrong.push('is read from the left');
  for (const code of document.querySelectorAll('main pre'))
    if (getComputedStyle(code).direction !== 'ltr') wrong.push('has code from right to left');
  const middle = innerWidth / 2;
  const at = (selector: string) => document.querySelector(selector)?.getBoundingClientRect();
  const sidebar = at('.sidebar');
  if (sidebar !== undefined && sidebar.width > 0 && sidebar.left < middle)
    wrong.push('has its sidebar on the left');
  const toc = at('.toc');
  if (toc !== undefined && toc.width > 0 && toc.right > middle)
    wrong.push('has its contents on the right');
  const brand = at('.brand');
  if (brand !== undefined && brand.left < middle) wrong.push('has its name on the left');
  return wrong;
}
