import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { describe, expect, test } from 'vitest';
import { coverageWords, percent, totalCoverage } from '../../src/model/coverage.ts';
import type { PageCoverage } from '../../src/model/report.ts';
import { sourceFile } from '../../src/model/source.ts';
import { coverageLow, coverageOf } from '../../src/runbook/coverage.ts';
import { folderWith, run, write } from '../cli/rutter.ts';
import { type PageOptions, parsePage } from './page.ts';

const page = [
  '```sh run\nls\n```',
  '```console\n$ ls\n```',
  '```bash run skip="no disk"\nls\n```',
  '<!-- sh\nls\n-->',
  '> - ```shell\n>   ls\n>   ```',
  '```text\nls\n```',
  '```python\nprint(1)\n```',
  '    ls',
].join('\n\n');

function counted(text: string, options: PageOptions): PageCoverage {
  const tree = unified().use(remarkParse).use(remarkGfm).parse(text);
  const { runbook } = parsePage(text, options);
  return coverageOf({ tree, source: sourceFile('content/a.md', text), runbook });
}

describe('what becomes of shell blocks', () => {
  test('on a page of prose', () => {
    expect(counted(page, { kind: 'doc' })).toEqual({
      file: 'content/a.md',
      ...{ run: 1, skipped: 1, plain: 3, reasons: ['no disk'] },
    });
  });

  test('on a runbook', () => {
    const { run, skipped, plain } = counted(page, { kind: 'runbook' });
    expect([run, skipped, plain]).toEqual([4, 1, 0]);
  });

  test('a file that a step writes is run', () => {
    const text = '```sh file=/work/a.sh\nls\n```';
    expect(counted(text, { kind: 'runbook' })).toMatchObject({ run: 1, plain: 0 });
  });
});

const of = (file: string, run: number, skipped: number, plain: number): PageCoverage => ({
  ...{ file, run, skipped, plain },
  reasons: skipped > 0 ? ['no disk'] : [],
});

describe('too little', () => {
  const pages = [of('good.md', 5, 0, 0), of('bad.md', 0, 1, 2), of('worse.md', 0, 0, 7)];

  test('names the pages with the most to do first', () => {
    const [low] = coverageLow(pages, 0.8);
    expect([low?.code, low?.message, low?.details]).toEqual([
      'coverage-low',
      '33.3 % of the shell blocks are steps without `skip`, and 80 % are asked for',
      ['worse.md: 7 no steps', 'bad.md: 2 no steps, 1 skipped (no disk)'],
    ]);
  });

  test.each([
    [pages, 1 / 3, 0],
    [pages, 0.34, 1],
    [[], 1, 0],
    [[of('a.md', 0, 0, 1)], 0, 0],
    [[of('a.md', 999, 0, 1)], 1, 1],
  ])('%j and %d: %d', (given, least, count) => {
    expect(coverageLow(given, least)).toHaveLength(count);
  });

  test('is not rounded up', () => {
    expect(percent(0.99999)).toBe('99.9 %');
    expect(percent(1)).toBe('100 %');
  });
});

test('in words', () => {
  expect(coverageWords(totalCoverage([of('a.md', 5, 1, 0), of('b.md', 2, 0, 1)]))).toBe(
    '7 of 9 shell blocks are steps (77.7 %), 1 more is skipped, 1 is not',
  );
  expect(coverageWords(totalCoverage([]))).toBe('there is no shell block');
});

describe('a site', () => {
  const files = {
    'content/runbooks/a.md': '# Runs\n\n```sh\nls\n```\n\n```sh skip="no disk"\nls\n```\n',
    'content/docs/b.md': '# Shows\n\n```sh\nls\n```\n\n```sh\nls\n```\n',
  };

  test('shows it on the index of runbooks, in total and page by page', async () => {
    const cwd = folderWith(files);
    expect((await run(['build'], { cwd })).status).toBe(0);
    const html = readFileSync(join(cwd, 'dist/runbooks/index.html'), 'utf8');
    expect(html).toContain('1 of 4 shell blocks are steps (25 %), 1 more is skipped, 2 are not');
    expect(html.slice(html.indexOf('<details class="coverage"'))).toMatch(
      /Shows<\/a>[\s\S]*>0<[\s\S]*>0<[\s\S]*>2<[\s\S]*Runs<\/a>[\s\S]*no disk[\s\S]*>1<[\s\S]*>1<[\s\S]*>0</,
    );
  });

  test('with too little of it fails, by option or by configuration', async () => {
    const cwd = folderWith({ 'content/docs/b.md': files['content/docs/b.md'] });
    const low = await run(['verify', '--coverage-min', '80'], { cwd });
    expect([low.status, low.stderr]).toEqual([
      1,
      expect.stringContaining(
        '0 % of the shell blocks are steps without `skip`, and 80 % are asked for',
      ),
    ]);
    expect(low.stderr).toContain('content/docs/b.md: 2 no steps');
    expect((await run(['verify'], { cwd })).status).toBe(0);
    const share = await run(['verify', '--coverage-min', '0.95'], { cwd });
    expect([share.status, share.stderr]).toEqual([
      2,
      expect.stringContaining('It is in percent: write 95 for 95 %.'),
    ]);
    write(cwd, { 'rutter.config.js': 'export default { verify: { coverageMin: 0.5 } };\n' });
    expect((await run(['verify', '--json'], { cwd })).status).toBe(1);
  });
});
