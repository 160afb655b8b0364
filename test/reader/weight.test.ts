import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildReaderSite, layouts } from './reader-site.ts';

const root = mkdtempSync(join(tmpdir(), 'rutter-weight-'));
let outDir: string;

beforeAll(async () => {
  ({ outDir } = await buildReaderSite(join(root, 'site')));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** In kilobytes, as a server sends it. Fonts are packed already. */
const sizeOf = (path: string) => {
  const bytes = readFileSync(join(outDir, path));
  return (path.endsWith('.woff2') ? bytes.length : gzipSync(bytes, { level: 9 }).length) / 1000;
};
const sum = (paths: Iterable<string>) => [...paths].reduce((all, path) => all + sizeOf(path), 0);

/** Of a page: its file, and what it names that a browser loads at once, relative to the site. */
function filesOf(url: string): readonly string[] {
  const path = url.endsWith('/') ? `${url.slice(1)}index.html` : url.slice(1);
  const html = readFileSync(join(outDir, path), 'utf8');
  const named = [
    ...html.matchAll(/<link rel="?(?:stylesheet|preload)"?[^>]* href="?([^"\s>]+)/g),
    ...html.matchAll(/<script[^>]* src="?([^"\s>]+)/g),
  ].map(([, address = '']) => new URL(address, `http://x${url}`).pathname.slice(1));
  return [path, ...new Set(named)];
}

/** The search has a budget of its own, and is loaded when it is opened. */
const isScript = (path: string) => path.endsWith('.js') && !/\/search\.[\da-f]+\.js$/.test(path);

describe('the weight of a page', () => {
  test.each(Object.entries(layouts))('is at most 60 KB: %s', (_, url) => {
    const files = filesOf(url);
    expect(files.filter((path) => path.endsWith('.css')).length).toBeGreaterThan(0);
    expect(sum(files)).toBeLessThanOrEqual(60);
  });

  test('of scripts is at most 10 KB in all, on pages that are no runbooks 5', () => {
    const scripts = readdirSync(join(outDir, 'assets'))
      .map((name) => `assets/${name}`)
      .filter(isScript);
    expect(scripts.length).toBeGreaterThan(1);
    expect(sum(scripts)).toBeLessThanOrEqual(10);
    const common = filesOf(layouts.doc).filter(isScript);
    expect(sum(common)).toBeLessThanOrEqual(5);
    // What both share, such as how long ago something was, is in the sum above.
    const own = (url: string, other: string) =>
      filesOf(url).filter(
        (path) => isScript(path) && !common.includes(path) && !filesOf(other).includes(path),
      );
    const [page, index] = [layouts['runbook that fails'], layouts.runbooks];
    expect(sum(own(page, index))).toBeLessThanOrEqual(3);
    expect(sum(own(index, page))).toBeLessThanOrEqual(1.5);
  });
});
