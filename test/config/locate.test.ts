import { expect, test } from 'vitest';
import { locateKey } from '../../src/config/locate.ts';

const text = `import { footer } from './footer.js'; // themeOptions: { styles: [] }
const pattern = /[{/]/{/g;
const half = 4 / 2; const other = { toc: 3 };
export default defineConfig({
  site: { title: 'a: { b', navigation: [{ label: 'A', link: '/n/' }, { label: 'B', link: '/m/' }] },
  themeOptions: { 'styles': ['a.css', "b.css"], footer, logo: \`x\${{ light: 1 }}\`, icon() {},
    toc: { to: 3 },
  } as const,
  csp: process.env.STRICT ? { 'img-src': [] } : false,
});
`;

test.each([
  [['site', 'navigation', 1, 'link'], '5:84', 'link'],
  [['themeOptions', 'styles', 1], '6:39', '"b.css"'],
  [['themeOptions', 'footer', 'links', 0], '6:49', 'footer'],
  [['themeOptions', 'icon'], '6:83', 'icon'],
  [['themeOptions', 'toc', 'to'], '7:12', 'to'],
  [['csp', 'img-src'], '9:31', "'img-src'"],
  // What is not there is told where it would stand.
  [['themeOptions', 'logo', 'light'], '6:57', 'logo'],
  [['site', 'navigation', 0, 'href'], '5:41', "{ label: 'A', link: '/n/' }"],
  [['site', 'navigation', 7], '5:28', 'navigation'],
  [['nothing'], undefined, undefined],
])('%j is found', (path, place, written) => {
  const span = locateKey(text, path);
  expect(span && `${span.start.line}:${span.start.column}`).toBe(place);
  expect(span && text.slice(span.start.offset, span.end.offset)).toBe(written);
});
