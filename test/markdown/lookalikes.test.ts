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

test.each([
  ['[[toc]]', '1:1-8 no table of contents is made here'],
  ['[TOC]', '1:1-6 no table of contents is made here'],
  ['!!! note "A"\n\n    b', '1:1-9 this is no callout, and is shown as it is'],
  ['- ???+ tip\n\n      b', '1:3-11 this is no callout, and is shown as it is'],
  ['=== "A b"\n\n    c', '1:1-10 this is no tab, and is shown as it is'],
  ['a\n\n--8<-- "x.md"', '3:1-7 nothing is included here'],
  [
    "import Tabs from '@theme/Tabs';\nimport { a } from 'b';",
    '1:1-32 nothing is imported: pages are Markdown, and run no code',
  ],
  ['{/* a */}', '1:1-4 this comment is shown'],
  ['a [b](#){ .md-button } c', '1:9-23 `{ .md-button }` means nothing behind a link, and is shown'],
  ['![](/a.png){width=50%}', '1:12-23 `{width=50%}` means nothing behind an image, and is shown'],
  ['## A {.b #c}', '1:6-13 `{.b #c}` means nothing behind a heading, and is shown'],
  [
    '> a {{< figure src="x" >}}',
    '1:5-15 `{{< figure` is a shortcode of Hugo, and is shown as it is',
  ],
  ['{{% notice tip %}}', '1:1-11 `{{% notice` is a shortcode of Hugo, and is shown as it is'],
  [
    '<Tabs>\n\na\n\n</Tabs>\n\nb <Tabs />',
    '1:1-6 `<Tabs>` is no element of HTML, and browsers pass over it',
  ],
  ['<!-- @inlcude: ./a.md -->', '1:1-15 `@inlcude` includes nothing'],
])('%j of another generator is told of', async (text, message) => {
  expect(await told(text)).toEqual([message]);
});

test.each([
  'A\n===\n\n!!! 1\n\n??? 1\n\n=== a',
  '`{{< a >}}` \\{{< a >}} {{ a }}\n\n    !!! note\n\n```mdx\nimport a from "b"\n<Tabs>\n```',
  'important: [toc] is a word\n\nimport it from there\n\n\\[toc]\n\n\\!!! note',
  '[a](#){} [b](#) {.c} [c](#){d} <B>e</B> <https://Example.org>',
  '## A \\{.b}\n\n## `{.c}`',
  '<DIV>\na\n</DIV>\n\n<!-- @todo: a -->',
])('%j is not of another generator', async (text) => {
  expect(await told(text)).toEqual([]);
});
