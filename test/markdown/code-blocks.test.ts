import { describe, expect, test } from 'vitest';
import { render } from './rendering.ts';

const block = (info: string, ...lines: readonly string[]) =>
  `\`\`\`${info}\n${lines.join('\n')}\n\`\`\`\n`;

/** The lines of a page's blocks: their classes, and their text without that of links to notes. */
async function linesOf(text: string): Promise<string[]> {
  const { html } = await render(text);
  return [
    ...html.matchAll(/<(span|ins|del) class="line([^"]*)"[^>]*>(.*?)<\/\1>(?=\n|<\/code>)/g),
  ].map(([, tag, classes, inner = '']) => {
    const shown = inner.replaceAll(/<a .*?<\/a>/g, '').replaceAll(/<[^>]+>/g, '');
    return `${tag === 'span' ? '' : `${tag} `}${classes?.trim()}|${decoded(shown)}`.replace(
      /^\|/,
      '',
    );
  });
}

function decoded(html: string): string {
  return html.replaceAll('&#x3C;', '<').replaceAll('&#x26;', '&');
}

async function told(text: string): Promise<string[]> {
  const { diagnostics } = await render(text);
  return diagnostics.map(
    ({ severity, code, span, message, hint }) =>
      `${span?.start.line}:${span?.start.column} ${severity} ${code} ${message} (${hint})`,
  );
}

async function marked(text: string): Promise<string[]> {
  const { html } = await render(text);
  return [...html.matchAll(/<(mark|ins|del) class="code-mark">(.*?)<\/\1>/g)].map(
    ([, tag, inner = '']) => `${tag} ${decoded(inner.replaceAll(/<[^>]+>/g, ''))}`,
  );
}

describe('marked lines', () => {
  test.each([
    ['{2}', ['a', 'highlighted|b', 'c']],
    ['{1,3} mark={2}', ['highlighted|a', 'highlighted|b', 'highlighted|c']],
    ['ins={1} del={2-3}', ['ins inserted|a', 'del removed|b', 'del removed|c']],
    ['hl_lines="1 3"', ['highlighted|a', 'b', 'highlighted|c']],
    ['{hl_lines=[1,"2-3"]}', ['highlighted|a', 'highlighted|b', 'highlighted|c']],
    ['{2-99}', ['a', 'highlighted|b', 'highlighted|c']],
  ])('by the info string: %s', async (info, expected) => {
    expect(await linesOf(block(`text ${info}`, 'a', 'b', 'c'))).toEqual(expected);
    expect(await told(block(`text ${info}`, 'a', 'b', 'c'))).toEqual([]);
  });

  test.each([
    ['js', 'x(); // [!code ++]', 'ins inserted|x();'],
    ['js', 'x(); /* [!code --] */', 'del removed|x();'],
    ['tsx', '<A /> {/* [!code focus] */}', 'focused|<A />'],
    ['html', '<p> <!-- [!code highlight] -->', 'highlighted|<p>'],
    ['sh', 'ls # [!code error]', 'error|ls'],
    ['sql', 'SELECT 1; -- [!code warning]', 'warning|SELECT 1;'],
    ['ini', 'a=1 ; [!code info]', 'info|a=1'],
    ['latex', 'a % [!code hl]', 'highlighted|a'],
    ['lisp', '(a) ;; [!code hl]', 'highlighted|(a)'],
    ['ocaml', 'a (* [!code hl] *)', 'highlighted|a'],
    ['haskell', 'a {- [!code hl] -}', 'highlighted|a'],
    ['bat', 'dir REM [!code hl]', 'highlighted|dir'],
    ['vim', 'set a " [!code hl]', 'highlighted|set a'],
    ['json', '"a": 1, // [!code ++]', 'ins inserted|"a": 1,'],
    ['', 'a // [!code ++]', 'ins inserted|a'],
    ['console', '$ ls # [!code hl]', 'highlighted|$ ls'],
    ['js', 'x(); // why [!code hl]', 'highlighted|x(); // why'],
    ['js', 'x(); // [!code hl] why', 'highlighted|x(); // why'],
    ['js', 'x(); // [!code ++] [!code focus]', 'ins inserted focused|x();'],
    ['js', 'x(); // [!!code ++]', 'x(); // [!code ++]'],
  ])('by a comment of %s: %s', async (language, line, expected) => {
    expect(await linesOf(block(language, line))).toEqual([expected]);
    expect(await told(block(language, line))).toEqual([]);
  });

  test('a number counts lines; a comment of its own goes, and is about those below it', async () => {
    expect(
      await linesOf(block('js', 'a // [!code hl:2]', 'b', '  // [!code ++:2]', 'c', 'd', 'e')),
    ).toEqual(['highlighted|a', 'highlighted|b', 'ins inserted|c', 'ins inserted|d', 'e']);
  });

  test("Docusaurus's comments", async () => {
    const lines = [
      '// highlight-next-line',
      'a',
      '# highlight-start',
      'b',
      'c',
      '# highlight-end',
      'd',
    ];
    expect(await linesOf(block('js', ...lines))).toEqual([
      'highlighted|a',
      'highlighted|b',
      'highlighted|c',
      'd',
    ]);
    expect(await linesOf(block('js', 'the highlight-start of it // highlight-end of all'))).toEqual(
      ['the highlight-start of it // highlight-end of all'],
    );
  });

  test('code without a marker is what it was', async () => {
    const plain = ['a[!code]', '[!note] # x', 'f(1)! // (2)', '<!-- a -->', '"text" /re/'];
    expect(await linesOf(block('text', ...plain))).toEqual(plain);
    expect(await told(block('text', ...plain))).toEqual([]);
  });

  test.each([
    [
      'a // [!code fokus]',
      'no marker is called `fokus`; it is shown as it is (did you mean `[!code focus]`?)',
    ],
    [
      'a // [!code xyzzy]',
      'no marker is called `xyzzy`; it is shown as it is (the markers are ++, --, focus, highlight, hl, error, warning, info, word:…; to show it, write `[!!code …]`)',
    ],
    [
      'a // [!code hl:0]',
      '`0` is no number of lines (write `[!code hl:3]` for three lines, counted from this one)',
    ],
    [
      'a // [!code word:]',
      'the marker `word` names no word (write `[!code word:name]`, a colon in it as `\\:`)',
    ],
    [
      'a [!code ++]',
      '`[!code ++]` stands in no comment, and is shown as it is (write it in a comment of the language; to show it, write `[!!code …]`)',
    ],
  ])('a marker that cannot be followed is told of, and shown: %s', async (line, expected) => {
    const text = `> ${block('js', 'x', line).trimEnd().replaceAll('\n', '\n> ')}\n`;
    const column = line.indexOf('[') + 3;
    expect(await told(text)).toEqual([`3:${column} warning markdown-code-marker ${expected}`]);
    expect(await linesOf(text)).toEqual(['x', line]);
  });

  test('what is opened is closed', async () => {
    expect(await told(block('js', '// highlight-start', 'a'))).toEqual([
      expect.stringContaining('2:4 warning markdown-code-marker no `highlight-end` follows'),
    ]);
    expect(await told(block('js', 'a', '// highlight-end'))).toEqual([
      expect.stringContaining(
        '3:4 warning markdown-code-marker no `highlight-start` stands before',
      ),
    ]);
  });
});

describe('marked words', () => {
  test.each([
    ['"foo"', 'foo food', ['mark foo', 'mark foo']],
    ["'it\\'s'", "if it's so", ["mark it's"]],
    ['"a\\"b"', 'a"b', ['mark a"b']],
    ['/b+/', 'abba b', ['mark bb', 'mark b']],
    ['/a(b)c(d)?/', 'abcd abc', ['mark b', 'mark d', 'mark b']],
    ['/\\(x\\)/', 'f(x)', ['mark (x)']],
    ['/\\p{Lu}/', 'aBÄ', ['mark B', 'mark Ä']],
    ['/./', '😀', ['mark 😀']],
    ['/-\\//', 'a-/', ['mark -/']],
    ['ins="a" del=/b/', 'a b', ['ins a', 'del b']],
    ['"bc" "abcd"', 'abcd', ['mark abcd']],
    ['/x*/', 'abc', []],
    ['"<b>&"', '<b>&', ['mark <b>&']],
    ['/etc/hosts', '/etc/hosts', []],
  ])('%s', async (info, line, expected) => {
    expect(await marked(block(`text ${info}`, line))).toEqual(expected);
    expect(await linesOf(block(`text ${info}`, line))).toEqual([line]);
  });

  test('through the colours of a language', async () => {
    expect(await marked(block('js "const a = 1"', 'const a = 12;'))).toEqual(['mark const a = 1']);
    expect(await marked(block('console "$ ls /etc"', '$ ls /etc'))).toEqual([
      'mark $ ',
      'mark ls /etc',
    ]);
  });

  test('by a comment: from its line on, or in so many lines', async () => {
    expect(await marked(block('js', 'a', 'a // [!code word:a]', 'a'))).toEqual([
      'mark a',
      'mark a',
    ]);
    expect(await marked(block('js', '// [!code word:x\\:y:1]', 'x:y', 'x:y'))).toEqual([
      'mark x:y',
    ]);
  });

  test.each([
    [
      '"foo',
      '1:1 warning markdown-info a text to mark has no closing " (end it with " on the same line)',
    ],
    [
      '/(/',
      '1:1 warning markdown-info `/(/` is no regular expression (it is read as in JavaScript; a text is marked as `"text"`)',
    ],
    [
      'ins=foo',
      '1:9 warning markdown-info `ins=foo` marks nothing (write lines as `ins={2,4-6}`, a text as `ins="text"`, an expression as `ins=/re/`)',
    ],
    [
      '{1,3-5} ins={7}',
      '1:1 warning markdown-info the block has no line 3 to mark (it has 1, counted from 1 as they are shown)',
    ],
  ])('a mistake is told of: %s', async (info, expected) => {
    expect(await told(block(`text ${info}`, 'a'))).toEqual([expected]);
  });

  test('an expression that would never end marks nothing, once a page', {
    timeout: 60_000,
  }, async () => {
    const evil = block('text /^(a+)+$/', `${'a'.repeat(60)}!`);
    const text = evil.repeat(30) + block('text "b"', 'b');
    const { diagnostics, html } = await render(text);
    expect(diagnostics.map(({ code, severity }) => `${severity} ${code}`)).toEqual([
      'info markdown-too-slow',
    ]);
    expect(html.match(/<mark/g)).toHaveLength(1);
  });
});

describe('how a block is shown', () => {
  const numbers = async (info: string, lines: readonly string[] = ['a', 'b']) =>
    [...(await render(block(info, ...lines))).html.matchAll(/data-line="([^"]*)"/g)].map(
      ([, number]) => number,
    );

  test.each([
    ['js showLineNumbers', ['1', '2']],
    ['js showLineNumbers=9', [' 9', '10']],
    ['js startLineNumber=5', ['5', '6']],
    ['js:line-numbers', ['1', '2']],
    ['js:line-numbers=3 {1}', ['3', '4']],
    ['js linenums="1"', ['1', '2']],
    ['js {linenos=table linenostart=8}', ['8', '9']],
    ['js showLineNumbers=false', []],
    ['js:no-line-numbers', []],
    ['js', []],
  ])('line numbers: %s', async (info, expected) => {
    expect(await numbers(info)).toEqual(expected);
    expect(await told(block(info, 'a', 'b'))).toEqual([]);
  });

  test('what holds for a site holds where a block says nothing else', async () => {
    const options = { code: { lineNumbers: true, wrap: true } };
    const page = block('js', 'a') + block('js showLineNumbers=false wrap=false', 'b');
    const { html } = await render(page, { options });
    expect([...html.matchAll(/<pre class="([^"]+)"/g)].map(([, classes]) => classes)).toEqual([
      'code numbered wrapped',
      'code',
    ]);
  });

  test('folded lines are a <details> between the others, and count as they are numbered', async () => {
    const { html } = await render(
      block('text collapse={2-3,9} showLineNumbers=11', 'a', 'b', 'c', 'd'),
    );
    expect(html.replaceAll(/ (?:data-\w+|tabindex|class)="[^"]*"/g, '').replaceAll('\n', '⏎')).toBe(
      '<div><pre><code><span>a</span></code></pre><details><summary>⋯ 12–13</summary><pre><code><span>b</span>⏎<span>c</span></code></pre></details><pre><code><span>d</span></code></pre></div>',
    );
  });

  test.each([
    ['sh', 'ls', true],
    ['console', '$ ls', true],
    ['powershell', 'ls', true],
    ['sh', '#!/bin/sh', false],
    ['sh frame=code', 'ls', false],
    ['js frame=terminal', 'ls', true],
    ['js', 'ls', false],
  ])('terminals: %s %s', async (info, line, expected) => {
    expect((await render(block(info, line))).html.includes('class="code terminal"')).toBe(expected);
  });

  test('a title is a caption, and a script no terminal', async () => {
    const { html } = await render(
      block('sh title="a.sh"', 'ls') + block('sh [Install <it>]', 'ls'),
    );
    expect(html).toContain(
      '<figure class="code-figure"><figcaption>a.sh</figcaption><pre class="code"',
    );
    expect(html).toContain(
      '<figure class="code-figure terminal"><figcaption>Install &#x3C;it></figcaption>',
    );
  });

  test.each(['diff lang=js', 'diff js', 'diff-js'])('%s', async (info) => {
    expect(await linesOf(block(info, ' a;', '-b;', '+c;', '', ' d;'))).toEqual([
      'a;',
      'del removed|b;',
      'ins inserted|c;',
      '',
      'd;',
    ]);
    expect(await linesOf(block(info, 'a', '-b', '+c'))).toEqual([
      'a',
      'del removed|b',
      'ins inserted|c',
    ]);
    expect(await told(block(info, ' a;'))).toEqual([]);
  });

  test.each([
    [
      'shwoLineNumbers',
      '1:9 warning markdown-info `shwoLineNumbers` is no attribute of a code block (did you mean `showLineNumbers`?)',
    ],
    [
      'live',
      '1:9 info markdown-info `live` is no attribute of a code block (what a block can say is title, showLineNumbers, wrap, collapse, frame, {2,4-6})',
    ],
    [
      'filename="x.ts"',
      '1:9 info markdown-info `filename` is no attribute of a code block (the name of a file is its title: write `title="…"`)',
    ],
    ['wrap=yes', '1:9 warning markdown-info `wrap` takes no value (write `wrap`, or `wrap=false`)'],
    [
      'showLineNumbers=x',
      '1:9 warning markdown-info `x` is no line number (write `showLineNumbers`, or the number of the first line as in `showLineNumbers=10`)',
    ],
    [
      'collapse=3',
      '1:9 warning markdown-info the value of `collapse` is no lines (write lines as `collapse={1-5,12-14}`, counted from 1)',
    ],
    [
      'frame=round',
      '1:9 warning markdown-info no frame is called `round` (the frames are auto, code, terminal, none)',
    ],
    [
      'lang=nope',
      '1:9 warning markdown-info no language is called `nope` (write one that blocks of code have, as in `lang=js`)',
    ],
    ['title', '1:9 warning markdown-info `title` has no value (write `title="…"`)'],
  ])('%s is told of', async (info, expected) => {
    expect(await told(block(`text ${info}`, 'a'))).toEqual([expected]);
  });

  test('attributes of a step, and those of a plugin, are no mistake', async () => {
    expect(await told(block('sh name=x exit=1 timeout=3s', 'a'))).toEqual([]);
    const options = { rehypePlugins: [() => () => {}] };
    expect((await render(block('sh live', 'a'), { options })).diagnostics).toEqual([]);
  });
});

describe('notes', () => {
  const list = '\n1. One\n2. Two\n';

  test('in comments are links to the items of the list below', async () => {
    const { html, anchors, diagnostics } = await render(
      `${block('yaml', 'a: 1 # (1)!', 'b: 2 # (2)! (1)!')}${list}\nText\n\n${block('sh', 'ls # (1)!')}${list}`,
    );
    expect(
      [...html.matchAll(/<a class="code-note" href="#([^"]+)" aria-describedby="\1">(\d)</g)].map(
        ([, id, number]) => `${number} ${id}`,
      ),
    ).toEqual([
      '1 user-content-code-1-1',
      '2 user-content-code-1-2',
      '1 user-content-code-1-1',
      '1 user-content-code-2-1',
    ]);
    expect(html).not.toContain(')!');
    expect(anchors).toEqual([
      'user-content-code-1-1',
      'user-content-code-1-2',
      'user-content-code-2-1',
      'user-content-code-2-2',
    ]);
    expect(diagnostics).toEqual([]);
  });

  test('also behind what the block prints; not in an excerpt', async () => {
    const page = `${block('sh', 'ls # (1)!')}${block('output', 'a')}${list}\n<!-- more -->\n`;
    const { html, excerpt } = await render(page);
    expect(html).toContain('href="#user-content-code-1-1"');
    expect(excerpt).toContain('code-notes');
    expect(excerpt).not.toContain('user-content');
  });

  test('without a list, or without the item, are told of', async () => {
    expect(await told(`${block('sh', 'ls # (1)!')}\n- one\n`)).toEqual([
      expect.stringContaining('1:1 warning markdown-code-marker no numbered list follows the code'),
    ]);
    expect(await linesOf(block('sh', 'ls # (1)!'))).toEqual(['ls # (1)!']);
    expect(await told(`${block('sh', 'ls # (3)!')}${list}`)).toEqual([
      expect.stringContaining(
        '1:1 warning markdown-code-marker the list below the code has no item 3',
      ),
    ]);
  });

  test('of another language are code', async () => {
    const page = `${block('swift', 'let a = f(1)!', 'g(2)! // now')}${list}`;
    expect(await linesOf(page)).toEqual(['let a = f(1)!', 'g(2)! // now']);
    expect((await render(page)).html).not.toContain('code-note');
  });
});

describe('groups', () => {
  const blocks = `${block('sh [npm]', 'a')}\n${block('sh title="pnpm"', 'b')}\n${block('js', 'c')}`;
  const captions = (html: string) =>
    [...html.matchAll(/<figcaption>(.*?)<\/figcaption>/g)].map(([, caption]) => caption);

  test.each([
    `:::code-group\n${blocks}:::\n`,
    `::: code-group\n${blocks}:::\n`,
    `::: code-group\n\n${blocks}\n:::\nMore\n`,
    `- ::: code-group\n\n  ${blocks.trimEnd().replaceAll('\n', '\n  ')}\n\n  :::\n`,
    `::::note\n::: code-group\n${blocks}:::\n::::\n`,
  ])('%j', async (text) => {
    for (const parser of ['remark', 'auto'] as const) {
      const { html, diagnostics } = await render(text, { options: { parser } });
      expect(html).toContain('<div class="code-group">');
      expect(captions(html)).toEqual(['npm', 'pnpm', 'js']);
      expect(html).not.toContain(':::');
      expect(diagnostics).toEqual([]);
    }
  });

  test.each([
    [':::code-group\n:::\n', 'the code group holds no code block'],
    [
      `:::code-group\n${block('sh', 'a')}${block('sh', 'b')}:::\n`,
      'two blocks of the group are called `sh`',
    ],
    [`:::code-group\n${block('', 'a')}:::\n`, 'the block has no name in its group'],
    [`:::code-group\n${block('sh', 'a')}\nText\n:::\n`, 'a code group holds code blocks alone'],
  ])('a mistake is told of: %j', async (text, message) => {
    expect(await told(text)).toEqual([
      expect.stringContaining(`warning markdown-code-group ${message}`),
    ]);
  });

  test('that is escaped is text', async () => {
    const { html, diagnostics } = await render(`\\::: code-group\n${block('sh', 'a')}`);
    expect(html).toContain('<p>::: code-group</p>');
    expect(diagnostics).toEqual([]);
  });
});

describe('tabs', () => {
  const page = '::::tabs\n:::tab[One *word*]\n- a\n:::\n::: tab Two\nb\n:::\n::::\n';

  test('hold anything, each with its name', async () => {
    const { html, diagnostics } = await render(page);
    expect(diagnostics).toEqual([]);
    expect(html.replaceAll('\n', '')).toBe(
      '<div class="tabs"><div class="tab"><p class="tab-title">One <em>word</em></p><ul><li>a</li></ul></div><div class="tab"><p class="tab-title">Two</p><p>b</p></div></div>',
    );
    expect((await render(page, { sanitize: true })).html).toBe(html);
  });

  test.each([
    ['::::tabs\nText\n::::\n', 'there is no tab in these tabs'],
    ['::::tabs\n:::tab[a]\n:::\nText\n::::\n', 'tabs hold tabs alone'],
    ['::::tabs\n:::tab\nText\n:::\n::::\n', 'a tab has no name'],
    [':::tab[a]\nText\n:::\n', 'this tab stands outside of tabs'],
  ])('a mistake is told of: %j', async (text, message) => {
    expect(await told(text)).toEqual([expect.stringContaining(`warning markdown-tabs ${message}`)]);
    expect((await render(text)).html).not.toContain(':::');
  });
});

describe('what is hostile', () => {
  const sizes = 20_000;

  test.each([
    ['markers that nobody knows', block('js', ...Array(sizes).fill('// [!code x]'))],
    ['markers in one line', block('js', '// [!code ++] '.repeat(sizes))],
    ['openings of markers', block('js', '[!code '.repeat(sizes))],
    ['comments', block('js', `${'#'.repeat(sizes)} [!code ++]`)],
    ['words', block('js', ...Array(sizes).fill('a // [!code word:a]'))],
    ['notes', `${block('js', '// (1)! '.repeat(sizes))}\n1. a\n`],
    ['blocks with mistakes', block('js nope', 'a // [!code nope]').repeat(2000)],
    ['texts to mark', block(`js ${'"a" '.repeat(sizes)}`, 'a '.repeat(sizes))],
    ['expressions', block(`js ${'/a/ '.repeat(sizes)}`, 'a '.repeat(sizes))],
    ['a line that another parser ends', block(`js "a" ${'x'.repeat(sizes)}\u2028\\`, 'a')],
    ['folds', block(`js collapse={${'1,'.repeat(sizes)}}`, ...Array(sizes).fill('a'))],
    ['ranges', block(`js ${'ins={1-9999999} '.repeat(2000)}`, ...Array(sizes).fill('a'))],
    ['groups', '::: code-group\n\n'.repeat(sizes / 4)],
    ['groups in groups', ':::code-group\n'.repeat(150)],
    ['brackets', block(`js ${'['.repeat(sizes)}`, 'a')],
    ['values with braces', block(`js ${'a={ '.repeat(sizes)}`, 'a')],
  ])('%s: takes time in proportion, and tells little', { timeout: 60_000 }, async (_, text) => {
    for (const sanitize of [false, true]) {
      const { diagnostics } = await render(text, { sanitize });
      expect(diagnostics.length).toBeLessThan(200);
    }
  });

  test('sanitizing leaves blocks as they are', async () => {
    const page = `${block('js {1} "a" ins={2} showLineNumbers=9 collapse={3} title="t"', 'a', 'b', 'c', 'd // (1)! [!code focus]')}\n1. x\n\n:::code-group\n${block('sh', 'a // [!code error]')}${block('diff lang=js', '-a', '+b')}:::\n`;
    expect((await render(page, { sanitize: true })).html).toBe((await render(page)).html);
  });
});
