import { describe, expect, test } from 'vitest';
import { render } from './rendering.ts';

const deep = 10_000;
const quotes = `a\n\n${'>'.repeat(deep)} x`;
const table: readonly (readonly [string, string])[] = [
  ['quotes', quotes],
  ['quotes with spaces', `a\n\n${'> '.repeat(deep)}x`],
  ['lists in one line', `a\n\n${'- '.repeat(500)}x`],
  ['indented lists', Array.from({ length: 400 }, (_, at) => `${'  '.repeat(at)}- x`).join('\n')],
  ['emphasis', `a\n\n${'*a **b '.repeat(3000)}${'c** d* '.repeat(3000)}`],
  ['images', `a\n\n${'!['.repeat(3000)}x${'](u)'.repeat(3000)}`],
  ['footnotes', `a\n\n${Array.from({ length: 300 }, (_, at) => `[^${at}]: `).join('')}x`],
  [
    'containers',
    `${Array.from({ length: 300 }, (_, at) => ':'.repeat(303 - at))
      .map((c) => `${c}note`)
      .join('\n')}\nx`,
  ],
];

describe('nesting without end', () => {
  test.each(table)('%s end in a located diagnostic', async (_, text) => {
    const { diagnostics, body } = await render(text);
    expect(diagnostics).toMatchObject([{ code: 'markdown-too-deep', severity: 'error' }]);
    expect(diagnostics[0]?.span?.start.line).toBeGreaterThan(0);
    expect(body).toEqual([]);
  });

  test.each([
    '<b><i>',
    '<b><i></b>',
    '<b></x>',
    '<div>\n\n',
    '<p><font>',
    '<table><tr><td>',
    '<ul><li>',
    '<svg><g>',
    '<a><p>',
    '<nobr>',
  ])('of %j too', async (html) => {
    const { diagnostics } = await render(html.repeat(3000));
    expect(diagnostics).toMatchObject([{ code: 'markdown-too-deep' }]);
  });

  test('of raw HTML is told at its line', async () => {
    const { diagnostics } = await render(
      `---\ntitle: A\n---\n\nText.\n\n<div>${'<b>'.repeat(250)}</div>\n`,
    );
    expect(diagnostics).toMatchObject([
      { code: 'markdown-too-deep', span: { start: { line: 7 } } },
    ]);
  });

  test('is not seen where there is none', async () => {
    const text = [
      '<p><li><br>'.repeat(1000),
      ['```', '\u001B[31m *a '.repeat(2000), '```'].join('\n'),
      '- - - -\n\n'.repeat(300),
      'a*b*c_d_e [x] '.repeat(400),
      '| *a* | [b](c) | `[` |\n'.repeat(300),
    ];
    expect((await render(text.join('\n\n'))).diagnostics).toEqual([]);
  });

  test('does no harm to the next page', async () => {
    await render(quotes);
    await render('<b>'.repeat(20_000));
    expect((await render('*a*')).html).toBe('<p><em>a</em></p>');
  });

  test('that people use is read', async () => {
    const { diagnostics } = await render(`${'>'.repeat(50)} x\n\n${'- '.repeat(40)}y`);
    expect(diagnostics).toEqual([]);
  });

  test.each([
    ['brackets', '['.repeat(5000)],
    ['images', '!['.repeat(5000)],
    ['stars', '*a '.repeat(5000)],
    ['mixed stars', '*a_b'.repeat(3000)],
    ['backticks', Array.from({ length: 500 }, (_, at) => '`'.repeat(at)).join(' ')],
    ['angle brackets', '<a '.repeat(5000)],
    ['comments', '<!--'.repeat(5000)],
    ['references', `${'[a]: b\n'.repeat(2000)}${'[a] '.repeat(2000)}`],
    [
      'tables',
      `|${'a|'.repeat(500)}\n|${'-|'.repeat(500)}\n${`|${'a|'.repeat(500)}\n`.repeat(20)}`,
    ],
    ['footnotes', `${'[^a]'.repeat(500)}\n\n[^a]: ${'[^a]'.repeat(500)}`],
    ['colons', ':a['.repeat(5000)],
    ['containers', ':::a\n'.repeat(150)],
    ['braces', `\`\`\`js ${'{'.repeat(20_000)}\n\`\`\``],
    ['autolinks', 'www.a.'.repeat(3000)],
    ['mail', 'a@'.repeat(5000)],
  ])('%s in a row do not hang', { timeout: 20_000 }, async (_, text) => {
    await render(text);
    await render(text, { sanitize: true });
  });
});
