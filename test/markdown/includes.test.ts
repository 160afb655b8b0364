import { describe, expect, test } from 'vitest';
import { createMarkdown } from '../../src/markdown/processor.ts';
import { digestOf, sourceFile } from '../../src/model/source.ts';
import { told } from '../build/mini-site.ts';
import { htmlOf, plainOptions } from './rendering.ts';

const markdown = createMarkdown(plainOptions);

type Files = Readonly<Record<string, string>>;

/** `content/docs/page.md` of a site with these files. */
function read(text: string, files: Files = {}) {
  const written = sourceFile('content/docs/page.md', text);
  const page = markdown.read(written, 0, (path) => {
    const found = path === written.path ? text : files[path];
    if (path.startsWith('../')) return { path, problem: 'outside' };
    if (found === undefined) return { path, problem: 'missing' };
    return { path, text: found, digest: digestOf(found) };
  });
  return { ...page, text: page.source.text, told: told(page.diagnostics) };
}

async function render(text: string, files: Files = {}) {
  const page = read(text, files);
  const { rendered, diagnostics } = await markdown.render(page.tree, {
    source: page.source,
    resolve: (target) => ({ url: target }),
    steps: new Map(),
  });
  return {
    html: htmlOf(rendered.body),
    links: rendered.links.map(({ target, part, span }) => [target, part?.path, span?.start.line]),
    headings: rendered.headings.map((heading) => heading.text),
    told: [...page.told, ...told(diagnostics)],
  };
}

const part =
  '---\ntitle: Part\n---\n\n# Part\n\nFirst.\n\n## Install it\n\nDo *this*.\n\n### On a Mac\n\nDo that.\n\n## After\n\nDone.\n';

describe('a part', () => {
  test('stands in the place of its comment, without its front matter', async () => {
    const files = { 'content/docs/part.md': part };
    const { text, told } = read('Before.\n\n<!--@include: ./part.md-->\n\nBehind.\n', files);
    expect(text).toBe(`Before.\n\n${part.slice(part.indexOf('# Part')).trimEnd()}\n\nBehind.\n`);
    expect(told).toEqual([]);
    const { headings } = await render('<!--@include: ./part.md-->', files);
    expect(headings).toEqual(['Install it', 'On a Mac', 'After']);
  });

  test.each([
    ['{7,9}', 'First.\n\n## Install it'],
    ['{7}', 'First.'],
    ['{,7}', '# Part\n\nFirst.'],
    ['{17,}', '## After\n\nDone.'],
    ['#L17-L19', '## After\n\nDone.'],
    ['#install-it', 'Do *this*.\n\n### On a Mac\n\nDo that.'],
    ['#on-a-mac', 'Do that.'],
    ['#after{,2}', 'Done.'],
  ])('may be %s of a file', async (which, wanted) => {
    const { text, told } = read(`<!-- @include: ./part.md${which} -->`, {
      'content/docs/part.md': part,
    });
    expect([text, ...told]).toEqual([wanted]);
  });

  test('may include others, each from its own folder, in lists and quotes too', async () => {
    const { text, told } = read(
      '> <!--@include: ../parts/outer.md-->\n\n1. One\n2. <!--@include: @/inner.md-->\n   more\n',
      {
        'content/parts/outer.md': 'Outer:\n\n<!--@include: ./deep/inner.md-->',
        'content/parts/deep/inner.md': '- a\n- b\n',
        'inner.md': 'x\n\n```sh\ny\n```',
      },
    );
    expect(text).toBe(
      '> Outer:\n>\n> - a\n> - b\n\n1. One\n2. x\n\n   ```sh\n   y\n   ```\n\n   more\n',
    );
    expect(told).toEqual([]);
  });

  test.each([
    ['a\r\n\r\n- <!--@include: ./x.md-->\r\n- b\r\n', 'a\r\n\r\n- x\n\n  y\r\n- b\r\n'],
    [':::note\n<!--@include: ./x.md-->\n:::\n', ':::note\nx\r\n\r\ny\n:::\n'],
    ['[^1]: <!--@include: ./x.md-->\n\n[^1]', '[^1]: x\n\n      y\n\n[^1]'],
    ['\t<!--@include: ./x.md-->', '\t<!--@include: ./x.md-->'],
    ['> <!--\n> @include: ./x.md\n> -->', '> x\n>\n> y'],
    ['<!--@include: ./empty.md-->\n\nz', '\n\nz'],
  ])('goes into %j', (text, wanted) => {
    const { text: found, told } = read(text, {
      'content/docs/x.md': 'x\r\n\r\ny\r\n',
      'content/docs/empty.md': '---\ntitle: E\n---\n',
    });
    expect([found, ...told]).toEqual([wanted]);
  });

  test('has no place in a table or in HTML', () => {
    const { told } = read(
      '| a |\n|--|\n| <!--@include: ./x.md--> |\n\n<div>\n<!--@include: ./x.md-->\n</div>\n',
    );
    expect(told).toEqual([
      expect.stringContaining('3:3 error include-syntax what is included stands on a line'),
      expect.stringContaining('5:1 error include-syntax what is included stands on a line'),
    ]);
  });

  test('leaves paragraphs around it what they are', async () => {
    const { html } = await render('one\n<!--@include: ./x.md-->\ntwo\n', {
      'content/docs/x.md': 'x\n',
    });
    expect(html).toBe('<p>one</p>\n<p>x</p>\n<p>two</p>');
  });

  test('keeps its links, which the page has from its own folder', async () => {
    const { links } = await render('[p](a.md)\n\n<!--@include: ../parts/x.md-->\n\n[q][label]', {
      'content/parts/x.md':
        'T\n\n[a](./a.md#b) ![i](img/i.png) [r][label] [s](/s/) [e](https://example.org) [h](#h)\n\n<img src="j.png">\n\n[label]: ../other/o.md\n',
    });
    expect(links).toEqual([
      ['a.md', undefined, 1],
      ['../parts/a.md#b', 'content/parts/x.md', 3],
      ['../parts/img/i.png', 'content/parts/x.md', 3],
      ['../other/o.md', 'content/parts/x.md', 3],
      ['/s/', 'content/parts/x.md', 3],
      ['https://example.org', 'content/parts/x.md', 3],
      ['#h', 'content/parts/x.md', 3],
      ['../other/o.md', undefined, 5],
      ['../parts/j.png', 'content/parts/x.md', 5],
    ]);
  });

  test('is told of at its own place', async () => {
    const { told } = await render('# T\n\n> - <!--@include: x.md-->\n', {
      'content/docs/x.md': 'a\n\n## H {#1 b}\n\nb [^c]\n',
    });
    expect(told).toEqual([
      expect.stringMatching(/^content\/docs\/x.md:3:10 error heading-id/),
      expect.stringMatching(/^content\/docs\/x.md:5:3 warning markdown-lookalike/),
    ]);
  });

  test.each([
    ['<!--@include: ./page.md-->', '1:1 error include-cycle `content/docs/page.md` is included in'],
    ['<!--@include: ./a.md-->', 'include-cycle `content/docs/a.md` is included in itself'],
    ['<!--@include: ./nope.md-->', '1:1 error include-missing `content/docs/nope.md` does not'],
    [
      '<!--@include: ../../../etc/passwd-->',
      'include-missing `../etc/passwd` lies outside of what may be',
    ],
    ['<!--@include: /etc/passwd-->', 'include-syntax `/etc/passwd` is no path of a file'],
    ['<!--@include: ./c.md{2,1}-->', 'include-syntax `./c.md{2,1}` is no file with lines'],
    ['<!--@include: ./c.md{20,30}-->', 'include-region the file has 3 lines'],
    ['<!--@include: ./c.md#ned-->', 'no region or heading `ned` (did you mean `#end`?)'],
    ['<!--@include: ./c.md--> and', 'include-syntax what is included stands on a line of its own'],
    ['a <!--@include: ./c.md--> b', 'include-syntax what is included stands on a line of its own'],
    ['<!-- @include -->', 'include-syntax no colon and no file follow `@include`'],
    ['<!--@include ./c.md-->', 'include-syntax no colon and no file follow `@include`'],
    ['<<< c.md', '1:1 error include-syntax `c.md` does not say where the file lies'],
    ['<<< ./c.ts#nope', 'include-region `content/docs/c.ts` has no region or heading `nope`'],
    ['<<< ./c.ts#open', 'include-region the region `open` of `content/docs/c.ts` does not end'],
    ['```ts file="./nope.ts"\n```', 'include-missing `content/docs/nope.ts` does not exist'],
  ])('is wrong as %s', async (text, wanted) => {
    const { told } = read(text, {
      'content/docs/a.md': '<!--@include: ./b.md-->',
      'content/docs/b.md': 'x\n\n<!--@include: ./a.md-->',
      'content/docs/c.md': '# End\n\nend',
      'content/docs/c.ts': '// #region open\nlet a;\n',
    });
    expect(told).toEqual([expect.stringContaining(wanted)]);
  });

  test.each([
    '```md\n<!--@include: ./x.md-->\n```',
    '`<!--@include: ./x.md-->`',
    '\\<!--@include: ./x.md-->',
    '    <<< ./x.ts',
    '\\<<< ./x.ts',
    '<<<<<<< HEAD',
    '<<< and so on',
  ])('is plain text in %s', async (text) => {
    const { text: same, told } = read(text);
    expect([same, ...told]).toEqual([text]);
  });
});

describe('source code', () => {
  const code =
    '#!/bin/sh\n  # #region one\n  echo 1\n    # region two\n    echo 2\n    # endregion two\n  # #endregion one\necho 3\n';

  test.each([
    ['<<< ./x.sh', `\`\`\`sh\n${code}\`\`\``],
    ['<<< ./x.sh#one', '```sh\necho 1\n  echo 2\n```'],
    ['<<< @/content/docs/x.sh#two{1}', '```sh {1}\necho 2\n```'],
    ['<<< ./x.sh#L8 {1 bash name=x} [A label]', '```bash {1} name=x [A label]\necho 3\n```'],
    ['```bash {1} file="./x.sh#two" title=x\n```', '```bash {1} title=x\necho 2\n```'],
    [
      '> - <<< ./x.sh#one\n>   <<< ./x.sh#two',
      '> - ```sh\n>   echo 1\n>     echo 2\n>   ```\n>   ```sh\n>   echo 2\n>   ```',
    ],
    ['<<< ./fence.md', '````md\n```js\n1\n```\n````'],
  ])('of %s', async (text, wanted) => {
    const { text: found, told } = read(text, {
      'content/docs/x.sh': code,
      'content/docs/fence.md': '```js\n1\n```',
    });
    expect([found, ...told]).toEqual([wanted]);
  });

  test.each([
    ['// #region a', '// #endregion a'],
    ['//region a', '//endregion'],
    ['/* #region a */', '/* #endregion a */'],
    ['<!-- #region a -->', '<!-- #endregion a -->'],
    ['#region a', '#endregion'],
    ['#pragma region a', '#pragma endregion a'],
    ['#Region "a"', '#End Region'],
    ['-- #region a', '-- #endregion a'],
    ['; #region a', '; #endregion'],
    ['(* #region a *)', '(* #endregion a *)'],
    ['::#region a', '::#endregion a'],
    ['REM #region a', 'REM #endregion a'],
    ['{{!-- #region a --}}', '{{!-- #endregion a --}}'],
    ['% region a', '% endregion a'],
  ])('has regions between %s and %s', async (begin, end) => {
    const { text } = read('<<< ./x#a', {
      'content/docs/x': `0\n${begin}\n1\n# region of interest\n${end}\n2\n`,
    });
    expect(text).toBe('```text\n1\n# region of interest\n```');
  });
});
