import { describe, expect, test } from 'vitest';
import { render } from './rendering.ts';

/** Name, Markdown, HTML. */
const table: readonly (readonly [string, string, string])[] = [
  ['a time of day', 'At 10:30 or 22:5', '<p>At 10:30 or 22:5</p>'],
  ['words with colons', 'foo:bar a::b ::c :d', '<p>foo:bar a::b ::c :d</p>'],
  ['a text directive', 'x :smile[a]{b=c} y', '<p>x :smile[a]{b=c} y</p>'],
  ['a link after a colon', 'see:this[link](u)', '<p>see:this<a href="u">link</a></p>'],
  ['a leaf directive', '::video[x]{id=1}', '<p>::video[x]{id=1}</p>'],
  [
    'an alert',
    '> [!WARNING]\n> Hot',
    '<aside class="callout callout-warning" aria-label="Warning">\n<p class="callout-title">Warning</p>\n<p>Hot</p>\n</aside>',
  ],
  [
    'a container',
    ':::warning\nHot\n:::',
    '<aside class="callout callout-warning" aria-label="Warning">\n<p class="callout-title">Warning</p>\n<p>Hot</p>\n</aside>',
  ],
  [
    'a container with a title',
    ':::tip[Do *this*]\nx\n:::',
    '<aside class="callout callout-tip" aria-label="Tip">\n<p class="callout-title">Do <em>this</em></p>\n<p>x</p>\n</aside>',
  ],
  [
    'a container in another',
    '::::note[A]\n:::tip[B]\nx\n:::\n::::',
    '<aside class="callout callout-note" aria-label="Note">\n<p class="callout-title">A</p>\n<aside class="callout callout-tip" aria-label="Tip">\n<p class="callout-title">B</p>\n<p>x</p>\n</aside>\n</aside>',
  ],
  [
    'an alert in another',
    '> [!NOTE]\n> a\n>\n> > [!TIP]\n> > x',
    '<aside class="callout callout-note" aria-label="Note">\n<p class="callout-title">Note</p>\n<p>a</p>\n<aside class="callout callout-tip" aria-label="Tip">\n<p class="callout-title">Tip</p>\n<p>x</p>\n</aside>\n</aside>',
  ],
  [
    'details',
    ':::details[More]\nx\n:::',
    '<details class="callout callout-details">\n<summary>More</summary>\n<p>x</p>\n</details>',
  ],
  ['a quote that is no alert', '> [!NOPE]\n> x', '<blockquote>\n<p>[!NOPE]\nx</p>\n</blockquote>'],
  ['comments', 'a <!-- b --> c\n\n<!-- d -->\n\ne', '<p>a  c</p>\n<p>e</p>'],
  ['an unclosed comment', 'a\n\n<!-- b\n\nc', '<p>a</p>\n'],
  [
    'an external link',
    '[x](https://a.example/)',
    '<p><a href="https://a.example/" rel="external noopener">x</a></p>',
  ],
  [
    'a reference',
    '[x][r] ![y][r]\n\n[r]: u "t"',
    '<p><a href="u" title="t">x</a> <img src="u" alt="y" title="t" loading="eager" decoding="async"></p>',
  ],
  [
    'a heading',
    '## Hello *you*',
    '<h2 id="hello-you">Hello <em>you</em> <a class="anchor" href="#hello-you" aria-label="Link to “Hello you”">#</a></h2>',
  ],
  [
    'an unknown language',
    '```nope\n<a>&\n```',
    '<pre class="code" data-language="nope" tabindex="0"><code class="language-nope"><span class="line">&#x3C;a>&#x26;</span></code></pre>',
  ],
  [
    'marked lines',
    '```text {2}\na\nb\n```',
    '<pre class="code" data-language="text" tabindex="0"><code class="language-text"><span class="line">a</span>\n<span class="line highlighted">b</span></code></pre>',
  ],
  [
    'a title',
    '```text title="/etc/<hosts>"\na\n```',
    '<figure class="code-figure"><figcaption>/etc/&#x3C;hosts></figcaption><pre class="code" data-language="text" tabindex="0"><code class="language-text"><span class="line">a</span></code></pre></figure>',
  ],
  [
    'an indented block',
    '    a\n\n    b',
    '<pre class="code" tabindex="0"><code><span class="line">a</span>\n<span class="line"></span>\n<span class="line">b</span></code></pre>',
  ],
  [
    'a task',
    '- [x] done *it*',
    '<ul class="contains-task-list">\n<li class="task-list-item"><input type="checkbox" checked disabled aria-label="done it"> done <em>it</em></li>\n</ul>',
  ],
  ['raw HTML', '<b>x</b> <custom-el y="1">', '<p><b>x</b> <custom-el y="1"></custom-el></p>'],
];

describe('Markdown becomes HTML', () => {
  test.each(table)('%s', async (_, markdown, html) => {
    expect((await render(markdown)).html).toBe(html);
  });

  test.each([false, true])('cells are aligned by class (sanitize: %s)', async (sanitize) => {
    const text = '| a | b | c |\n| :- | :-: | -: |\n| 1 | 2 | 3 |';
    const { html } = await render(text, { options: { sanitize } });
    expect(html).not.toContain('align=');
    for (const side of ['left', 'center', 'right']) {
      expect(html).toContain(`<th class="align-${side}">`);
      expect(html).toContain(`<td class="align-${side}">`);
    }
  });

  test('tables scroll in a box of their own', async () => {
    const { html } = await render('| a |\n|---|\n| 1 |');
    expect(html).toMatch(
      /^<div class="table-scroll" role="region" tabindex="0" aria-label="Table"><table>/,
    );
  });

  test('tokens get classes and no colours, in every alias of a language', async () => {
    for (const language of ['js', 'javascript', 'JS']) {
      const { html } = await render(`\`\`\`${language}\nconst a = 'x'; // c\n\`\`\``);
      expect(html).toContain(`<span class="tok-keyword">const</span>`);
      expect(html).toContain(`<span class="tok-string">'x'</span>`);
      expect(html).toContain(`<span class="tok-comment">// c</span>`);
      expect(html).not.toContain('style=');
    }
  });

  test('a console block tells prompts, commands and output apart', async () => {
    const text = '```console\n$ echo \\\n> "a"\na <b>\n# root\n```';
    const { html } = await render(text);
    expect(html).toContain('<span class="prompt">$ </span><span class="command">');
    expect(html).toContain('<span class="prompt">> </span><span class="command">');
    expect(html).toContain('<span class="tok-string">"a"</span>');
    expect(html).toContain('<span class="output">a &#x3C;b></span>');
    expect(html).toContain('<span class="output"># root</span>');
    expect((await render(text, { prompts: ['#'] })).html).toContain(
      '<span class="prompt"># </span><span class="command">',
    );
  });

  test('the lines of a command without a prompt are the command, too', async () => {
    const text = '```console\nme@host:~$ cat <<E \\\n  | wc\n$ a\n\nE\n$ 1\n> 2\n3\n```';
    const { html } = await render(text, { prompts: ['me@host:~$'] });
    const typed = [...html.matchAll(/<span class="prompt">(.*?)<\/span>/g)].map(([, one]) => one);
    expect(typed).toEqual(['me@host:~$ ', '', '', '', '', '$ ', '> ']);
    expect(html.match(/class="output"/g)).toHaveLength(1);
    expect(html).toContain('<span class="output">3</span>');
  });

  test('highlighting keeps every character of the code', async () => {
    const code = ['if (a<b) {', '', '\treturn `x$', '{y}` && "ü😀";  ', '}', ''].join('\n');
    for (const language of ['js', 'sh', 'yaml', 'markdown', 'html', 'console', 'diff']) {
      const { html } = await render(`\`\`\`${language}\n${code}\`\`\``);
      const text = html
        .replaceAll(/<[^>]*>/g, '')
        .replaceAll('&#x3C;', '<')
        .replaceAll('&#x26;', '&');
      expect(`${text}\n`).toBe(code);
    }
  });

  test('a huge block and a line that a grammar chokes on are shown plain, soon', async () => {
    const huge = await render(`\`\`\`js\n${'let a = 1;\n'.repeat(30_000)}\`\`\``);
    expect(huge.html).not.toContain('tok-');
    const nasty = await render(`\`\`\`\`\`md\n${'`'.repeat(4000)}a\n\`\`\`\`\``);
    expect(nasty.html).not.toContain('tok-');
  });
});

describe('what a page tells of itself', () => {
  test('outline, leading heading, excerpt, summary, words', async () => {
    const page = await render(
      '# The *title*\n\nFirst[^1] para.\n\n## A\n\nb\n\n<!-- more -->\n\n### A\n\n[^1]: note\n',
    );
    expect(page.leadingHeading).toBe('The title');
    expect(page.titleAnchor).toBe('the-title');
    expect(page.anchors).toContain('the-title');
    expect(page.headings).toEqual([
      { depth: 2, text: 'A', id: 'a' },
      { depth: 3, text: 'A', id: 'a-1' },
    ]);
    expect(page.excerpt).toBe('<p>First para.</p>\n<h2>A </h2>\n<p>b</p>');
    expect(page.summary).toBe('First para.');
    expect(page.anchors).toContain('a-1');
    expect(page.html).not.toContain('<h1');
  });

  test('words count letters of languages without spaces', async () => {
    expect((await render('one two 日本語 don’t')).words).toBe(6);
  });

  test('an explicit id holds and pushes a slug aside', async () => {
    const { headings } = await render('<h2 id="b">A</h2>\n\n## B\n\n## B');
    expect(headings.map(({ id }) => id)).toEqual(['b', 'b-1', 'b-2']);
  });

  test('links and images are resolved once, with what was written and where', async () => {
    const page = await render('[a](b.md) <a href="c.md">c</a>\n\n<img src="d.png">', {
      resolve: (target, kind) => ({
        url: `/site/${target}`,
        ...(kind === 'image' ? { asset: { file: `/x/${target}`, outputPath: target } } : {}),
      }),
    });
    expect(
      page.links.map(({ kind, target, url, span }) => [kind, target, url, span?.start.line]),
    ).toEqual([
      ['link', 'b.md', '/site/b.md', 1],
      ['link', 'c.md', '/site/c.md', 1],
      ['image', 'd.png', '/site/d.png', 3],
    ]);
    expect(page.assets).toEqual([{ file: '/x/d.png', outputPath: 'd.png' }]);
    expect(page.html).toContain('href="/site/b.md"');
    expect(page.html).not.toContain('data-resolved');
  });

  test('an unknown container is reported and its content kept', async () => {
    const { html, diagnostics } = await render('a\n\n:::nots[L]\nb\n:::');
    expect(html).toBe('<p>a</p>\n<p>L</p>\n<p>b</p>');
    expect(diagnostics).toMatchObject([
      {
        code: 'markdown-directive',
        span: { start: { line: 3, column: 1 } },
        hint: 'did you mean `:::note`?',
      },
    ]);
  });

  test('the same tree renders twice to the same page', async () => {
    const first = await render('# a\n\n> [!NOTE]\n> b\n\n[c](d)\n\n```js\n1\n```');
    expect((await render(first.source.text)).html).toBe(first.html);
  });
});
