import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Collection, NavigationNode } from '../../src/model/site.ts';
import { isBig, type ShownNode, shownNodes } from '../../themes/default/shown-nodes.ts';
import { collectionOf, pageOf, propsFor, viewOf } from './fixture.ts';

const leaf = (url: string): NavigationNode => ({ label: `Page ${url}`, url, children: [] });
const folder = (label: string, children: readonly NavigationNode[], url?: string) => ({
  label,
  children,
  ...(url === undefined ? {} : { url }),
});
const range = (count: number, prefix = '/docs/') =>
  Array.from({ length: count }, (_, at) => leaf(`${prefix}${at}/`));

/** The labels of what is shown; a level below in brackets. */
function outline(shown: readonly ShownNode[]): string {
  return shown
    .map((one) => {
      if (one.kind === 'gap') return `…${one.count}`;
      if (one.kind === 'closed') return `${one.node.label}(${one.pages})`;
      const below = one.children.length === 0 ? '' : ` [${outline(one.children)}]`;
      return `${one.node.label.replace('Page ', '')}${below}`;
    })
    .join(' ');
}

/** Every URL that a sidebar leads to. */
function urlsOf(shown: readonly ShownNode[]): string[] {
  return shown.flatMap((one) => {
    if (one.kind === 'gap') return [];
    if (one.kind === 'closed') return [one.url];
    return [...(one.node.url === undefined ? [] : [one.node.url]), ...urlsOf(one.children)];
  });
}

const parts = Array.from({ length: 12 }, (_, at) =>
  folder(
    `Part ${at}`,
    [folder('Inner', range(20, `/docs/${at}/inner/`)), leaf(`/docs/${at}/alone/`)],
    at % 2 === 0 ? `/docs/${at}/` : undefined,
  ),
);

function sidebar(collection: Collection, url: string): string {
  const props = propsFor(viewOf(pageOf({ id: 'x', kind: 'doc', title: 'X', url }), collection));
  return String(props.parts.sidebar(props, { collection }));
}

describe('the sidebar of a big collection', () => {
  test('begins where a reader would no longer look through all of it', () => {
    expect(isBig(range(200))).toBe(false);
    expect(isBig(range(201))).toBe(true);
    expect(isBig(parts)).toBe(true);
  });

  test('opens the folders that the page is in, and no others', () => {
    expect(outline(shownNodes(parts.slice(0, 3), '/docs/1/alone/'))).toBe(
      'Part 0(22) Part 1 [Inner(20) /docs/1/alone/] Part 2(22)',
    );
    expect(outline(shownNodes(parts.slice(0, 3), '/docs/2/'))).toBe(
      'Part 0(22) Part 1(21) Part 2 [Inner(20) /docs/2/alone/]',
    );
    expect(outline(shownNodes(parts.slice(0, 2), '/elsewhere/'))).toBe('Part 0(22) Part 1(21)');
  });

  test('leads from a closed folder to its own page, else to its first', () => {
    const [first, second] = shownNodes(parts, '/docs/4/');
    expect(first).toMatchObject({ kind: 'closed', url: '/docs/0/' });
    expect(second).toMatchObject({ kind: 'closed', url: '/docs/1/inner/0/' });
  });

  test('shows of a wide level the neighbours, and ever fewer of the others', () => {
    const shown = outline(shownNodes(range(1000), '/docs/500/')).replaceAll('/docs/', '');
    expect(shown).toBe(
      '0/ …283 284/ …143 428/ …47 476/ …15 492/ 493/ 494/ 495/ 496/ 497/ 498/ 499/ 500/ 501/ 502/ 503/ 504/ 505/ 506/ 507/ 508/ …15 524/ …47 572/ …143 716/ …282 999/',
    );
    expect(outline(shownNodes(range(41), '/docs/9/'))).not.toMatch(/…1\b/);
  });

  test('has the page in it, few lines, and comes to every page in a few steps', () => {
    const count = 3000;
    const nodes = range(count);
    const url = fc.integer({ min: 0, max: count - 1 });
    fc.assert(
      fc.property(url, url, (from, to) => {
        let at = from;
        let steps = 0;
        while (at !== to) {
          const shown = shownNodes(nodes, `/docs/${at}/`);
          const places = urlsOf(shown).map((one) => Number(one.split('/')[2]));
          expect(places).toContain(at);
          expect(shown.length).toBeLessThan(60);
          at = places.reduce((best, one) =>
            Math.abs(one - to) < Math.abs(best - to) ? one : best,
          );
          steps += 1;
        }
        expect(steps).toBeLessThanOrEqual(7);
      }),
      { numRuns: 40 },
    );
  });

  test('says how many pages a folder has, marks the page, and leads to all of them', () => {
    const docs = collectionOf('doc', 'Docs', [], { navigation: parts, url: '/docs/' });
    const html = sidebar(docs, '/docs/1/alone/');
    expect(html).toContain(
      '<a class="closed" href="/docs/0/"><span>Part 0</span> <span class="count"><span aria-hidden="true">22</span><span class="aside">22 pages</span></span></a>',
    );
    expect(html.match(/aria-current="page"/g)).toHaveLength(1);
    expect(html).toContain('<a href="/docs/1/alone/" aria-current="page">');
    expect(html).toContain('<p class="more"><a href="/docs/">All 258 pages</a></p>');
    const wide = collectionOf('doc', 'Docs', [], { navigation: range(500), url: '/docs/0/' });
    expect(sidebar(wide, '/docs/0/')).not.toContain('class="more"');
    expect(sidebar(wide, '/docs/0/')).toMatch(/<\/span>\d+ more<\/li>/);
  });

  test('of a collection that is not big the page is marked in the whole of it', () => {
    const docs = collectionOf('doc', 'Docs', [], { navigation: parts.slice(0, 3) });
    for (const url of ['/docs/0/', '/docs/1/inner/3/', '/docs/2/alone/']) {
      const html = sidebar(docs, url);
      expect(html.match(/<a /g)).toHaveLength(65);
      expect(html.match(/aria-current/g)).toHaveLength(1);
      expect(html).toContain(`<a href="${url}" aria-current="page"`);
    }
    expect(sidebar(docs, '/docs/')).not.toContain('aria-current');
  });
});
