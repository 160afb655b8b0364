import { describe, expect, test } from 'vitest';
import { defaultLimits } from '../../src/model/limits.ts';
import { render, type Wishes } from './rendering.ts';

const soon = { ...defaultLimits, timeMs: 200 };
const remark: Wishes = { options: { parser: 'remark' } };
const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n');

/** What ends in a page, however much there is of it. */
const large: readonly (readonly [string, string])[] = [
  ['a table of 100,000 rows', `| a | b |\n|---|---|\n${'| 1 | 2 |\n'.repeat(100_000)}`],
  ['a list of 400,000 items', '- a\n'.repeat(400_000)],
  ['a line of 9 MB', 'word '.repeat(1_800_000)],
  ['9 MB of prose', `${'Some words of a paragraph.\n\n'.repeat(320_000)}`],
  ['50,000 headings of the same text', '## same\n\n'.repeat(50_000)],
  [
    // The time that remark-parse takes for them grows with the square of their number.
    '30,000 footnotes',
    `${lines(30_000, (at) => `x[^${at}]\n`)}\n${lines(30_000, (at) => `[^${at}]: n\n`)}`,
  ],
  ['100,000 links', '[a](/b)\n\n'.repeat(100_000)],
  [
    '30,000 references',
    `${lines(30_000, (at) => `[x][a${at}]\n`)}\n${lines(30_000, (at) => `[a${at}]: b`)}`,
  ],
  ['1 MB of backticks', '`'.repeat(1_000_000)],
  ['300,000 stars', '*'.repeat(300_000)],
  ['200,000 character references', '&amp;\n\n'.repeat(200_000)],
  ['100,000 comments', `${'<!-- a -->\n\n'.repeat(100_000)}x`],
];

/** What ends in a diagnostic. Limits of its own, what is said, and from which line on it can be. */
const refused: readonly (readonly [string, string, string, Wishes?])[] = [
  ['a million brackets', '['.repeat(1_000_000), 'markdown-too-deep'],
  ['two million lines', 'a\n'.repeat(2_000_000), 'markdown-too-large'],
  ['a million escaped angles', '\\<\n'.repeat(1_000_000), 'markdown-too-large'],
  ['10,000 quotes in one another', `${'>'.repeat(10_000)} x`, 'markdown-too-deep'],
  [
    'a table that is a large square',
    `|${'a|'.repeat(3000)}\n|${'-|'.repeat(3000)}\n${'|\n'.repeat(3000)}`,
    'markdown-too-large',
  ],
  [
    'references that repeat a long address',
    `${'[a]\n\n'.repeat(500)}[a]: http://x/${'y'.repeat(50_000)}`,
    'markdown-too-large',
    remark,
  ],
  ['a paragraph of emphasis', 'a* '.repeat(60_000), 'markdown-too-large', remark],
  [
    'fences of containers that are none',
    ':::\n'.repeat(100_000),
    'markdown-too-slow',
    { options: { limits: soon } },
  ],
  ['emphasis without spaces', '**漢**'.repeat(60_000), 'markdown-too-large'],
  [
    'brackets that nothing opens',
    ']'.repeat(200_000),
    'markdown-too-slow',
    { options: { parser: 'remark', limits: soon } },
  ],
  [
    'lines that go on with a quote',
    `> a\n${'a\n'.repeat(100_000)}`,
    'markdown-too-slow',
    { options: { parser: 'remark', limits: soon } },
  ],
];

describe('pages of any size', () => {
  test.each(large)('%s are a page', { timeout: 120_000 }, async (_, text) => {
    const { body, diagnostics } = await render(text);
    expect(diagnostics).toEqual([]);
    expect(body.length).toBeGreaterThan(0);
  });

  test.each(refused.map(([name, text, code, wishes = {}]) => [name, text, code, wishes] as const))(
    '%s end in a located diagnostic',
    { timeout: 120_000 },
    async (_, text, code, wishes) => {
      const { body, diagnostics } = await render(text, wishes);
      expect(diagnostics).toMatchObject([{ code, severity: 'error' }]);
      expect(diagnostics[0]?.span?.start.line).toBeGreaterThan(0);
      expect(body).toEqual([]);
    },
  );

  test('the limits are those of the configuration', async () => {
    const limits = { ...defaultLimits, nesting: 10, marks: 20 };
    const told = async (text: string) => (await render(text, { options: { limits } })).diagnostics;
    expect(await told('> > a')).toEqual([]);
    expect(await told(`${'>'.repeat(12)} a`)).toMatchObject([{ code: 'markdown-too-deep' }]);
    expect(await told('<b>'.repeat(12))).toMatchObject([{ code: 'markdown-too-deep' }]);
    expect(await told('a\n'.repeat(30))).toMatchObject([
      { code: 'markdown-too-large', span: { start: { line: 21 } } },
    ]);
  });
});
