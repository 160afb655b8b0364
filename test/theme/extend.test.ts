import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { UserError } from '../../src/model/diagnostic.ts';
import type { Theme } from '../../src/model/theme.ts';
import { loadTheme, type ThemeConfig } from '../../src/theme/load.ts';
import { theme as original } from '../../themes/default/index.ts';
import { told } from '../build/mini-site.ts';
import { siteOf } from './fixture.ts';
import { voyage } from './voyage.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'rutter theme '));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

const { site, views } = voyage();
const view = views.find(
  (one) => one.kind === 'page' && one.page.kind === 'doc',
) as (typeof views)[0];

async function themeOf(
  files: Readonly<Record<string, string>>,
  more: Partial<ThemeConfig> = {},
): Promise<Theme> {
  write(files);
  return await loadTheme({ theme: './mine', root, publicDir: join(root, 'public'), ...more });
}

async function mistakesOf(run: () => Promise<unknown>): Promise<readonly string[]> {
  try {
    await run();
  } catch (error) {
    if (error instanceof UserError) return told(error.diagnostics);
    throw error;
  }
  return [];
}

const footer = `
  import { definePart, html } from 'rutter/theme';
  export default definePart('footer', (props, original) => html\`
    <p class="mine">\${props.site.config.title} says \${props.t('home')}</p>
    \${original(props)}
  \`);
`;

describe('a theme that is a folder without an index', () => {
  test('draws its own part around the one of the default theme, and all else as that does', async () => {
    const theme = await themeOf({ 'mine/parts/footer.ts': footer });
    for (const one of views) {
      const before = original.render(one, site);
      const after = theme.render(one, site);
      const own = '<p class="mine">Rutter says Home</p>\n';
      expect(after).toBe(before.replace('<footer class="site-footer">', `${own}$&`));
    }
    expect((await theme.assets()).map(({ path }) => path)).toEqual(
      (await original.assets()).map(({ path }) => path),
    );
  });

  test('may draw a part with a detail, a layout and a slot', async () => {
    const theme = await themeOf({
      'mine/parts/article-head.ts': `
        import { definePart, html } from 'rutter/theme';
        export default definePart('articleHead', (props, { meta }, original) => html\`
          <div class="boxed">
          \${original(props, { meta })}
          </div>\`);`,
      'mine/parts/slots.ts': `
        import { html } from 'rutter/theme';
        export const headEnd = () => html\`<meta name="x" content="y">\`;
        export const bodyEnd = () => false;`,
      'mine/layouts/notFound.js': `
        import { html } from 'rutter';
        export default (props) => props.layouts.document(props, { main: html\`<h1>Lost</h1>\` });`,
    });
    const text = theme.render(view, site);
    expect(text).toContain('<div class="boxed">\n<header class="article-head">');
    expect(text).toContain('<meta name="x" content="y">\n</head>');
    const lost = views.find(({ kind }) => kind === 'not-found') as typeof view;
    expect(theme.render(lost, site)).toMatch(/<main [^>]*>\n(?:<div[^>]*>\n)?<h1>Lost<\/h1>\n/);
  });

  test('has styles of its own, in the place of one and after them all, with the files they name', async () => {
    const theme = await themeOf({
      'mine/styles/header.css': '.site-header { color: red }\n',
      'mine/styles/zz.css':
        '/* x */ @font-face { src: url(./a.woff2) format("woff2"), url("/b.woff2") }',
      'mine/styles/a.woff2': 'font',
    });
    const files = await theme.assets();
    const sheet = files.find(({ path }) => /^assets\/style\./.test(path));
    const css = String(sheet?.contents);
    expect(css).toContain('.site-header { color: red }\n');
    expect(css).not.toContain('.site-bar{');
    expect(css).toMatch(
      /url\("a\.[0-9a-f]{10}\.woff2"\) format\("woff2"\), url\("\.\.\/b\.woff2"\) \}\n$/,
    );
    expect(files.map(({ path }) => path)).toContainEqual(
      expect.stringMatching(/^assets\/a\.[0-9a-f]{10}\.woff2$/),
    );
    expect(theme.render(view, site)).toContain(`<link rel="stylesheet" href="/${sheet?.path}">`);
    expect((await original.assets()).map(({ path }) => path)).not.toContain(sheet?.path);
  });

  test('says otherwise what it wants, in all languages or in one; the site goes before it', async () => {
    const theme = await themeOf({
      'mine/words.yml': 'skipToContent: Jump in\nhome: Bridge\n',
      'mine/words.de.yml': 'home: Brücke\n',
    });
    const render = (config: Partial<(typeof site)['config']>) =>
      theme.render(views.find(({ kind }) => kind === 'not-found') as typeof view, {
        ...siteOf(),
        config: { ...siteOf().config, ...config },
      });
    expect(render({})).toContain('>Jump in</a>');
    expect(render({})).toContain('>Bridge</a>');
    expect(render({ language: 'de-AT' })).toContain('>Brücke</a>');
    expect(render({ language: 'de-AT' })).toContain('>Jump in</a>');
    expect(render({ words: { home: 'Deck' } })).toContain('>Deck</a>');
  });

  test('is told of each file that changes nothing, where it is', async () => {
    const mistakes = await mistakesOf(() =>
      themeOf({
        'mine/parts/foter.ts': 'export default () => undefined;',
        'mine/parts/header.ts': 'export default 3;',
        'mine/parts/helper.ts': 'export const one = 1;',
        'mine/parts/_helper.ts': 'export const one = 1;',
        'mine/parts/slots.ts':
          'const draw = () => undefined;\nexport { draw, draw as afterArtcle, draw as headEnd, draw as headEnds };',
        'mine/parts/pager.ts':
          "import { definePart } from 'rutter/theme';\nexport default definePart('toc', () => undefined);",
        'mine/parts/toc.ts': 'export default () => undefined;',
        'mine/parts/toc-again.ts': 'export const toc = () => undefined;',
        'mine/parts/broken.ts': 'export default (',
        'mine/layouts/docs.ts': 'export default () => undefined;',
        'mine/style/x.css': '',
        'mine/styles/x.css': 'a { background: url("gone.png") }\n@import "x.css";',
        'mine/words.yml': 'hom: Bridge\npageOf: "{paeg}"\nhome: 3\n',
      }),
    );
    expect(mistakes).toEqual([
      'mine/style warning theme-override a theme does not read its folder `style` (did you mean `styles`?)',
      'mine/styles/x.css:2:1 error theme-style an `@import` is not heeded, as all styles are joined to one file (put what it imports into a style of its own)',
      'mine/styles/x.css:1:22 error theme-style the style names the file `gone.png`, which is not there (it is looked for at `mine/styles/gone.png`)',
      expect.stringMatching(
        /^mine\/parts\/broken\.ts:1:\d+ error theme-load the module cannot be loaded: /,
      ),
      'mine/parts/foter.ts:1:1 error theme-override no part is named `foter` (did you mean `footer`? The name of a helper begins with `_`)',
      "mine/parts/header.ts:1:1 error theme-override the part `header` must be a function, found the number 3 (write `export default definePart('header', (props) => html`…`)`)",
      expect.stringMatching(/^mine\/parts\/helper\.ts error theme-override it exports no part \(/),
      'mine/parts/pager.ts:2:1 error theme-override it is named after the part `pager`, and defines the part `toc` (rename the file to `parts/toc`, or what it defines to `pager`)',
      'mine/parts/slots.ts:2:21 warning theme-override it exports `afterArtcle`, and no part is named so (did you mean `afterArticle`?)',
      'mine/parts/toc.ts:1:1 error theme-override the part `toc` is already in `parts/toc-again.ts` (take one of them away)',
      'mine/layouts/docs.ts:1:1 error theme-override no layout is named `docs` (did you mean `doc`? The name of a helper begins with `_`)',
      'mine/words.yml:1:1 warning theme-phrase `hom` is no phrase of the theme (did you mean `home`?)',
      'mine/words.yml:2:1 warning theme-phrase `pageOf` has the hole `{paeg}`, which nothing fills (did you mean `{page}`? In English it is "Page {page} of {pages}")',
      'mine/words.yml:3:1 warning theme-phrase `home` must be text, or its forms (zero, one, two, few, many, other) with `other`, found the number 3 (in English it is "Home")',
    ]);
  });

  test('without anything in it is none', async () => {
    expect(await mistakesOf(() => themeOf({ 'mine/readme.txt': '' }))).toEqual([
      'error theme-load the theme `./mine` has neither an `index` nor parts, layouts, styles or words (put what it changes into `parts/`, `layouts/`, `styles/` or `words.yml`)',
    ]);
  });

  test('is told what it drew wrong, with the page', async () => {
    const theme = await themeOf({
      'mine/parts/footer.ts': 'export default () => "<p>text</p>";',
    });
    const mistakes = await mistakesOf(async () => theme.render(view, site));
    expect(mistakes).toEqual([
      `mine/parts/footer.ts:1:1 error theme-render the theme \`./mine\` failed at ${view.url}: the part \`footer\` gave the text "<p>text</p>" in the place of HTML (let it return html\`…\`, or nothing)`,
    ]);
  });

  test('is told where a part or a layout draws wrong, and what would be right', async () => {
    const failing = async (files: Readonly<Record<string, string>>) => {
      rmSync(join(root, 'mine'), { recursive: true, force: true });
      const theme = await themeOf(files);
      const [mistake = ''] = await mistakesOf(async () => theme.render(view, site));
      return mistake.replace(` error theme-render the theme \`./mine\` failed at ${view.url}:`, '');
    };
    const part = (draw: string) => ({
      'mine/parts/footer.ts': `import { html } from 'rutter/theme';\n\nexport default ${draw};\n`,
    });
    expect(await failing(part('async () => html`<p>x</p>`'))).toBe(
      'mine/parts/footer.ts:3:1 the part `footer` gave a promise in the place of HTML (a page is drawn in one go: take `async` away, and read files outside of the function)',
    );
    expect(
      await failing({
        'mine/layouts/doc.ts':
          '\nexport default function doc(props, original) { original(props); }\n',
      }),
    ).toBe(
      'mine/layouts/doc.ts:2:1 the layout `doc` gave nothing in the place of HTML (is a `return` missing?)',
    );
    expect(await failing(part("() => {\n  throw 'oh';\n}"))).toBe('mine/parts/footer.ts:3:1 oh');
    expect(await failing(part('(props, original) => original()'))).toBe(
      'mine/parts/footer.ts:3:1 the original of `footer` was called without `props` (call it as `original(props)`)',
    );
    expect(
      await failing({
        'mine/parts/toc.ts': 'export default (props, detail, original) => original(props);',
      }),
    ).toBe(
      'mine/parts/toc.ts:1:1 the original of `toc` was called without `detail` (call it as `original(props, detail)`)',
    );
    expect(
      await failing({
        'mine/parts/toc.ts': 'export default (props, original) => original(props);',
      }),
    ).toBe(
      'mine/parts/toc.ts:1:1 original is not a function (`toc` is given `(props, detail, original)`)',
    );
    expect(await failing(part('(props) => props.parts.foter(props)'))).toBe(
      'mine/parts/footer.ts:3:1 props.parts.foter is not a function (did you mean `footer`?)',
    );
    expect(await failing(part("({ t }) => t('hoem')"))).toBe(
      'mine/parts/footer.ts:3:1 no phrase is named `hoem` (did you mean `home`?)',
    );
    expect(await failing(part(`() => html\`<p>\${true}</p>\``))).toBe(
      'mine/parts/footer.ts:3:1 a template takes text, numbers, HTML and lists of these, found `true` (write `condition && html`…``, which leaves nothing where it is false)',
    );
    expect(await failing(part(`() => html\`<p style="color: \${1}"></p>\``))).toBe(
      'mine/parts/footer.ts:3:1 a template cannot be escaped (a hole in style): <p style="color:  … "></p> (give it a class, and put the rule into a style sheet)',
    );
    const inIndex = `import { extendTheme } from 'rutter/theme';
export const theme = extendTheme({
  parts: {
    footer: () => 'text',
  },
});
`;
    expect(await failing({ 'mine/index.ts': inIndex })).toContain(
      'mine/index.ts:4:5 the part `footer`',
    );
  });

  test('is told what a module that cannot be loaded is likely to mean', async () => {
    const load = 'the module cannot be loaded:';
    expect(
      await mistakesOf(() =>
        themeOf({
          'mine/parts/_help.ts': 'export const help = 1;',
          'mine/parts/a.ts': "import { help } from './_hlp.ts';\nexport const toc = () => help;",
          'mine/parts/b.ts': "import '@x/y/z';\nexport const footer = () => undefined;",
          'mine/parts/c.ts': "\n import { html } from 'rutter/themes';\nexport const pager = html;",
          'mine/parts/d.ts':
            "import { definePart } from 'rutter';\n\n  definePart('toc', () => undefined);",
          'mine/parts/e.ts':
            "import { definPart } from 'rutter/theme';\ndefinPart('toc', () => undefined);",
          'mine/parts/f.ts': "import { definePart } from 'rutter/theme';\ndefinePart('toc');",
        }),
      ),
    ).toEqual([
      `mine/parts/a.ts:1:22 error theme-load ${load} Cannot find module './_hlp.ts' (did you mean \`./_help.ts\`?)`,
      `mine/parts/b.ts:1:8 error theme-load ${load} Cannot find module '@x/y/z' (install it: \`npm install @x/y\`)`,
      `mine/parts/c.ts:2:23 error theme-load ${load} Cannot find module 'rutter/themes' (did you mean \`rutter/theme\`?)`,
      `mine/parts/d.ts:3:3 error theme-load ${load} \`definePart\` is not a function (it is in \`rutter/theme\`: \`import { definePart } from 'rutter/theme'\`)`,
      `mine/parts/e.ts:2:1 error theme-load ${load} \`definPart\` is not a function (did you mean \`definePart\` of \`rutter/theme\`?)`,
      `mine/parts/f.ts:2:1 error theme-load ${load} it takes a name and a function: definePart('footer', (props) => …)`,
    ]);
  });

  test('is told of what lies there as if it were read', async () => {
    write({ 'mine/parts/footer.ts': footer });
    symlinkSync(join(root, 'nowhere.ts'), join(root, 'mine/parts/toc.ts'));
    expect(
      await mistakesOf(() =>
        themeOf({
          'mine/style.css': '',
          'mine/words.json': '',
          'mine/words.german.yml': '',
          'mine/parts/header.tsx': '',
          'mine/parts/brand.html': '',
          'mine/parts/_x.tsx': '',
          'mine/parts/notes.md': '',
          'mine/styles/headr.css': '',
          'mine/styles/tide.scss': '',
          'mine/layouts/footer.ts': 'export default () => undefined;',
          'mine/layouts/post.ts':
            "import { definePart } from 'rutter/theme';\nexport default definePart('foter', () => undefined);",
          'mine/parts/slots.ts': 'export const headend = () => undefined;',
        }),
      ),
    ).toEqual([
      'mine/style.css warning theme-override a theme does not read `style.css` here (move it to `styles/style.css`)',
      'mine/words.german.yml warning theme-override `german` is the tag of no language (name the file with a tag such as `words.de.yml`)',
      'mine/words.json warning theme-override a theme does not read `words.json` (its phrases are in `words.yml`, or by language in such as `words.de.yml`)',
      'mine/parts/brand.html warning theme-override a theme does not read `brand.html` (write `brand.ts` or `brand.js`, which draws with html`…`: `rutter eject brand` begins it)',
      'mine/parts/header.tsx warning theme-override a theme does not read `header.tsx` (write `header.ts` or `header.js`, which draws with html`…`: `rutter eject header` begins it)',
      'mine/parts/toc.ts error theme-override the link leads to a file that is not there (take it away, or mend it)',
      'mine/styles/tide.scss warning theme-override a theme reads CSS only (put the file that comes of it beside it)',
      'mine/styles/headr.css warning theme-override no style of the theme is named `headr`, so it comes after them all (to stand in the place of `header` it must be named so; else name it otherwise)',
      'mine/parts/slots.ts:1:1 error theme-override it exports `headend`, and no part is named so (did you mean `headEnd`?)',
      'mine/layouts/footer.ts:1:1 error theme-override no layout is named `footer` (it is a part: move the file to `parts/`)',
      'mine/layouts/post.ts:2:1 error theme-override it defines the part `foter`, and there is none (did you mean `post`?)',
    ]);
  });

  test('has styles in the place of those that only some pages load', async () => {
    const theme = await themeOf({
      'mine/styles/work.css': '.work { color: red }\n',
      'mine/styles/maths.css': 'math { color: red }\n',
    });
    const needs = new Set(['view:runbook', 'maths']);
    const cssOf = async (of: Theme, name: string) => {
      const all = (await of.assets(needs)).filter(({ path }) => path.startsWith(`assets/${name}.`));
      return all.filter(({ path }) => path.endsWith('.css'));
    };
    const [own, ...others] = await cssOf(theme, 'work');
    expect(others).toEqual([]);
    expect(own?.contents).toBe('.work { color: red }\n');
    const [ours] = await cssOf(original, 'work');
    const shown = views.find(
      (one) => one.kind === 'page' && one.page.kind === 'runbook',
    ) as typeof view;
    const link = (path = '') => `<link rel="stylesheet" href="/${path}">`;
    expect(original.render(shown, site)).toContain(link(ours?.path));
    expect(theme.render(shown, site)).toContain(link(own?.path));
    expect(theme.render(shown, site)).not.toContain(link(ours?.path));
    expect((await cssOf(theme, 'style'))[0]?.contents).not.toContain('.work { color: red }');
    // The rules are the theme's; Temml's own and the fonts stay.
    const [maths] = await cssOf(theme, 'maths');
    expect(maths?.contents).toContain('math { color: red }');
    expect(maths?.contents).toMatch(/url\("stix-two-math\.[0-9a-f]{10}\.woff2"\)/);
    expect(maths?.contents).not.toContain('.tml-pl-10{');
  });

  test('has phrases of its own, which a site may say otherwise', async () => {
    const theme = await themeOf({
      'mine/words.yml':
        'motto: Proven {when}\nkeel: { one: "{count} keel", other: "{count} keels" }\n',
      'mine/words.de.yml': 'motto: Erprobt {when}\n',
      'mine/parts/footer.ts': `
        import { html } from 'rutter/theme';
        export default ({ t }) => html\`<footer>\${t.own('motto', { when: 'today' })}, \${t.own('keel', { count: 2 })}</footer>\`;`,
    });
    const footerIn = (config: Partial<(typeof site)['config']>) =>
      /<footer>(.*)<\/footer>/.exec(
        theme.render(view, { ...site, config: { ...site.config, ...config } }),
      )?.[1];
    expect(theme.diagnostics).toEqual([]);
    expect(footerIn({})).toBe('Proven today, 2 keels');
    expect(footerIn({ language: 'de' })).toBe('Erprobt today, 2 keels');
    expect(footerIn({ words: { motto: 'Sailed {when}' } })).toBe('Sailed today, 2 keels');
    expect(Object.keys(theme.phrases ?? {})).toEqual(
      expect.arrayContaining(['motto', 'keel', 'home']),
    );
  });
});

test.each(['ts', 'mjs'])('what a part throws is told where it stands: %s', async (ending) => {
  const theme = await themeOf({
    'mine/parts/_helper.mjs': 'export const draw = (props) =>\n  props.nothing.here;\n',
    [`mine/parts/footer.${ending}`]:
      "import { draw } from './_helper.mjs';\nexport const footer = (props) => draw(props);\n",
  });
  expect(await mistakesOf(async () => theme.render(view, site))).toEqual([
    expect.stringMatching(/^mine\/parts\/_helper\.mjs:2:\d+ error theme-render .* 'here'\)$/),
  ]);
});

describe('a theme that begins with another', () => {
  const index = (more: string) => ({
    'mine/index.ts': `
      import { extendTheme, html } from 'rutter/theme';
      export const theme = extendTheme({ name: 'mine', ${more} });`,
  });

  test('has what its index and its folder say', async () => {
    const theme = await themeOf({
      ...index(
        `parts: { bodyEnd: (props) => html\`<p>\${props.view.kind}</p>\` }, words: { home: 'Bridge' }`,
      ),
      'mine/parts/footer.ts': footer,
    });
    const text = theme.render(view, site);
    expect(theme.name).toBe('mine');
    expect(text).toContain('<p class="mine">Rutter says Bridge</p>');
    expect(text).toContain('<p>page</p>\n</body>');
  });

  test('says otherwise in one language what it wants, however its tag is written', async () => {
    const lost = views.find(({ kind }) => kind === 'not-found') as typeof view;
    const theme = await themeOf({
      ...index("wordsOf: { 'de-AT': { home: 'Brücke' }, DE: { skipToContent: 'Spring' } }"),
      'mine/words.de.yml': 'notFoundText: Nichts\n',
    });
    const text = theme.render(lost, { ...site, config: { ...site.config, language: 'de-AT' } });
    for (const said of ['Brücke', 'Spring', 'Nichts']) expect(text).toContain(said);
  });

  test('may begin with `plain`', async () => {
    const theme = await themeOf(index("extends: 'plain', styles: { plain: 'p { margin: 0 }\\n' }"));
    expect(theme.render(view, site)).not.toContain('<script defer');
    const sheet = (await theme.assets()).find(({ path }) => path.startsWith('assets/plain.'));
    expect(sheet?.contents).toBe('p { margin: 0 }\n');
  });

  test('has options of its own, which are checked with the others', async () => {
    write({ 'rutter.config.ts': "export default {\n  themeOptions: { harbor: 'x' },\n};\n" });
    const files = index(
      `options: { harbour: { type: 'string', default: 'Nowhere' } }, parts: { bodyEnd: (props) => html\`<p>\${props.options.harbour}</p>\` }`,
    );
    const configFile = join(root, 'rutter.config.ts');
    expect((await themeOf(files)).render(view, site)).toContain('<p>Nowhere</p>\n</body>');
    const given = await themeOf(files, { themeOptions: { harbour: 'Hull' } });
    expect(given.render(view, site)).toContain('<p>Hull</p>\n</body>');
    expect(
      await mistakesOf(() => themeOf(files, { configFile, themeOptions: { harbor: 'x' } })),
    ).toEqual([
      'rutter.config.ts:2:19 error config-unknown-key `themeOptions.harbor` is not a known key (did you mean `harbour`?)',
    ]);
    expect(await mistakesOf(() => themeOf(files, { themeOptions: { harbour: 3 } }))).toEqual([
      'error config-invalid `themeOptions.harbour` must be text, found the number 3',
    ]);
  });

  test('may begin with that of a package, and draw around what that draws', async () => {
    const own = {
      'node_modules/harbour/package.json': '{"type":"module","exports":"./main.js"}',
      'node_modules/harbour/main.js': `
        import { extendTheme, html } from 'rutter/theme';
        export const theme = extendTheme({
          options: { port: { type: 'string', default: 'Hull' } },
          parts: {
            footer: (props, original) => html\`<p>harbour \${props.options.port}</p>\${original(props)}\`,
            toc: (props, detail, original) => html\`<p>toc of harbour</p>\${original(props, detail)}\`,
          },
          styles: { a: 'a { color: red }\\n', b: 'b { color: red }\\n' },
          words: { home: 'Bridge', motto: 'Proven' },
          wordsOf: { 'DE-AT': { home: 'Brücke' } },
        });`,
      'mine/index.ts': `
        import { theme as harbour } from 'harbour';
        import { extendTheme, html } from 'rutter/theme';
        export const theme = extendTheme({
          extends: harbour,
          parts: { footer: (props, original) => html\`<p>mine \${props.t.own('motto')} \${props.t('home')}</p>\${original(props)}\` },
          styles: { b: 'b { color: blue }\\n' },
        });`,
      'mine/parts/toc.ts': 'export default (props, detail, original) => original(props);',
    };
    const wrong = await themeOf(own);
    expect(await mistakesOf(async () => wrong.render(view, site))).toEqual([
      expect.stringContaining('the original of `toc` was called without `detail`'),
    ]);
    rmSync(join(root, 'mine/parts'), { recursive: true });
    const theme = await loadTheme({ theme: './mine', root, themeOptions: { port: 'Kiel' } });
    const text = theme.render(view, site);
    expect(text).toMatch(/<p>mine Proven Bridge<\/p><p>harbour Kiel<\/p><footer/);
    expect(text).toContain('<p>toc of harbour</p>');
    const german = { ...site, config: { ...site.config, language: 'de-AT' } };
    expect(theme.render(view, german)).toContain('<p>mine Proven Brücke</p>');
    const sheet = (await theme.assets()).find(({ path }) => path.startsWith('assets/style.'));
    expect(String(sheet?.contents)).toMatch(/a \{ color: red \}\nb \{ color: blue \}\n$/);
    expect(await mistakesOf(() => themeOf({}, { themeOptions: { prt: 1 } }))).toEqual([
      expect.stringContaining('did you mean `port`?'),
    ]);
  });

  test('does not say phrases that are wrong', async () => {
    const theme = await themeOf(index('words: { home: 3, next: "Ahead" }'));
    expect(theme.diagnostics).toHaveLength(1);
    const lost = views.find(({ kind }) => kind === 'not-found') as typeof view;
    expect(theme.render(lost, site)).toContain('>Home</a>');
  });

  test('is told of a key that it does not have', async () => {
    expect(await mistakesOf(() => themeOf(index('part: {}')))).toEqual([
      'mine/index.ts:3:56 error theme-invalid of the theme `./mine` `part` is not a known key (did you mean `parts`?)',
    ]);
  });

  test('is told of what types would have told', async () => {
    expect(
      await mistakesOf(() =>
        themeOf(
          index(
            "extends: 'x', parts: { foter: () => 1, toc: 2 }, styles: { a: 1 }, words: { hmoe: 'x' }, options: { a: { type: 'text' } }",
          ),
        ),
      ),
    ).toEqual([
      'mine/index.ts:3:56 error theme-invalid of the theme `./mine` `extends` must be "default", "plain" or what `extendTheme()` gives, found the text "x"',
      'mine/index.ts:3:79 error theme-override of the theme `./mine` `parts.foter` is not a known key (did you mean `footer`?)',
      'mine/index.ts:3:95 error theme-invalid of the theme `./mine` `parts.toc` must be a function, found the number 2',
      'mine/index.ts:3:115 error theme-invalid of the theme `./mine` `styles.a` must be CSS as text, found the number 1',
      'mine/index.ts:3:132 warning theme-phrase of the theme `./mine` `hmoe` is no phrase of the theme (did you mean `home`?)',
      'mine/index.ts:3:161 error theme-invalid of the theme `./mine` `options.a.type` must be "string" or "number" or "boolean" or "list", found the text "text"',
    ]);
  });

  test('is told of an option that every theme has', async () => {
    const logo = index("options: { logo: { type: 'boolean' }, tide: { type: 'number' } }");
    expect(await mistakesOf(() => themeOf(logo, { themeOptions: { logo: true } }))).toEqual([
      expect.stringContaining(
        'error theme-invalid of the theme `./mine` `options.logo` is one of the ordinary options already (give it another name)',
      ),
    ]);
  });

  test('is a package, with or without an entry', async () => {
    const own = { 'node_modules/harbour/parts/footer.ts': footer };
    const name = { theme: 'harbour' };
    const bare = await themeOf(
      { ...own, 'node_modules/harbour/package.json': '{"type":"module"}' },
      name,
    );
    expect(bare.render(view, site)).toContain('<p class="mine">');
    const entry = await themeOf(
      {
        'node_modules/harbour/package.json': '{"type":"module","exports":"./main.js"}',
        'node_modules/harbour/main.js':
          "import { extendTheme } from 'rutter/theme'; export default extendTheme({ words: { home: 'Bridge' } });",
      },
      name,
    );
    expect(entry.render(view, site)).toContain('<p class="mine">Rutter says Bridge</p>');
  });
});

test('a theme says whether it may keep what it has read', async () => {
  const keeps = async (files: Readonly<Record<string, string>>) =>
    (await themeOf(files)).keepsNothing !== true;
  const styled = { 'mine/styles/x.css': '' };
  expect(await keeps(styled)).toBe(false);
  expect(await keeps({ ...styled, 'mine/parts/footer.ts': footer })).toBe(true);
  const promise = "import { extendTheme } from 'rutter/theme';\nexport const theme = extendTheme";
  expect(await keeps({ 'mine/index.ts': `${promise}({});` })).toBe(true);
  expect(await keeps({ 'mine/index.ts': `${promise}({ keepsNothing: true });` })).toBe(false);
});
