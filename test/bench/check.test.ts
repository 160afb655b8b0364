import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type CorpusFile, check } from './modules.ts';

const page: CorpusFile = {
  path: 'posts/a.md',
  kind: 'page',
  text: '---\ntitle: A\n---\n\n## One\n\n```sh\necho\n```\n\n| a |\n|---|\n| b |\n',
};
const generator = { output: () => 'dist/a.html' };
const code = `<pre>${'<span class="k">echo</span>'.repeat(5)}</pre>`;
const whole = `<h1>A</h1><h2 id="one">One</h2>${code}<table></table>`;
let site = '';

beforeEach(() => {
  site = mkdtempSync(join(tmpdir(), 'rutter-bench-check-'));
  mkdirSync(join(site, 'dist'));
});
afterEach(() => rmSync(site, { recursive: true }));

function checked(html: string) {
  writeFileSync(join(site, 'dist/a.html'), html);
  check.checkSite(site, generator, [page]);
}

test('a page with all that its Markdown has passes', () =>
  expect(() => checked(whole)).not.toThrow());

test('a page that is not there does not pass', () => {
  expect(() => check.checkSite(site, generator, [page])).toThrow('dist/a.html was not built');
});

test.each([
  ['is nearly empty', '<p></p>', 'only 7 characters'],
  ['lacks a heading', whole.replace('h2', 'p'), '0 of its 1 headings'],
  ['lacks its code', whole.replace('<pre', '<div'), '0 of its 1 blocks of code'],
  ['lacks colours', whole.replaceAll('<span', '<i'), 'code without colours'],
  ['lacks a table', whole.replace('<table', '<div'), '0 of its 1 tables'],
])('a page that %s does not pass', (_, html, message) => {
  expect(() => checked(html)).toThrow(message);
});

test('a change that is not to be seen is noticed', () => {
  checked(`${whole}<p>New.</p>`);
  expect(() => check.checkChange(site, generator, page, 'New.')).not.toThrow();
  expect(() => check.checkChange(site, generator, page, 'Newer.')).toThrow('does not show');
});
