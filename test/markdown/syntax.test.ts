import { describe, expect, test } from 'vitest';
import { everyBlock, render } from './rendering.ts';

/** What is said of a text: `line:column message`. */
async function told(text: string, options = {}): Promise<string[]> {
  const { diagnostics } = await render(text, { options });
  return diagnostics.map(
    ({ span, message }) => `${span?.start.line}:${span?.start.column} ${message}`,
  );
}

const html = async (text: string, options = {}) => (await render(text, { options })).html;

/** Name, Markdown, HTML. Nothing is said of any. */
const table: readonly (readonly [string, string, string])[] = [
  ['emoji', ':tada: a:b:c :+1::rocket:', '<p>🎉 a:b:c 👍🚀</p>'],
  [
    'no emoji in times and roles',
    '10:100:30 a::tada::b :note:`x`',
    '<p>10:100:30 a::tada::b :note:<code>x</code></p>',
  ],
  [
    'no emoji in code and bare links',
    '`:tada:` <code>:tada:</code> http://a.b/:tada:/',
    '<p><code>:tada:</code> <code>:tada:</code> <a href="http://a.b/:tada:/" rel="external noopener" class="bare">http://a.b/:tada:/</a></p>',
  ],
  ['escaped emoji', '\\:tada: &#58;tada:', '<p>:tada: :tada:</p>'],
  [
    'keys',
    '++ctrl+alt+del++ ++Enter++ ++"any key"++',
    '<p><kbd class="keys"><kbd>Ctrl</kbd>+<kbd>Alt</kbd>+<kbd>Del</kbd></kbd> <kbd>Enter</kbd> <kbd>any key</kbd></p>',
  ],
  [
    'no keys',
    'C++ and C++, i++ + ++j, \\++ctrl++ `++ctrl++`',
    '<p>C++ and C++, i++ + ++j, ++ctrl++ <code>++ctrl++</code></p>',
  ],
  [
    'marked text',
    'a ==b *c* `d`== ==e==.',
    '<p>a <mark>b <em>c</em> <code>d</code></mark> <mark>e</mark>.</p>',
  ],
  [
    'no marked text',
    'x==y and z==w, a == b == c, \\==d==',
    '<p>x==y and z==w, a == b == c, ==d==</p>',
  ],
  [
    'a definition list',
    'One\nTwo *2*\n: First\n: Second\n\nThree\n\n:   Text\n\n    More\n\nEnd',
    '<dl>\n<dt>One</dt>\n<dt>Two <em>2</em></dt>\n<dd>First</dd>\n<dd>Second</dd>\n<dt>Three</dt>\n<dd>\n<p>Text</p>\n<p>More</p>\n</dd>\n</dl>\n<p>End</p>',
  ],
  [
    'a definition list in a quote',
    '> A\n> : b',
    '<blockquote>\n<dl>\n<dt>A</dt>\n<dd>b</dd>\n</dl>\n</blockquote>',
  ],
  [
    'a definition list in a list',
    '- A\n  : b\n- C',
    '<ul>\n<li>\n<dl>\n<dt>A</dt>\n<dd>b</dd>\n</dl>\n</li>\n<li>C</li>\n</ul>',
  ],
  [
    'a definition list in another',
    'A\n: B\n  : c',
    '<dl>\n<dt>A</dt>\n<dd>\n<dl>\n<dt>B</dt>\n<dd>c</dd>\n</dl>\n</dd>\n</dl>',
  ],
  [
    'a list behind a definition',
    'A\n: b\n+ c',
    '<dl>\n<dt>A</dt>\n<dd>b</dd>\n</dl>\n<ul>\n<li>c</li>\n</ul>',
  ],
  ['no definition list', ': a\n\n# B\n\n: c\n\n`x\n: y`\n\n    z\n    : z', '<p>: a</p>\n<h1>'],
  [
    'abbreviations',
    '*[HTML]: Hypertext\n*[C++]: A\n  language\n\nHTML, HTML5 and `HTML` in C++.',
    '<p><abbr title="Hypertext">HTML</abbr>, HTML5 and <code>HTML</code> in <abbr title="A language">C++</abbr>.</p>',
  ],
  [
    'a table with a caption',
    '| a |\n|---|\n| 1 |\n\nTable: *It*',
    '<div class="table-scroll" role="region" tabindex="0" aria-label="It"><table>\n<caption><em>It</em></caption>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>1</td>\n</tr>\n</tbody>\n</table></div>',
  ],
  ['struck out, not lowered', 'H~2~O x^2^', '<p>H<del>2</del>O x^2^</p>'],
  ['straight quotes', '"a" -- b...', '<p>"a" -- b...</p>'],
];

describe('syntax beyond CommonMark', () => {
  test.each(table)('%s', async (_, text, expected) => {
    const page = await render(text);
    if (expected.endsWith('<h1>')) {
      expect(page.html).not.toContain('<dl>');
      return;
    }
    expect(page.html).toBe(expected);
    expect(page.diagnostics).toEqual([]);
  });

  test.each(table)('%s, sanitized: the same', async (_, text) => {
    expect((await render(text, { sanitize: true })).html).toBe((await render(text)).html);
  });

  test.each(['remark', 'native'] as const)('%s reads the same', async (parser) => {
    for (const [, text] of table) expect(await html(text, { parser })).toBe(await html(text));
  });

  test('can be turned off', async () => {
    const text = ':tada: ++ctrl++ ==a==\n\nA\n: b';
    const off = { emoji: false, keys: false, mark: false, definitionLists: false };
    expect(await html(text, off)).toBe('<p>:tada: ++ctrl++ ==a==</p>\n<p>A\n: b</p>');
  });

  test('lowered and raised text, where a site wants it', async () => {
    const options = { subscript: true, superscript: true };
    expect(await html('H~2~O ~a b~ ~~c~~ x^2^ y^ z^ \\^3^', options)).toBe(
      '<p>H<sub>2</sub>O <del>a b</del> <del>c</del> x<sup>2</sup> y^ z^ ^3^</p>',
    );
  });

  test('abbreviations of the whole site, which a page may say otherwise', async () => {
    const options = { abbreviations: { API: 'everywhere', SLO: 'objective' } };
    expect(await html('*[API]: here\n\nAPI SLO', options)).toBe(
      '<p><abbr title="here">API</abbr> <abbr title="objective">SLO</abbr></p>',
    );
  });

  test('a term of an abbreviation in the name of an alert is no term', async () => {
    expect(await html('> [!NOTE]\n> NOTE\n\n*[NOTE]: x')).toContain('class="callout callout-note"');
  });

  test('steps in definitions and containers are steps', async () => {
    const { body, tree, source } = await render(
      'A\n:   B\n\n    ```sh\n    one\n    ```\n\n::: tip C\n```sh\ntwo\n```\n:::',
      { steps: everyBlock },
    );
    const steps = body.filter((part) => typeof part !== 'string');
    expect(steps.map(({ step }) => step)).toEqual(['step-1', 'step-2']);
    expect(steps[1]?.html).toContain('two');
    // Places are those of the page.
    expect(tree.data?.ownBlocks?.text).toHaveLength(source.text.length);
  });

  test('captions in the language of the page', async () => {
    const text = '| a |\n|---|\n| 1 |\n\n';
    for (const [language, caption] of [
      ['de', 'Tabelle: x'],
      ['ja', '表：x'],
      ['de', 'Table: x'],
    ]) {
      const { html } = await render(text + caption, { language: language ?? '' });
      expect(html).toContain('<caption>x</caption>');
    }
    expect(await html(`${text}Tabelle: x`)).toContain('<p>Tabelle: x</p>');
  });

  test('ids of headings are made from what was written', async () => {
    const options = { typography: true };
    const { headings } = await render("## :rocket: It's -- it\n\n## B", { options });
    expect(headings).toEqual([
      { depth: 2, text: '🚀 It’s – it', id: 'rocket-its----it' },
      { depth: 2, text: 'B', id: 'b' },
    ]);
  });
});

describe('what is nearly syntax is told of', () => {
  test.each([
    ['a :smiel: b', '1:3 no emoji is called `:smiel:`; it is shown as it is'],
    ['++ctrl+dell++', '1:1 no key is called `dell`; `++ctrl+dell++` is shown as it is'],
    ['a\n\n*[X]:', '3:1 the abbreviation `X` stands for nothing'],
    ['*[X]: a\n\n*[X]: b\n\nX', '3:1 the abbreviation `X` is defined twice; the first one holds'],
    ['- A\n: b', '2:1 this line is no definition, and is shown as it is'],
  ])('%j', async (text, message) => {
    expect(await told(text)).toEqual([message]);
  });

  test('at most a hundred times', async () => {
    expect(await told(':smiel: '.repeat(300))).toHaveLength(100);
  });
});

describe('quotes and dashes', () => {
  const options = { typography: true };
  test.each([
    ['"a \'b\' c"', '“a ‘b’ c”'],
    ["it's '90s rock, the boys' \"*x*\"", 'it’s ’90s rock, the boys’ “<em>x</em>”'],
    ['a -- b, 1--2, c---d, e...', 'a – b, 1–2, c—d, e…'],
    ['use --force, "unclosed and 17"', 'use --force, “unclosed and 17”'],
    ['5\'10" \\"no\\" &quot;no&quot; `"x"`', '5\'10" "no" "no" <code>"x"</code>'],
    ['"`x`" said ("y")', '“<code>x</code>” said (“y”)'],
  ])('%s', async (text, expected) => {
    expect(await html(text, options)).toBe(`<p>${expected}</p>`);
  });

  test.each([
    ['de', '„a ‚b‘“'],
    ['de-CH', '«a ‹b›»'],
    ['fr', '«\u00A0a “b”\u00A0»'],
    ['es-MX', '«a “b”»'],
    ['xx', '“a ‘b’”'],
  ])('in %s', async (language, expected) => {
    expect((await render('"a \'b\'"', { options, language })).html).toBe(`<p>${expected}</p>`);
  });

  test('a French space does not break', async () => {
    const { html } = await render('Oui ! Non : "si" ; là', { options, language: 'fr' });
    expect(html).toBe('<p>Oui\u202F! Non\u00A0: «\u00A0si\u00A0»\u202F; là</p>');
  });
});
