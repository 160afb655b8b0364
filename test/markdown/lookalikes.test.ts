import { expect, test } from 'vitest';
import { render } from './rendering.ts';

async function told(text: string) {
  const { diagnostics } = await render(text);
  return diagnostics.map(({ severity, code, span, message }) => {
    expect([severity, code]).toEqual(['warning', 'markdown-lookalike']);
    return `${span?.start.line}:${span?.start.column}-${span?.end.column} ${message}`;
  });
}

test.each([
  ['a [^1] b', '1:3-7 nothing defines the label `1` of this footnote'],
  ['a\n\n- &amp; see [the log][log].', '3:13-27 nothing defines the label `log` of this link'],
  ['> [!WARNIGN]\n> a', '1:3-13 no alert is called `[!WARNIGN]`; the quote is shown as it is'],
  ['a\n\n[^x]: b', '3:1-5 nothing refers to the footnote `x`, so it is not shown'],
  ['a[^x]\n\n[^x]: b\n\n[^X]: c', '5:1-5 there are two footnotes `X`; this one is not shown'],
])('%j is told of', async (text, message) => {
  expect(await told(text)).toEqual([message]);
});

test.each([
  'a[^1]\n\n[^1]: b',
  '[a][b] [a][] [a]\n\n[b]: /x\n[a]: /y',
  '`[^1]` `[a][b]`\n\n    [^1] [a][b]',
  '\\[^1] \\[a][b] a[i][j] [x] [1]',
  '> [!NOTE] Title\n> a',
  '> [!A] b',
  '<b title="[a][b]">x</b>',
])('%j is not', async (text) => {
  expect(await told(text)).toEqual([]);
});
