import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { createBuilder } from '../../src/build.ts';
import { defineShortcode } from '../../src/shortcodes/define.ts';
import { configOf, makeSite, now, plainTheme, told, write } from '../build/mini-site.ts';

const card = `
import { defineShortcode, html } from 'rutter';
export default defineShortcode({
  attributes: {
    href: { type: 'string', required: true, description: 'where it leads' },
    tone: { values: ['calm', 'loud'], default: 'calm' },
    size: { type: 'integer', min: 1, max: 9 },
    wide: { type: 'boolean' },
  },
  label: 'required',
  render: ({ attributes: { href, tone, size, wide }, label, labelText, content, link }) => {
    const url: string = link(href);
    const sized: number | undefined = size;
    return html\`<a class="card" data-tone="\${tone}" href="\${url}" title="\${labelText}">
      <b>\${label}</b> \${sized} \${wide ? 'wide' : ''}
      \${content}
    </a>\`;
  },
});
`;

const box = `
import { html } from 'rutter';
import { mark } from './lib/mark.ts';
export default { content: 'required', render: ({ content }) => html\`<section data-mark="\${mark}">\${content}</section>\` };
`;

const files = {
  'rutter.config.js': 'export default { site: { title: "S", base: "/base/" } };\n',
  'shortcodes/card.ts': card,
  'shortcodes/box.ts': box,
  'shortcodes/lib/mark.ts': "export const mark: string = 'one';\n",
  'shortcodes/version.js':
    "export default { render: ({ readFile }) => JSON.parse(readFile('data/v.json')).version };\n",
  'shortcodes/broken.ts': "export default { render() { throw new Error('oh no'); } };\n",
  'shortcodes/unsound.ts': 'export const nothing = 1;\n',
  'shortcodes/syntax.ts': 'export default {{;\n',
  'shortcodes/forgetful.ts': "export default { render: () => 'x' };\n",
  'shortcodes/strange.ts': 'export default { render: () => 5 };\n',
  'data/v.json': '{"version": "<1.2>"}',
  'content/docs/other.md': '# Other\n',
};

async function site(text: string, more: Readonly<Record<string, string>> = {}, sanitize = false) {
  const root = makeSite({ ...files, 'content/page.md': text, ...more });
  const config = await configOf(root);
  const wanted = { ...config, markdown: { ...config.markdown, sanitize } };
  const builder = createBuilder(wanted);
  const built = await builder.build({ now });
  const { diagnostics } = built;
  const html = built.ok ? readFileSync(join(config.outDir, 'page/index.html'), 'utf8') : '';
  return { root, builder, config: wanted, html, told: told(diagnostics) };
}

describe('a shortcode', () => {
  test('is a function of the site, with typed attributes and a label', async () => {
    const { html, told } = await site(
      'Before.\n\n::card[Read *this* <b>now</b>]{href=docs/other.md tone=loud size=3 wide}\n\nAfter.\n',
    );
    expect(told).toEqual([]);
    expect(html).toContain(
      '<a class="card" data-tone="loud" href="/base/docs/other/" title="Read this now">\n<b>Read <em>this</em> <b>now</b></b> 3 wide\n</a>',
    );
  });

  test('may have a picture as its label', async () => {
    const { html, told } = await site('::card[![](/p.svg)]{href=#}\n', {
      'content/p.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="2" height="2"/>',
    });
    expect(told).toEqual([]);
    expect(html).toMatch(/<b><img [^>]*src="\/base\/p.svg"/);
  });

  test('may hold content, and others', async () => {
    const { html, told } = await site(
      ':::box\n## Inside {#in}\n\n[other](docs/other.md)\n\n::card[A]{href="#in"}\n\n```js\nlet a;\n```\n:::\n\n[to](#in)\n',
    );
    expect(told).toEqual([]);
    expect(html).toContain('<section data-mark="one">');
    expect(html).toContain('<h2 id="in">Inside');
    expect(html).toMatch(
      /<a href="\/base\/docs\/other\/">other<\/a>[\s\S]*class="card"[\s\S]*<pre class="code"[\s\S]*<\/section>/,
    );
  });

  test('of nothing but text is a paragraph', async () => {
    const { html, told } = await site('::tag[A *b*]\n::tag[C]\n\n::mixed\n\n::none\n', {
      'shortcodes/tag.js': `import { html } from 'rutter';\nexport default { label: 'required', render: ({ label }) => html\`<b class="tag">\${label}</b>\` };\n`,
      'shortcodes/mixed.js':
        "import { html } from 'rutter';\nexport default { render: () => html`<p>n</p><i>m</i>` };\n",
      'shortcodes/none.js':
        "import { html } from 'rutter';\nexport default { render: () => html`<!-- -->` };\n",
    });
    expect(told).toEqual([]);
    expect(html).toMatch(
      /<p><b class="tag">A <em>b<\/em><\/b><\/p>\s*<p><b class="tag">C<\/b><\/p>\s*<p>n<\/p><i>m<\/i>\s*<!-- -->/,
    );
  });

  test('stands several times in a paragraph, in lists and quotes', async () => {
    const { html, told } = await site('> ::version\n> ::version\n\n- ::version\n- b\n');
    expect(told).toEqual([]);
    expect(html.match(/&lt;1\.2&gt;/g)).toHaveLength(3);
  });

  test('escapes what it is given', async () => {
    const { html } = await site('::card[a"<i>b]{href="javascript:alert(1)" tone=calm}\n');
    expect(html).toContain('href="about:invalid" title="a&quot;b">\n<b>a"<i>b</i></b>');
  });

  test.each([true, false])('is trusted where content is not (%s)', async (sanitize) => {
    const { html } = await site(
      ':::box\n<script>alert(1)</script><b onclick="x()">b</b>\n\0html:0\0\n:::\n',
      {},
      sanitize,
    );
    expect(html).toContain('<section data-mark="one">');
    expect(html.includes('onclick')).toBe(!sanitize);
    expect(html).not.toContain('\0');
    expect(html.match(/<section/g)).toHaveLength(1);
  });

  test('is read again when it, or what it reads, has changed', async () => {
    const { root, config } = await site('::version\n\n:::box\nx\n:::\n');
    const page = () => readFileSync(join(config.outDir, 'page/index.html'), 'utf8');
    write(root, { 'data/v.json': '{"version": "2"}' });
    await createBuilder(config).build({ now });
    expect(page()).toContain('<p>2</p>');
    write(root, { 'shortcodes/lib/mark.ts': "export const mark = 'two';\n" });
    await createBuilder(config).build({ now });
    expect(page()).toContain('data-mark="two"');
  });

  test('has nothing to say of an embed that cannot be drawn', async () => {
    const { html, told } = await site('::youtube[x]{id=short}\n\n::youtube\n');
    expect(told).toHaveLength(2);
    expect(told.join()).not.toContain('shortcode');
    expect(html).toContain('::youtube[x]{id=short}');
  });

  test.each([
    ['::nope', '1:1 error shortcode-unknown no shortcode is called `nope`'],
    ['::crad[x]{href=a}', 'no shortcode is called `crad` (did you mean `::card`?)'],
    ['::waning', 'no shortcode is called `waning` (did you mean `:::warning`?)'],
    [
      '::card[x]',
      '1:1 error shortcode-attribute the attribute `href` of the shortcode `card` is missing (where it leads)',
    ],
    [
      '::card[x]{href=# hrfe=2}',
      '1:18 error shortcode-attribute the shortcode `card` has no attribute `hrfe` (did you mean `href`?)',
    ],
    [
      '::card[x]{href=# tone=lowd}',
      'is one of `calm`, `loud`, found `lowd` (did you mean `loud`?)',
    ],
    ['::card[x]{href=# size=2.5}', 'is a whole number, found `2.5`'],
    ['::card[x]{href=# size=12}', 'is at most 9, found 12'],
    ['::card[x]{href=# wide=no}', 'is a word, or `true` or `false`, found `no`'],
    ['::card[x]{href}', 'the attribute `href` of the shortcode `card` has no value'],
    [
      '::card{href=#}',
      'shortcode-content the shortcode `card` wants a label (write `::card[label]`)',
    ],
    ['::box', 'shortcode-content the shortcode `box` wants content'],
    [
      '::card[x',
      'shortcode-syntax the shortcode `card` cannot be read: its `[` has no closing `]`',
    ],
    [
      '::card[x]{href="a}',
      'shortcode-syntax the shortcode `card` cannot be read: its `{…}` cannot be read',
    ],
    ['::card[x]{href=a href=b}', 'its attribute `href` is given twice'],
    [
      '::card[x]{href=#} more',
      'shortcode-syntax the shortcode `card` does not stand alone on its line',
    ],
    [
      'text\n::card[x]{href=#}',
      '2:1 error shortcode-syntax the shortcode `card` stands in the middle of a paragraph',
    ],
    ['::broken', 'shortcode-failed the shortcode `broken` failed: oh no'],
    [
      '::unsound',
      'shortcode-failed the shortcode `unsound` has no function `render` in its default',
    ],
    ['::syntax', 'shortcode-failed the shortcode `syntax` cannot be loaded'],
    ['::strange', 'shortcode-failed the shortcode `strange` gave neither `html` nor a text'],
    [':::forgetful\nx\n:::', 'shortcode-content the shortcode `forgetful` leaves its content out'],
  ])('is wrong as %s', async (text, wanted) => {
    const { told } = await site(text);
    expect(told.filter((one) => !one.includes('link-'))).toEqual([expect.stringContaining(wanted)]);
  });

  test.each([
    '\\::nope',
    '`::nope`',
    '    ::nope',
    '```\n::nope\n```',
    'std::vector and a::b',
    '::',
    '::nope and text',
    '::1',
  ])('is text as %s', async (text) => {
    const { told } = await site(text);
    expect(told).toEqual([]);
  });
});

test('a theme brings shortcodes, and the site has its own way', async () => {
  const root = makeSite({
    'my-theme/index.ts': readFileSync(plainTheme, 'utf8'),
    'my-theme/shortcodes/one.js': "export default { render: () => 'one of the theme' };\n",
    'my-theme/shortcodes/two.js': "export default { render: () => 'two of the theme' };\n",
    'shortcodes/two.js': "export default { render: () => 'two of the site' };\n",
    'content/a.md': '::one\n::two\n',
  });
  const config = await configOf(root, './my-theme');
  const page = () => readFileSync(join(root, 'dist/a/index.html'), 'utf8');
  expect(told((await createBuilder(config).build({ now })).diagnostics)).toEqual([]);
  expect(page()).toContain('<p>one of the theme</p>\n<p>two of the site</p>');
  write(root, { 'my-theme/shortcodes/one.js': "export default { render: () => 'ONE' };\n" });
  rmSync(join(root, 'shortcodes/two.js'));
  const made: string[] = [];
  await createBuilder(config).build({
    now,
    onEvent: (event) => event.type === 'rendered' && !event.reused && made.push(event.id),
  });
  expect(made).toEqual(['a']);
  expect(page()).toContain('<p>ONE</p>\n<p>two of the theme</p>');
});

test('steps of a runbook that stand in a shortcode are run and drawn as others', async () => {
  const root = makeSite({
    'shortcodes/box.js': `import { html } from 'rutter';\nexport default { render: ({ content }) => html\`<section>\${content}</section>\` };\n`,
    'content/runbooks/r.md': '# R\n\n:::box\nText\n\n```sh name=in\ntrue\n```\n:::\n\nEnd\n',
  });
  const config = await configOf(root, 'default');
  const { diagnostics, runbooks } = await createBuilder(config).build({ now });
  expect(told(diagnostics)).toEqual([]);
  expect(runbooks.map(({ steps }) => steps.map(({ id }) => id))).toEqual([['in']]);
  const page = readFileSync(join(root, 'dist/runbooks/r/index.html'), 'utf8');
  expect(page).toMatch(/<section>\s*<p>Text<\/p>[\s\S]*id="in"[\s\S]*<\/section>\s*<p>End/);
});

test('attributes have the types that their specs give them', () => {
  defineShortcode({
    attributes: {
      free: {},
      needed: { required: true },
      word: { values: ['a', 'b'], default: 'a' },
      maybe: { values: ['a', 'b'] },
      count: { type: 'integer', default: 1 },
      share: { type: 'number' },
      flag: { type: 'boolean' },
    },
    render: ({ attributes }) => {
      expectTypeOf(attributes.free).toEqualTypeOf<string | undefined>();
      expectTypeOf(attributes.needed).toEqualTypeOf<string>();
      expectTypeOf(attributes.word).toEqualTypeOf<'a' | 'b'>();
      expectTypeOf(attributes.maybe).toEqualTypeOf<'a' | 'b' | undefined>();
      expectTypeOf(attributes.count).toEqualTypeOf<number>();
      expectTypeOf(attributes.share).toEqualTypeOf<number | undefined>();
      expectTypeOf(attributes.flag).toEqualTypeOf<boolean>();
      return '';
    },
  });
});

test('a shortcode reads data files, and a page is made again when they change', async () => {
  const root = makeSite({
    'shortcodes/crew.js':
      "export default { render: ({ data, attributes }) => data('people/crew').map(({ name }) => name).join('+') };\n",
    'shortcodes/lost.js': "export default { render: ({ data }) => data('people/crow') };\n",
    'content/a.md': '::crew\n',
    'content/b.md': '# B\n',
    'data/people/crew.csv': 'name\nMara\n',
  });
  const config = await configOf(root);
  const builder = createBuilder(config);
  const page = () => readFileSync(join(root, 'dist/a/index.html'), 'utf8');
  expect(told((await builder.build({ now })).diagnostics)).toEqual([]);
  expect(page()).toContain('Mara');
  write(root, { 'data/people/crew.csv': 'name\nMara\nJonas\n' });
  const again = await createBuilder(config).build({ now });
  expect(page()).toContain('Mara+Jonas');
  expect(again.written.filter((path) => path.startsWith('b/'))).toEqual([]);
  // What is looked for first is there now.
  rmSync(join(root, 'data/people/crew.csv'));
  write(root, { 'data/people/crew.yml': '[{name: Lea}]\n' });
  await createBuilder(config).build({ now });
  expect(page()).toContain('Lea');
  write(root, { 'content/b.md': '::lost\n' });
  expect(told((await builder.check({ now })).diagnostics).join()).toContain(
    'there is no data file `people/crow` in `data`',
  );
});
