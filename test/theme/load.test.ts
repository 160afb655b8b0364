import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { UserError } from '../../src/model/diagnostic.ts';
import { loadTheme } from '../../src/theme/load.ts';
import { voyage } from './voyage.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'rutter-theme-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

const { site, views } = voyage();
const [view] = views as [(typeof views)[0]];
const source = `
  import { heading } from './heading.ts';
  interface Named { readonly title: string }
  export const theme = {
    name: 'mine',
    assets: async () => [{ path: 'assets/a.css', contents: '' }],
    render: (view: Named) => heading(view.title),
  };`;
const heading = 'export const heading = (text: string): string => "<h1>".concat(text, "</h1>");';

async function codesOf(run: () => unknown): Promise<readonly (string | undefined)[]> {
  try {
    await run();
  } catch (error) {
    if (error instanceof UserError)
      return error.diagnostics.map(({ code, message }) => `${code} ${message}`);
    throw error;
  }
  return [];
}

test('the default theme is there', async () => {
  expect((await loadTheme({ theme: 'default', root })).name).toBe('default');
});

test.each([
  ['a folder', './theme', 'theme/'],
  ['a folder without a dot', 'theme', 'theme/'],
  ['a file', 'theme/index.ts', 'theme/'],
])('%s with TypeScript is a theme', async (_, name, folder) => {
  write(`${folder}index.ts`, source);
  write(`${folder}heading.ts`, heading);
  const theme = await loadTheme({ theme: name, root });
  expect(theme.render(view, site)).toBe(`<h1>${view.title}</h1>`);
});

test('a package and a default export are a theme', async () => {
  write('node_modules/my-theme/package.json', '{"type":"module","exports":"./main.js"}');
  write(
    'node_modules/my-theme/main.js',
    'export default { name: "packed", assets: async () => [], render: () => "" };',
  );
  expect((await loadTheme({ theme: 'my-theme', root })).name).toBe('packed');
});

test('a theme is read anew after a change', async () => {
  write('theme/index.ts', source);
  write('theme/heading.ts', heading);
  await loadTheme({ theme: './theme', root });
  write('theme/heading.ts', heading.replaceAll('h1', 'h2'));
  expect((await loadTheme({ theme: './theme', root })).render(view, site)).toContain('<h2>');
});

test('a theme that cannot be loaded is a diagnostic', async () => {
  write('theme/index.ts', 'export const theme = {');
  for (const name of ['./theme', './nowhere', 'no-such-theme'])
    expect(await codesOf(() => loadTheme({ theme: name, root }))).toEqual([
      expect.stringContaining(`theme-load the theme \`${name}\``),
    ]);
});

test('a theme that is not there is told so in one line', async () => {
  for (const name of ['./nowhere', 'no-such-theme'])
    expect(await codesOf(() => loadTheme({ theme: name, root }))).toEqual([
      `theme-load the theme \`${name}\` is not there`,
    ]);
});

test('a slip in the name of one of ours is told with the name that is meant', async () => {
  const told = await loadTheme({ theme: 'defualt', root }).catch((error: unknown) => error);
  expect((told as UserError).diagnostics.map(({ hint }) => hint)).toEqual([
    'did you mean `default`?',
  ]);
});

test('what is no theme is told so, all of it', async () => {
  write('theme/index.ts', 'export const theme = { name: 1, render: "x" };');
  expect(await codesOf(() => loadTheme({ theme: './theme', root }))).toEqual([
    'theme-invalid the theme `./theme` is not one: `name` is no string; `assets` is no function; `render` is no function',
  ]);
});

test.each(['undefined', '3', '{}', '{ copyOf: 3 }'])(
  'what a theme gives as a file has contents, and not %s',
  async (contents) => {
    write(
      'theme/index.ts',
      `export const theme = { name: "x", assets: async () => [{ path: "a.css", contents: ${contents} }], render: () => "" };`,
    );
    const theme = await loadTheme({ theme: './theme', root });
    expect(await codesOf(() => theme.assets())).toEqual([
      expect.stringContaining('`assets()` gave no list of `{ path, contents }`'),
    ]);
  },
);

test.each([
  ['undefined', '`badgeWords()` gave no text `verified`'],
  ["{ verified: 'v', failing: 1 }", '`badgeWords()` gave no text `failing`'],
  ['{ ...all }', '`badgeWords()` gave no function `proven`'],
  ['{ ...all, proven: () => undefined }', '`proven()` of `badgeWords()` gave no text'],
  ['{ ...all, proven: (iso) => iso.nothing.at() }', 'Cannot read properties of undefined'],
  ['nothing.at()', 'nothing is not defined'],
])('what a theme says on badges is told where it is wrong: %s', async (words, message) => {
  write(
    'theme/index.ts',
    `const all = { verified: 'v', failing: 'f', stale: 's', unverified: 'u', runbook: 'r' };
    export const theme = { name: "x", assets: async () => [], render: () => "", badgeWords: () => (${words}) };`,
  );
  const theme = await loadTheme({ theme: './theme', root });
  expect(await codesOf(() => theme.badgeWords?.(site).proven('2026-01-01T00:00:00Z'))).toEqual([
    expect.stringContaining(`the theme \`./theme\` failed at its badges: ${message}`),
  ]);
});

test('a theme that fails while it draws is its own fault, with the page', async () => {
  write(
    'theme/index.ts',
    'export const theme = { name: "x", assets: async () => "y", render: (view) => view.nothing.at() };',
  );
  const theme = await loadTheme({ theme: './theme', root });
  expect(await codesOf(() => theme.render(view, site))).toEqual([
    expect.stringContaining(`theme-render the theme \`./theme\` failed at ${view.url}: `),
  ]);
  expect(await codesOf(() => theme.assets())).toEqual([expect.stringContaining('theme-render')]);
});
