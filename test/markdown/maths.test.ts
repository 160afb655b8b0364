import { describe, expect, test } from 'vitest';
import { told } from '../build/mini-site.ts';
import { render } from './rendering.ts';

const math = { options: { math: true } };

async function articleOf(text: string, wishes: Parameters<typeof render>[1] = math) {
  const { html, diagnostics, needs } = await render(text, wishes);
  return { html: html.trim(), told: told(diagnostics), needs };
}

describe('a code block in `math`', () => {
  test('is a formula in the large form, without any setting', async () => {
    const { html, needs } = await articleOf('```math\na^2\n```\n', {});
    expect(html).toBe(
      '<span class="formula"><math display="block" class="tml-display" alttext="a^2" tabindex="0"><msup><mi>a</mi><mn>2</mn></msup></math></span>',
    );
    expect(needs).toEqual(['maths']);
  });

  test('keeps its mathematics where content is not trusted, and content gets no MathML of its own', async () => {
    const text = '```math\nx\n```\n\n<math onclick="x()"><mi style="color:red">y</mi></math>\n';
    const { html } = await articleOf(text, { sanitize: true });
    expect(html).toBe(
      '<span class="formula"><math display="block" class="tml-display" alttext="x" tabindex="0"><mi>x</mi></math></span>\n<p>y</p>',
    );
  });

  test('is told of where it cannot be read, and shown as it is written', async () => {
    expect(await articleOf('> ```math\n> \\frac12\n>   + \\oops\n> ```\n', {})).toMatchObject({
      html: '<blockquote>\n<p><code>\\frac12\n  + \\oops</code></p>\n</blockquote>',
      told: [
        expect.stringMatching(
          /^content\/page\.md:3:7 error math-syntax the formula cannot be read: unsupported function name: \\oops/,
        ),
      ],
    });
  });
});

describe('dollars', () => {
  const formula =
    /<math(?: display="block" class="tml-display")? alttext="([^"]*)"(?: tabindex="0")?>/g;
  const formulas = async (text: string) =>
    [...(await articleOf(text)).html.matchAll(formula)].map((match) => match[1]);

  test('are dollars where nobody has asked for formulas', async () => {
    expect((await articleOf('$a_b$ and $$c$$', {})).html).toBe('<p>$a_b$ and $$c$$</p>');
  });

  test.each([
    ['$a_b$ and $c_d$', ['a_b', 'c_d']],
    ['It costs $5 and not $6.', []],
    ['$20,$30 and US$5 or a$b$', []],
    ['\\$a$ and `$a$`', []],
    ['$a\\$b$', ['a\\$b']],
    ['$ a$ and $a $ and $$', []],
    ['$`a_b`$', ['a_b']],
    ['the $n$th of ($k$)', ['n', 'k']],
    ['*$a$*, **$b$** and [$c$](https://example.org/)', ['a', 'b', 'c']],
    ['$a\nb$', ['a b']],
    ['> $a\n> b$', ['a b']],
    ['| $a$ |\n|---|\n| $b$ |', ['a', 'b']],
    ['<b>$a$</b>', ['a']],
    ['$a', []],
    ['$a\\\\b$', ['a\\\\b']],
  ])('%j', async (text, expected) => {
    expect(await formulas(text)).toEqual(expected);
  });

  test('two of them make the large form, and a paragraph that is nothing else is none', async () => {
    expect((await articleOf('$$x$$')).html).toMatch(
      /^<span class="formula"><math display="block".*<\/math><\/span>$/,
    );
    expect((await articleOf('so $$x$$ it is')).html).toMatch(
      /^<p>so <span class="formula"><math display="block"/,
    );
  });

  test('on lines of their own they hold a block, whatever its lines begin with', async () => {
    const text = 'Text\n$$\na\n+ b\n\n- c\n$$\nmore\n';
    expect((await articleOf(text)).html).toMatch(
      /^<p>Text<\/p>\n<span class="formula"><math display="block" class="tml-display" alttext="a \+ b - c" tabindex="0">.*<\/math><\/span>\n<p>more<\/p>$/,
    );
    expect(await formulas('- $$\n  a\n  $$\n- > $$\n  > b\n  > $$')).toEqual(['a', 'b']);
  });

  test('a block without an end is told of', async () => {
    expect((await articleOf('# A\n\n$$\na\n')).told).toEqual([
      expect.stringContaining(
        'content/page.md:3:1 error math-syntax the formula cannot be read: no line of `$$` closes it',
      ),
    ]);
  });

  test('a heading has its formula in its text and its anchor', async () => {
    const { headings } = await render('## Why $E=mc^2$\n', math);
    expect(headings).toEqual([{ depth: 2, text: 'Why E=mc2', id: 'why-emc2' }]);
  });
});

describe('formulas of bad will', () => {
  test.each([
    ['\\def\\a{\\a\\a}\\a', 'many expansions'],
    ['{'.repeat(4000) + '}'.repeat(4000), 'deep'],
    ['\\sqrt{'.repeat(500) + '}'.repeat(500), 'nests too deep'],
    ['x'.repeat(30_000), '20000 characters'],
    ['\\href{javascript:alert(1)}{x}', ''],
    ['\\includegraphics{https://example.org/x.png}', ''],
    ['\\htmlStyle{position:fixed}{x}', ''],
    ['\\class{callout}{x}', ''],
    ['\\style{color:red}{x}', ''],
    ['\\begin{CD}A@>>>B\\\\@VVV@VVV\\\\C@>>>D\\end{CD}', ''],
    ['\\begin{array}{cc}a\\\\b&c\\end{array}', ''],
    ['\\text{<img src=x onerror=alert(1)>}', ''],
    ['\\color{red;position:fixed}{x}', ''],
  ])('%.30s', async (tex) => {
    const { html } = await articleOf(`\`\`\`math\n${tex}\n\`\`\`\n`, {});
    const tags = html.replaceAll(/"[^"]*"/g, '').match(/<[^>]*>/g);
    expect(tags?.join('')).not.toMatch(
      /<(?:img|a|script|style)\b|\s(?:href|src|style|on\w+)=|undefined/i,
    );
  });
});

test('every style of Temml has become a class or a colour', async () => {
  const tex = [
    '\\begin{pmatrix}a&b\\\\c&d\\end{pmatrix}',
    '\\begin{array}{c|c}a&b\\\\\\hline c&d\\end{array}',
    '\\color{red}x',
    '\\boxed{x}',
    'a\\!b',
    '\\colorbox{#ff0}{x}',
    '\\begin{align}a&=b\\end{align}',
  ];
  const { html } = await articleOf(tex.map((one) => `\`\`\`math\n${one}\n\`\`\`\n`).join('\n'), {});
  expect(html).not.toContain(' style=');
  expect(html).toContain('mathcolor="#ff0000"');
  expect(html).toContain('tml-pl-50');
  expect(html).toContain('<mtext><span class="tml-eqn"></span></mtext>');
  expect(html).toMatch(/tml-(?:left|right)-solid/);
});
