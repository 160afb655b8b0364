import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createBuilder } from '../../src/build.ts';
import { loadConfig } from '../../src/config/load.ts';
import { UserError } from '../../src/model/diagnostic.ts';
import { makeSite, now, textsOf, told } from '../build/mini-site.ts';

const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="120" height="30"/>';

function write(root: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

const site = (options: string, more: Readonly<Record<string, string>> = {}) =>
  makeSite({
    'rutter.config.mjs': `export default {\n  site: { base: '/b/', author: 'Ada' },\n  themeOptions: ${options},\n};\n`,
    'content/docs/a.md': '# A\n\n## One\n\n### Two\n\n#### Three\n\n## Four\n',
    ...more,
  });

async function build(root: string) {
  const config = await loadConfig({ root });
  const result = await createBuilder(config).build({ now });
  return { ...result, config };
}

async function pageOf(root: string, path = 'docs/a/index.html'): Promise<string> {
  const { diagnostics, config } = await build(root);
  expect(told(diagnostics)).toEqual([]);
  return readFileSync(join(config.outDir, path), 'utf8');
}

async function mistakes(root: string): Promise<readonly string[]> {
  try {
    return told((await build(root)).diagnostics);
  } catch (error) {
    if (error instanceof UserError) return told(error.diagnostics);
    throw error;
  }
}

describe('options of the default theme', () => {
  test('a logo stands beside the title, or for it; each scheme may have its own', async () => {
    const root = site("{ logo: '/logo.svg' }", { 'public/logo.svg': svg });
    expect(await pageOf(root)).toContain(
      '<a class="brand" href="/b/"><img class="logo logo-light" src="/b/logo.svg" alt="" width="120" height="30"> <span>A Rutter site</span></a>',
    );
    const both = site("{ logo: { light: '/l.svg', dark: '/d.svg', alt: 'Harbour' } }", {
      'public/l.svg': svg,
      'public/d.svg': svg,
    });
    const text = await pageOf(both);
    expect(text).toContain('src="/b/l.svg" alt="Harbour" width="120" height="30">');
    expect(text).toContain('<img class="logo logo-dark" src="/b/d.svg" alt="Harbour"');
    expect(text).not.toContain('<span>A Rutter site</span>');
  });

  test('the icon of the site is one of its own files', async () => {
    const root = site("{ icon: '/favicon.png' }", { 'public/favicon.png': 'x' });
    expect(await pageOf(root)).toContain(
      '<link rel="icon" type="image/png" href="/b/favicon.png">',
    );
  });

  test('the footer says what it is to say, in the language of the page, with links', async () => {
    const root = site(
      "{ footer: { text: { en: '© `Ada`' }, links: [{ label: 'Imprint', link: '/docs/a/' }, { label: 'Elsewhere', link: 'https://example.org/' }] } }",
    );
    const text = await pageOf(root);
    expect(text).toContain('<p>© <code>Ada</code></p>');
    expect(text).toContain('<a href="/b/docs/a/">Imprint</a>');
    expect(text).toContain('<a href="https://example.org/">Elsewhere</a>');
  });

  test('the footer has its own text and links in each language, or those of the default one', async () => {
    const footer = (more: string) => `{ footer: {
      text: { de: 'Hafen', en: 'Harbour' },
      links: { de: [{ label: 'Impressum', link: '/de/docs/a/' }], en: [{ label: 'Imprint', link: '/docs/a/' }] ${more} },
    } }`;
    const files = {
      'content/docs/a.de.md': '# A\n',
      'content/docs/a.fr.md': '# A\n',
    };
    const withLocales = (options: string) =>
      `export default {\n  locales: { en: {}, 'de-AT': { prefix: 'de' }, fr: {} },\n  themeOptions: ${options},\n};\n`;
    const own = { ...files, 'content/docs/a.de.md': '', 'content/docs/a.de-at.md': '# A\n' };
    const root = site('{}', { ...own, 'rutter.config.mjs': withLocales(footer('')) });
    rmSync(join(root, 'content/docs/a.de.md'));
    expect(await pageOf(root, 'de/docs/a/index.html')).toMatch(
      /<p>Hafen<\/p>\n<p><a href="\/de\/docs\/a\/">Impressum<\/a><\/p>/,
    );
    for (const path of ['docs/a/index.html', 'fr/docs/a/index.html'])
      expect(readFileSync(join(root, 'dist', path), 'utf8')).toMatch(
        /<p>Harbour<\/p>\n<p><a href="\/docs\/a\/">Imprint<\/a><\/p>/,
      );
    const more = ", es: [], fr: [{ label: 'Mentions', link: '/gone/' }]";
    write(root, { 'rutter.config.mjs': withLocales(footer(more)) });
    expect(await mistakes(root)).toEqual([
      'rutter.config.mjs:5:114 error config-invalid `themeOptions.footer.links.es` is for a language that the site does not have (its languages are en, de-AT, fr)',
    ]);
    write(root, { 'rutter.config.mjs': withLocales(footer(more.replace('es: [], ', ''))) });
    expect(await mistakes(root)).toEqual([
      'rutter.config.mjs:5:140 error link-broken `themeOptions.footer.links.fr` links "Mentions" to `/gone/`, which the site does not have (name a page of the site with its folder and a `/` at the end, such as `/docs/`)',
    ]);
  });

  test('a link of the footer or of the menu that leads nowhere is told where it is written', async () => {
    const root = site(
      "{\n    footer: { links: [{ label: 'A', link: '/docs/a/' }, { label: 'Imprint', link: '/imprint/' }] },\n  }",
    );
    expect(await mistakes(root)).toEqual([
      'rutter.config.mjs:4:77 error link-broken `themeOptions.footer.links` links "Imprint" to `/imprint/`, which the site does not have (name a page of the site with its folder and a `/` at the end, such as `/docs/`)',
    ]);
    write(root, {
      'rutter.config.mjs':
        "export default {\n  site: {\n    navigation: [\n      { label: 'A', link: '/docs/a/' },\n      { label: 'B', link: 'docs/' },\n    ],\n  },\n};\n",
    });
    expect(await mistakes(root)).toEqual([
      'rutter.config.mjs:5:21 error link-broken `site.navigation` links "B" to `docs/`, which is another place for each page that it stands on (begin a path of the site with `/`: `/docs/`)',
    ]);
  });

  test('the table of contents has the levels that are wanted', async () => {
    const links = (text: string) =>
      [...text.matchAll(/<li><a href="#([^"]+)"/g)].map(([, id]) => id);
    expect(links(await pageOf(site('{}')))).toEqual(['one', 'two', 'four']);
    expect(links(await pageOf(site('{ toc: { to: 4 } }')))).toEqual([
      'one',
      'two',
      'three',
      'four',
    ]);
    expect(links(await pageOf(site('{ toc: { to: 2 } }')))).toEqual(['one', 'four']);
  });

  test('styles of the site come after those of the theme; a change of one is a change of the site', async () => {
    const root = site("{ styles: ['styles/site.css'] }", {
      'styles/site.css': ':root { --accent: #0a5 }\nbody { background: url(tide.svg) }\n',
      'styles/tide.svg': svg,
    });
    const sheetOf = async () => {
      const [, path = ''] =
        /<link rel="stylesheet" href="\/b\/([^"]+)"/.exec(await pageOf(root)) ?? [];
      return readFileSync(join(root, 'dist', path), 'utf8');
    };
    expect(await sheetOf()).toMatch(
      /:root \{ --accent: #0a5 \}\nbody \{ background: url\("tide\.[0-9a-f]{10}\.svg"\) \}\n$/,
    );
    write(root, { 'styles/site.css': ':root { --accent: #a05 }\n' });
    expect(await sheetOf()).toMatch(/:root \{ --accent: #a05 \}\n$/);
    write(root, { 'styles/site.css': 'a { color: red; background: url(tide.svg) }' });
    await sheetOf();
    write(root, { 'styles/tide.svg': svg.replace('120', '140') });
    const kept = textsOf((await build(root)).config.outDir);
    rmSync(join(root, '.rutter'), { recursive: true });
    expect(textsOf((await build(root)).config.outDir)).toEqual(kept);
  });

  test('what a text of a style says is no file, and begins no comment', async () => {
    const root = site("{ styles: ['styles/site.css'] }", {
      'styles/a.svg': svg,
      'styles/site.css':
        'a { content: "url(x.png) /* \\" @" }\n/* don\'t url(y.png) */\nb { src: url(a.svg) url(\'a.svg\') url( "a.svg#x" ) }\n',
    });
    expect(await mistakes(root)).toEqual([]);
    write(root, { 'styles/site.css': 'a { content: "/*" }\nb { src: url(gone.svg) }\n' });
    expect(await mistakes(root)).toEqual([
      'styles/site.css:2:14 error theme-style the style names the file `gone.svg`, which is not there (it is looked for at `styles/gone.svg`)',
    ]);
  });

  test('a style publishes no file from elsewhere, and none that is hidden', async () => {
    const root = site("{ styles: ['styles/site.css'] }", {
      'styles/a.svg': svg,
      '.env': 'SECRET=1\n',
    });
    symlinkSync(import.meta.filename, join(root, 'styles/link.svg'));
    const away = relative(join(root, 'styles'), import.meta.filename);
    const named = ['a.svg', '../.env', 'link.svg', away];
    write(root, { 'styles/site.css': named.map((one) => `a { src: url("${one}") }\n`).join('') });
    expect(await mistakes(root)).toEqual(
      named.slice(1).map((one, at) => {
        const hint =
          'files lie in the folder of the site, of the theme or of a package, and no name begins with a point';
        return `styles/site.css:${at + 2}:15 error theme-style the style names the file \`${one}\`, which is not to be published (${hint})`;
      }),
    );
  });

  test('mistakes are told where they stand in the configuration', async () => {
    expect(
      await mistakes(site("{\n    lgo: '/logo.svg',\n    toc: { from: 3, to: 2 },\n  }")),
    ).toEqual([
      'rutter.config.mjs:4:5 error config-unknown-key `themeOptions.lgo` is not a known key (did you mean `logo`?)',
      'rutter.config.mjs:5:21 error config-invalid `themeOptions.toc.to` must be at least `themeOptions.toc.from`',
    ]);
    expect(
      await mistakes(
        site(
          "{\n    logo: '/logo.svg',\n    icon: '/i.ico',\n    styles: ['x.css'],\n    toc: { from: 3, to: 2 },\n  }",
        ),
      ),
    ).toEqual([
      'rutter.config.mjs:6:14 error config-invalid `themeOptions.styles` names the file `x.css`, which is not there (it is looked for at `x.css`)',
      'rutter.config.mjs:5:5 error config-invalid `themeOptions.icon` names the file `/i.ico`, which is not there (it is looked for at `public/i.ico`)',
      'rutter.config.mjs:4:5 error config-invalid `themeOptions.logo` names the file `/logo.svg`, which is not there (it is looked for at `public/logo.svg`)',
      'rutter.config.mjs:7:21 error config-invalid `themeOptions.toc.to` must be at least `themeOptions.toc.from`',
    ]);
    expect(
      await mistakes(
        site("{ logo: 'logo.svg', footer: { txt: 'x' }, styles: 'x.css', toc: { to: 9 } }"),
      ),
    ).toEqual([
      expect.stringContaining('`themeOptions.logo` must be a path of the site such as "/logo.svg"'),
      expect.stringContaining(
        '`themeOptions.footer.txt` is not a known key (did you mean `text`?)',
      ),
      expect.stringContaining('`themeOptions.styles` must be a list of CSS files'),
      expect.stringContaining('`themeOptions.toc.to` must be a whole number from 2 to 6'),
    ]);
    expect(
      await mistakes(
        site("{ colour: 'red', styles: ['gone.css', 's/a.css'], icon: '/i.ico' }", {
          's/a.css': '@import "b.css";\n',
        }),
      ),
    ).toEqual([
      expect.stringContaining('`themeOptions.colour` is not a known key'),
      expect.stringContaining('`themeOptions.styles` names the file `gone.css`'),
      expect.stringContaining('`themeOptions.icon` names the file `/i.ico`'),
      expect.stringContaining('s/a.css:1:1 error theme-style an `@import` is not heeded'),
    ]);
    expect(await mistakes(site('{ logo: () => 3 }'))).toEqual([
      'rutter.config.mjs:3:3 error config-invalid `themeOptions` must be a group of keys with plain data, found a group of keys',
    ]);
  });

  test('a path that is none is told with the one that is meant', async () => {
    const hintOf = async (options: string) => {
      const root = site(options, {
        'public/logo.svg': svg,
        'styles/site.css': '',
        'root.svg': svg,
      });
      return (await mistakes(root)).map((one) => /\(([^()]+)\)$/.exec(one)?.[1]);
    };
    const logo = async (path: string) => await hintOf(`{ logo: '${path}' }`);
    for (const path of [
      'logo.svg',
      './public/logo.svg',
      '/public/logo.svg',
      '/../logo.svg',
      '/Logo.svg',
    ])
      expect(await logo(path)).toEqual(['did you mean `/logo.svg`?']);
    expect(await logo('/gone.svg')).toEqual(['it is looked for at `public/gone.svg`']);
    expect(await logo('root.svg')).toEqual(['`root.svg` is not published: put it into `public/`']);
    expect(await logo('https://example.org/logo.svg')).toEqual([
      'nothing is fetched from elsewhere: put the file into `public/` and name it from there',
    ]);
    expect(await hintOf("{ styles: 'styles/site.css' }")).toEqual(["write `['styles/site.css']`"]);
    for (const path of ['/styles/site.css', 'styles/sit.css'])
      expect(await hintOf(`{ styles: ['${path}'] }`)).toEqual(['did you mean `styles/site.css`?']);
    expect(await hintOf("{ styles: ['styles/site.scss'] }")).toEqual([
      'browsers read CSS: name the file that comes of it',
    ]);
  });

  test('slips in a style are told: a token that is none, a brace too few or too many', async () => {
    const root = site("{ styles: ['a.css', 'b.css'] }", {
      'a.css':
        '/* --acent: { */\n:root { --acent: red; --space-9: 1rem; --not: red }\na { content: "{"; color: var(--not) }\n',
      'b.css': '.a { color: red\n.b { color: red }\n',
    });
    const brace = 'all styles are joined to one file, so what follows would be read otherwise';
    expect(await mistakes(root)).toEqual([
      'a.css:2:9 warning theme-style nothing uses the property `--acent` (did you mean `--accent`?)',
      `b.css:1:4 error theme-style a \`{\` is not closed (${brace})`,
    ]);
    write(root, { 'a.css': '', 'b.css': '.a { color: red }\n}\n' });
    expect(await mistakes(root)).toEqual([
      `b.css:2:1 error theme-style a \`}\` closes nothing (${brace})`,
    ]);
  });
});

describe('options of a theme that draws all by itself', () => {
  const theme = (options: string) => ({
    'theme/index.mjs': `export const theme = { name: 'x', ${options} assets: async () => [], render: (view, site, options) => JSON.stringify(options) };`,
    'rutter.config.mjs':
      "export default {\n  theme: './theme',\n  themeOptions: { harbour: 'Hull' },\n};\n",
  });

  test('are given to it as they are, where it says nothing of them', async () => {
    expect(await pageOf(site('{}', theme('')))).toBe('{"harbour":"Hull"}');
  });

  test('are checked where it does', async () => {
    const own =
      "options: { harbour: { type: 'string', values: ['Hull', 'Kiel'] }, deep: { type: 'boolean', default: true } },";
    expect(await pageOf(site('{}', theme(own)))).toBe('{"harbour":"Hull","deep":true}');
    expect(await mistakes(site('{}', theme(own.replace("'Hull'", "'Riga'"))))).toEqual([
      'rutter.config.mjs:3:19 error config-invalid `themeOptions.harbour` must be "Riga" or "Kiel", found the text "Hull"',
    ]);
  });
});
