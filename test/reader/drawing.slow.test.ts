/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chromium, describeWith } from '../requirements.ts';
import { type Ground, layGround } from './ground.ts';
import { layouts } from './reader-site.ts';

const every = Object.values(layouts);

/** What was found wrong, by what was looked at. Each layout is loaded three times for all of it. */
const found = {
  widths: [] as string[],
  distances: [] as string[],
  shifts: [] as string[],
  scripts: [] as string[],
  motion: [] as string[],
  colours: [] as string[],
  sides: [] as string[],
  paper: [] as string[],
};

describeWith(chromium(), 'as a browser draws it', () => {
  let ground: Ground;
  beforeAll(async () => {
    ground = await layGround();
    const [wide, narrow, bare] = await Promise.all([
      ground.open(),
      ground.open({ viewport: { width: 360, height: 640 } }),
      ground.open({ javaScriptEnabled: false }),
    ]);
    // A font that comes after the text may move it; from the first page on it is there.
    await Promise.all([wide, narrow].map((page) => page.goto('/', { waitUntil: 'networkidle' })));
    for (const url of every) {
      const tell = (kind: keyof typeof found, problems: readonly string[]) =>
        found[kind].push(...problems.map((one) => `${url} ${one}`));
      await lookWide(url, wide, tell);
      const written = await wide.evaluate(shownTexts);
      await Promise.all([lookNarrow(url, narrow, tell), lookBare(url, bare, written, tell)]);
    }
    // The other pages have the same layouts: what they hold may break a policy, or be missing.
    for (const url of ground.urls.filter((one) => !(every as readonly string[]).includes(one))) {
      await wide.goto(url);
    }
    await Promise.all([wide, narrow, bare].map((page) => page.context().close()));
  }, 240_000);
  afterAll(() => ground?.close());

  test('every layout is one of the pages', () => {
    expect(every.filter((url) => !ground.urls.includes(url))).toEqual([]);
  });
  test('no page is wider than its window, from 320 pixels to 4K', () => {
    expect(found.widths).toEqual([]);
  });
  test('text that a reader spaces out is not cut, nor makes a page wider than a phone', () => {
    expect(found.distances).toEqual([]);
  });
  test('nothing moves while a page comes in, wide and narrow', () => {
    expect(found.shifts).toEqual([]);
  });
  test('without scripts all that a page has is there, and nothing that does nothing', () => {
    expect(found.scripts).toEqual([]);
  });
  test('where less motion is asked for, nothing moves by itself', () => {
    expect(found.motion).toEqual([]);
  });
  test('with the few colours of a reader, state and place are still told', () => {
    expect(found.colours).toEqual([]);
  });
  test('from right to left the page begins on the right, and code stays as it is typed', () => {
    expect(found.sides).toEqual([]);
  });
  test('on paper nothing of the text is lost, and a printer gets it', () => {
    expect(found.paper).toEqual([]);
  });
  test('no page complains of anything, breaks the policy, or asks others for anything', () => {
    expect(ground.complaints).toEqual([]);
  });
});

type Tell = (kind: keyof typeof found, problems: readonly string[]) => void;

async function lookWide(url: string, page: Page, tell: Tell): Promise<void> {
  tell('shifts', await movedEachTime(url, page));
  if (url.startsWith('/ar/')) tell('sides', await page.evaluate(wrongSides));
  await page.emulateMedia({ reducedMotion: 'reduce' });
  tell('motion', await page.evaluate(movements));
  await page.emulateMedia({ forcedColors: 'active' });
  tell('colours', await page.evaluate(toldByColourAlone));
  await page.emulateMedia({ forcedColors: null, media: 'print' });
  const texts = await page.evaluate(allTexts);
  const printed = await page.evaluate(shownTexts);
  const lost = texts.filter((one) => !printed.includes(one));
  tell(
    'paper',
    lost.map((one) => `does not print: ${one}`),
  );
  tell('paper', await wideAt(page, 1280));
  if (url === layouts['runbook that fails']) {
    const pdf = await page.pdf({ format: 'A4' });
    if (pdf.subarray(0, 5).toString() !== '%PDF-') tell('paper', ['makes no PDF']);
  }
  await page.emulateMedia({ media: null, reducedMotion: null });
  for (const width of [320, 768, 3840, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    tell('widths', await wideAt(page, width));
  }
}

async function wideAt(page: Page, width: number): Promise<readonly string[]> {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  return wide > width ? [`is ${wide} wide at ${width}`] : [];
}

/**
 * What moves whenever the page comes in. On a busy machine a font may be a frame late, and then moves what
 * it moves in that one time; a script or a style that moves something does so in each.
 */
async function movedEachTime(url: string, page: Page): Promise<readonly string[]> {
  for (let time = 1; ; time += 1) {
    await page.goto(url);
    await page.evaluate(() => document.fonts.ready);
    const moved = await page.evaluate(shifts);
    if (moved.length === 0 || time === 4) return moved;
  }
}

async function lookNarrow(url: string, page: Page, tell: Tell): Promise<void> {
  const moved = await movedEachTime(url, page);
  tell(
    'shifts',
    moved.map((one) => `at 360 ${one}`),
  );
  await page.evaluate(spaceOut);
  tell('distances', await page.evaluate(cutText));
}

async function lookBare(
  url: string,
  page: Page,
  written: readonly string[],
  tell: Tell,
): Promise<void> {
  await page.goto(url);
  tell(
    'scripts',
    (await page.evaluate(deadControls)).map((one) => `has ${one}`),
  );
  const shown = await page.evaluate(shownTexts);
  const lost = written.filter((one) => !shown.includes(one));
  tell(
    'scripts',
    lost.map((one) => `has not: ${one}`),
  );
}

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
    const [hidesX, hidesY] = [overflowX, overflowY].map((way) => /^(?:hidden|clip)$/.test(way));
    if (!(hidesX || hidesY) || !one.checkVisibility() || one.textContent?.trim() === '') continue;
    if (one.closest('math') !== null) continue;
    // What is for screen readers only is a pixel wide.
    if (one.clientWidth <= 1 || one.clientHeight <= 1) continue;
    // What scrolls one way may hide the other.
    const isWide = hidesX && one.scrollWidth > one.clientWidth + 1;
    const isHigh = hidesY && one.scrollHeight > one.clientHeight + 1;
    if (isWide || isHigh) cut.push(`cuts ${one.tagName}.${one.className}`);
  }
  const { scrollWidth, clientWidth } = document.documentElement;
  return scrollWidth > clientWidth ? [...cut, `is ${scrollWidth} wide`] : cut;
}

/**
 * Elements that moved, as Chromium saw them. A system without any font for formulas gets one when it has
 * come: until then they are there, but smaller.
 */
function shifts(): Promise<readonly string[]> {
  const formulas = [...document.fonts].find(({ family }) => family.includes('STIX Two Math'));
  if (formulas?.status === 'loaded') return Promise.resolve([]);
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
        // A letter's width, where a font comes a frame late on a busy machine.
        if (value >= 0.005) moved.push(`moved ${value.toFixed(4)}: ${names.join(', ')}`);
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
    if (!one.checkVisibility({ visibilityProperty: true })) continue;
    if (one.closest('form[action]') !== null || one.matches('[disabled]')) continue;
    dead.push(one.outerHTML.slice(0, 80));
  }
  return dead;
}

/**
 * Of each block of the main part that is to be seen, its text: of a time what it is of, and nothing of what
 * a script has put there to be worked with.
 */
function shownTexts(): readonly string[] {
  const blocks = 'h1, h2, h3, h4, p, li, dt, dd, td, th, pre, summary, figcaption';
  const tools = 'button, input, select, output, label, .work';
  const textOf = (node: Node): string => {
    if (!(node instanceof Element)) return node.textContent ?? '';
    if (node instanceof HTMLTimeElement) return node.dateTime;
    // A variable is filled in by the reader.
    if (node.matches('.var')) return '$';
    return node.matches(tools) ? '' : [...node.childNodes].map(textOf).join('');
  };
  return [...document.querySelectorAll<HTMLElement>(`main :is(${blocks})`)]
    .filter((one) => one.checkVisibility({ visibilityProperty: true }))
    .filter((one) => one.closest('dialog, .work, [role="status"]') === null)
    .map((one) => textOf(one).replace(/\s+/g, ' ').trim())
    .filter((text) => text !== '');
}

/**
 * Of each block that the author wrote, its text, also of what is folded. What a step printed is told
 * above it, and the source of a drawing is the drawing.
 */
function allTexts(): readonly string[] {
  const blocks = 'h1, h2, h3, h4, p, li, dt, dd, td, th, pre, figcaption';
  const tools = 'button, input, select, output, label, .work';
  const textOf = (node: Node): string => {
    if (!(node instanceof Element)) return node.textContent ?? '';
    if (node instanceof HTMLTimeElement) return node.dateTime;
    // A variable is filled in by the reader.
    if (node.matches('.var')) return '$';
    return node.matches(tools) ? '' : [...node.childNodes].map(textOf).join('');
  };
  return [...document.querySelectorAll<HTMLElement>(`article .prose :is(${blocks})`)]
    .filter((one) => one.closest('.captured, .diagram, dialog, .work') === null)
    .map((one) => textOf(one).replace(/\s+/g, ' ').trim())
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
  // A corner of two lines, turned: to the right below it is at 45 degrees, to the left at 135.
  for (const opener of document.querySelectorAll('.toc > summary')) {
    const { borderRightWidth, rotate } = getComputedStyle(opener, '::after');
    const turned = Number.parseInt(rotate, 10) + (borderRightWidth === '0px' ? 135 : 45);
    const end = opener.matches('[open] > *') ? 270 : 90;
    if (turned !== end) wrong.push(`has a corner at its contents that points to ${turned} degrees`);
  }
  const brand = at('.brand');
  if (brand !== undefined && brand.left < middle) wrong.push('has its name on the left');
  return wrong;
}
