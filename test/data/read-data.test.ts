import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createBuilder } from '../../src/build.ts';
import { parseCsv } from '../../src/data/csv.ts';
import { parseData } from '../../src/data/parse.ts';
import { configOf, makeSite, now, told, write } from '../build/mini-site.ts';

/** A theme whose pages show what they are told to. */
const theme = `export const theme = { name: 'x', assets: async () => [], render: (view, site) => {
  if (view.kind !== 'page') return '';
  const path = view.page.frontmatter.extra.show;
  return JSON.stringify(path === 'all' ? site.data : path?.split('.').reduce((at, key) => at?.[key], site.data)) ?? 'none';
} };`;

async function site(files: Readonly<Record<string, string>>, pages: readonly string[] = ['all']) {
  const shown = pages.map((path) => [`content/${path}.md`, `---\nshow: ${path}\n---\n`]);
  const root = makeSite({ 'theme.mjs': theme, ...Object.fromEntries(shown), ...files });
  const config = { ...(await configOf(root)), theme: './theme.mjs' };
  const builder = createBuilder(config);
  const built = await builder.build({ now });
  return {
    root,
    builder,
    told: told(built.diagnostics),
    shown: (path = 'all') => {
      const text = readFileSync(join(root, 'dist', path, 'index.html'), 'utf8');
      return text === 'none' ? undefined : JSON.parse(text);
    },
  };
}

test('data files of every kind are what a theme reads', async () => {
  const { told, shown } = await site({
    'data/menu.yml': '- {label: Home, on: 2026-01-31}\n',
    'data/a/b/deep.json': '{"x": [1, null, "\\u0000"]}',
    'data/a/t.toml': 'title = "T"\non = 2026-01-31\n[group]\nn = 1\n',
    'data/hosts.csv': 'name,"the ""port"""\r\n"a, b",22\r\n\r\nc,\r\n',
    'data/README.md': '# About the data',
    'data/.hidden.yml': 'a: [',
  });
  expect(told).toEqual([]);
  expect(shown()).toEqual({
    menu: [{ label: 'Home', on: '2026-01-31' }],
    a: {
      b: { deep: { x: [1, null, '\uFFFD'] } },
      t: { title: 'T', on: '2026-01-31', group: { n: 1 } },
    },
    hosts: [
      { name: 'a, b', 'the "port"': '22' },
      { name: 'c', 'the "port"': '' },
    ],
  });
});

test('every mistake in data is told where it is', async () => {
  const { root, builder } = await site({
    'data/a.yml': 'x: 1\ny: [1\n',
    'data/b.json': '{\n  "x": 1,\n  "y" 2\n}\n',
    'data/c.toml': 'x = 1\ny = \n',
    'data/d.csv': 'a,b\n1,"2\n',
    'data/e.csv': 'a,a\n',
    'data/f.csv': 'a,b\n1,x"y\n',
    'data/g.json': '{"a": {"__proto__": 1}}',
    'data/h.yml': `x: ${'['.repeat(60)}`,
    'data/i.ini': 'x=1',
    'data/j.yml': 'a: 1',
    'data/j/k.yml': 'a: 1',
    'secret.yml': 'password: x',
  });
  symlinkSync('/etc/hostname', join(root, 'data/out.yml'));
  symlinkSync('../.git', join(root, 'data/nowhere.yml'));
  const { diagnostics } = await builder.check({ now });
  expect(told(diagnostics).map((line) => line.replace(/ \(.*/, ''))).toEqual([
    expect.stringMatching(/^data\/a.yml:[23]:\d+ error data-syntax /),
    expect.stringMatching(/^data\/b.json:3:7 error data-syntax the JSON is not valid/),
    expect.stringMatching(/^data\/c.toml:2:5 error data-syntax /),
    'data/d.csv:2:3 error data-syntax the quote that begins a cell is not closed',
    'data/e.csv:1:3 error data-syntax two columns are called `a`',
    'data/f.csv:2:4 error data-syntax a quote stands inside of a cell that is not quoted',
    'data/g.json:1:8 error data-syntax `a.__proto__` is not allowed as a key',
    expect.stringMatching(
      /^data\/h.yml:1:\d+ error data-syntax the file is nested more than 50 deep/,
    ),
    'data/i.ini warning data-format the file is no data file, and is not read',
    'data/j.yml error data-twice `j` is the name of other data, too',
    'data/nowhere.yml error data-unreadable the data file is not read: it leads nowhere',
    'data/out.yml error data-unreadable the data file is not read: it lies outside of the site',
  ]);
});

describe('a schema', () => {
  const schema = (body: string) =>
    `export default { data: { n: { '~standard': { version: 1, vendor: 'x', validate: (value) => ${body} } } } };`;
  test('may make something else of the data', async () => {
    const { told, shown } = await site(
      {
        'data/n.csv': 'a\n1\n2\n',
        'rutter.config.mjs': schema('({ value: value.map(({ a }) => Number(a)) })'),
      },
      ['n'],
    );
    expect(told).toEqual([]);
    expect(shown('n')).toEqual([1, 2]);
  });
  test.each([
    [
      schema("({ issues: [{ message: 'no', path: [1, 'a'] }] })"),
      'data/n.csv:3:1 error data-invalid `[1].a` does not fit the schema of `n`: no',
    ],
    [schema('({ value: new Map() })'), 'makes something of it that is no plain data'],
    [schema('value.x.y'), 'data/n.csv error data-invalid the schema of `n` threw: '],
    ['export default { data: { n: 3 } };', '`data.n` must be a Standard Schema'],
  ])('%s is told', async (config, message) => {
    const { told } = await site({ 'data/n.csv': 'a\n1\n2\n', 'rutter.config.mjs': config }).catch(
      (error) => ({ told: [String(error)] }),
    );
    expect(told[0]).toContain(message);
  });
});

test('a page is drawn again when what it shows has changed, and only then', async () => {
  const { root, builder, shown } = await site(
    { 'data/a.yml': '1', 'data/b.yml': '1', 'data/c/d.yml': '1' },
    ['a', 'b', 'c.d', 'e'],
  );
  const edit = async (files: Readonly<Record<string, string>>) => {
    write(root, files);
    return (await builder.build({ now })).written.filter((path) => path.endsWith('index.html'));
  };
  expect(await edit({ 'data/a.yml': '2' })).toEqual(['a/index.html']);
  expect(await edit({ 'data/c/d.yml': '2' })).toEqual(['c.d/index.html']);
  expect(await edit({ 'data/e.json': '"new"' })).toEqual(['e/index.html']);
  expect([shown('a'), shown('b'), shown('c.d'), shown('e')]).toEqual([2, 1, 2, 'new']);
});

test('CSV that was written by the rules is read as it was', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', 'ü') });
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell)), fc.constantFrom('\n', '\r\n'), (rows, end) => {
      const text = [['x', 'y'], ...rows].map((row) => row.map(quoted).join(',')).join(end);
      const read = parseCsv(text);
      expect('records' in read && read.records.map(({ x, y }) => [x, y])).toEqual(rows);
    }),
  );
});

test('whatever a data file holds, it is read or told of', () => {
  const ending = fc.constantFrom('yml', 'json', 'toml', 'csv');
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({
      unit: fc.constantFrom('a', ':', '\n', '"', ',', '[', '{', '-', ' ', '&', '*', '='),
    }),
  );
  fc.assert(
    fc.property(ending, text, (name, content) => {
      const read = parseData(`data/a.${name}`, content);
      expect(typeof (read.problem?.message ?? '')).toBe('string');
    }),
    { numRuns: 1000 },
  );
});
