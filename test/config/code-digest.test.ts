import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type CodeDigest, codeDigest, inputFiles } from '../../src/config/code-digest.ts';
import { builtInCollections } from '../../src/config/defaults.ts';
import { loadConfig } from '../../src/config/load.ts';
import type { Config } from '../../src/model/config.ts';
import { defaultLimits } from '../../src/model/limits.ts';
import { defaultCode } from '../../src/model/markdown-code.ts';
import { defaultMedia } from '../../src/model/markdown-media.ts';
import { defaultSyntax } from '../../src/model/markdown-syntax.ts';

let top: string;
let root: string;
let empty: string;
beforeEach(() => {
  top = realpathSync(mkdtempSync(join(tmpdir(), 'rutter-code-')));
  root = join(top, 'site');
  empty = join(top, 'empty');
  for (const folder of [root, empty]) mkdirSync(folder);
});
afterEach(() => rmSync(top, { recursive: true, force: true }));

function write(files: Readonly<Record<string, string>>, folder = root): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
/** Of a configuration that is not run: what it came to be is said here. */
async function digestNow(known?: unknown, config: Partial<Config> = {}): Promise<CodeDigest> {
  const defaults = await loadConfig({ root: empty });
  const at = { root, stateDir: join(root, '.rutter'), outDir: join(root, 'dist') };
  const configFile = join(root, 'rutter.config.ts');
  const places = { contentDir: join(root, 'content'), publicDir: join(root, 'public') };
  return codeDigest({ ...defaults, ...at, ...places, configFile, ...config }, known);
}
/** But for Rutter's own, which may be worked on at this very moment. */
const answer = ({ seen: _, rutter: __, ...rest }: CodeDigest) => rest;

/** What changes of the digests by what is done; and with what is known of before, just the same. */
async function changedBy(act: () => unknown, config: Partial<Config> = {}): Promise<string[]> {
  const before = await digestNow(undefined, config);
  act();
  const after = await digestNow(undefined, config);
  expect(answer(await digestNow(before, config))).toEqual(answer(after));
  const keys = ['config', 'code', 'theme'] as const;
  return keys.filter((key) => before[key] !== after[key]);
}
const ofConfig = ['config', 'code'];

/** Each way in which a module names another, and where that is. */
const imports: readonly (readonly [statement: string, file: string])[] = [
  ["import x from './x.ts';", 'x.ts'],
  ['import x from "./x";', 'x.tsx'],
  ["import x from './x.js';", 'x.ts'],
  ["import x from './x';", 'x/index.mjs'],
  ["import x from './x';", 'x/package.json'],
  ["import {\n  a,\n} from /* where */ './lib/x.mjs';", 'lib/x.mjs'],
  ["export * from '../x.mjs';", '../x.mjs'],
  ["import './x.mjs';", 'x.mjs'],
  ["import'./x.mjs'", 'x.mjs'],
  ["const x = () => import('./x.mjs');", 'x.mjs'],
  ['const x = () => import(\n  // why\n  `./x.mjs`);', 'x.mjs'],
  ["const x = () => require('./x');", 'x.cjs'],
  ["const x = new URL('./words.txt', import.meta.url);", 'words.txt'],
  ["import x from './x.json' with { type: 'json' };", 'x.json'],
  ["import x from './x.mjs?fresh';", 'x.mjs'],
  ["const x = () => import('#own');", 'hidden/own.mjs'],
  ["const x = () => import('#all/deep');", 'wild/deep.mjs'],
  ["import x from 'plain/deep';", 'node_modules/plain/package.json'],
  ["import x from '@scope/one';", '../node_modules/@scope/one/package.json'],
  ["const x = require.resolve('plain');", 'node_modules/plain/package.json'],
  ["const x = import.meta.resolve('plain');", 'node_modules/plain/package.json'],
];

describe('the code of a configuration', () => {
  beforeEach(() =>
    write({
      'package.json': '{"imports": {"#own": "./hidden/own.mjs", "#all/*": "./wild/*.mjs"}}',
      'other.mjs': 'export default 5;\n',
    }),
  );

  test.each(imports)('holds what it imports: %s → %s', async (statement, file) => {
    write({
      'rutter.config.ts': "import { helper } from './helper.mjs';\n",
      'helper.mjs': statement,
    });
    const versions = ['1.0.0', '1.0.1'].map((version) => JSON.stringify({ version }));
    expect(await changedBy(() => write({ [file]: versions[0] ?? '' }))).toEqual(ofConfig);
    expect(await changedBy(() => write({ [file]: versions[1] ?? '' }))).toEqual(ofConfig);
    expect(await changedBy(() => write({ 'other.mjs': 'another' }))).toEqual([]);
    expect(await changedBy(() => rmSync(join(root, file)))).toEqual(ofConfig);
  });
  test('may go round in a circle, and be unreadable', async () => {
    write({
      'rutter.config.ts': "import './a.mjs';",
      'a.mjs': "import './b.mjs';",
      'b.mjs': "import './a.mjs'; import './rutter.config.ts';",
    });
    expect(await changedBy(() => write({ 'b.mjs': "import './a.mjs';" }))).toEqual(ofConfig);
    symlinkSync('self', join(root, 'self'));
    mkdirSync(join(root, 'folder.ts'));
    const odd = "import './self'; import './folder.ts'; import 'file://host/x'; import './\0';";
    expect(await changedBy(() => write({ 'b.mjs': odd }))).toEqual(ofConfig);
  });
  test('is found where links lead', async () => {
    write({ 'shared/a.mjs': "import './b.mjs';", 'shared/b.mjs': '1' }, top);
    symlinkSync(join(top, 'shared/a.mjs'), join(root, 'a.mjs'));
    write({ 'rutter.config.ts': "import './a.mjs';" });
    expect(await changedBy(() => write({ 'shared/b.mjs': '2' }, top))).toEqual(ofConfig);
  });
  test('notices a file that now comes before another', async () => {
    write({ 'rutter.config.ts': "import './x';", 'x/index.ts': '1' });
    expect(await changedBy(() => write({ 'x.ts': '1' }))).toEqual(ofConfig);
  });
  test('notices a package of a package, and one that now comes before another', async () => {
    const named = (name: string, version: string) =>
      JSON.stringify({ version, dependencies: { [name]: '*', missing: '*' } });
    write({ 'rutter.config.ts': "import 'one';" });
    write({ 'node_modules/one/package.json': named('two', '1.0.0') });
    write({ 'node_modules/two/package.json': named('one', '1.0.0') });
    const two = { 'node_modules/two/package.json': named('one', '1.0.1') };
    expect(await changedBy(() => write(two))).toEqual(ofConfig);
    expect(await changedBy(() => write({ 'node_modules/one/readme.md': 'x' }))).toEqual([]);
    const nested = { 'node_modules/one/node_modules/two/package.json': named('one', '1.0.1') };
    expect(await changedBy(() => write(nested))).toEqual(ofConfig);
  });
  test('holds all files of a package that is linked from elsewhere', async () => {
    write({ 'linked/package.json': '{"version": "1.0.0"}', 'linked/lib/deep.js': '1' }, top);
    mkdirSync(join(root, 'node_modules'));
    symlinkSync(join(top, 'linked'), join(root, 'node_modules/linked'));
    write({ 'rutter.config.ts': "import 'linked';" });
    expect(await changedBy(() => write({ 'linked/lib/deep.js': '2' }, top))).toEqual(ofConfig);
    expect(await changedBy(() => write({ 'linked/lib/new.js': '2' }, top))).toEqual(ofConfig);
    const skipped = { 'linked/node_modules/x/index.js': '2' };
    expect(await changedBy(() => write(skipped, top))).toEqual([]);
  });
  test('is the same in another folder, of another time', async () => {
    write({
      'rutter.config.ts': "import './a.mjs'; import 'one';",
      'a.mjs': '1',
      'node_modules/one/package.json': '{"version": "1"}',
      'data/x.json': '1',
      'theme/index.ts': '1',
    });
    const config = { inputs: ['data/*'], theme: './theme' };
    const before = await digestNow(undefined, config);
    cpSync(root, join(top, 'elsewhere'), { recursive: true });
    rmSync(root, { recursive: true });
    root = join(top, 'elsewhere');
    const { config: now, code, theme } = await digestNow(before, config);
    expect({ config: now, code, theme }).toEqual({
      config: before.config,
      code: before.code,
      theme: before.theme,
    });
  });
  test('looks again at what was young, though it looks the same', async () => {
    write({ 'rutter.config.ts': "import './a.mjs';", 'a.mjs': '1' });
    const now = Date.now() / 1000;
    utimesSync(join(root, 'a.mjs'), now, now);
    const before = await digestNow();
    write({ 'a.mjs': '2' });
    utimesSync(join(root, 'a.mjs'), now, now);
    const after = await digestNow();
    expect(after.code).not.toBe(before.code);
    // But for the time that nobody can set back: some file systems count it in seconds.
    const looks = (digest: typeof before) =>
      inputFiles(digest).map(({ stamp }) => stamp.split(':').slice(0, 3));
    expect(looks(after)).toEqual(looks(before));
    expect((await digestNow(before)).code).toBe(after.code);
  });
  test('need not be read again, however young it is', async () => {
    write({ 'rutter.config.ts': "import './a.mjs'; import 'one';", 'a.mjs': '1' });
    write({ 'node_modules/one/package.json': '{}', 'theme/index.ts': '1' });
    const config = { theme: './theme', inputs: ['*.md'] };
    const before = await digestNow(undefined, config);
    expect((await digestNow(before, config)).seen).toBe(before.seen);
    write({ 'a.mjs': '2' });
    expect((await digestNow(before, config)).seen).not.toBe(before.seen);
  });
  test('believes nothing that is no answer', async () => {
    write({ 'rutter.config.ts': '' });
    const { seen, rutter: _, ...rest } = await digestNow();
    for (const known of [null, 5, {}, { seen: null }, { seen: { ...seen, files: [null] } }]) {
      expect(answer(await digestNow(known))).toEqual(rest);
    }
    const forged = { seen: { ...seen, code: 'kept' } };
    expect((await digestNow(forged)).code).toBe('kept');
    expect((await digestNow(forged, { theme: './other' })).code).toBe(rest.code);
    expect((await digestNow(forged, { inputs: ['x'] })).code).not.toBe('kept');
    expect((await digestNow(JSON.parse(JSON.stringify(forged)))).code).toBe('kept');
  });
});

describe('what a configuration came to be', () => {
  const digestOf = async (config: Partial<Config>) => (await digestNow(undefined, config)).config;
  beforeEach(() => write({ 'rutter.config.ts': '' }));

  test('counts, with functions by their text', async () => {
    const markdown = {
      parser: 'auto',
      sanitize: false,
      limits: defaultLimits,
      code: defaultCode,
      ...defaultSyntax,
      ...defaultMedia,
      remarkPlugins: [],
      rehypePlugins: [],
    } as const;
    const base = { markdown, theme: 'default' };
    const variants: readonly Partial<Config>[] = [
      base,
      { ...base, outDir: join(root, 'out') },
      { ...base, markdown: { ...markdown, remarkPlugins: [() => 1] } },
      { ...base, markdown: { ...markdown, remarkPlugins: [() => 2] } },
      { ...base, markdown: { ...markdown, remarkPlugins: [[() => 2, { x: /y/ }]] } },
      { ...base, markdown: { ...markdown, remarkPlugins: [[() => 2, { x: /z/ }]] } },
    ];
    const digests = await Promise.all(variants.map(digestOf));
    expect(new Set(digests).size).toBe(variants.length);
    expect(await Promise.all(variants.map(digestOf))).toEqual(digests);
  });
  test('does not depend on what is inside a schema', async () => {
    const validate = (value: unknown) => ({ value });
    const [posts] = builtInCollections;
    if (posts === undefined) throw new Error('no collection');
    const withSchema = (vendor: string, more: object) =>
      digestOf({
        collections: [
          { ...posts, schema: { ...more, '~standard': { version: 1, vendor, validate } } },
        ],
      });
    const one = await withSchema('zod', { cache: 1 });
    expect(await withSchema('zod', { cache: 2 })).toBe(one);
    expect(await withSchema('valibot', {})).not.toBe(one);
  });
});

describe('the code of a theme', () => {
  beforeEach(() => write({ 'rutter.config.ts': '' }));

  test('is another for each that comes with Rutter', async () => {
    const of = async (theme: string) => (await digestNow(undefined, { theme })).theme;
    expect(await of('plain')).not.toBe(await of('default'));
  });

  test('of a folder is all that is in it, and what it imports', async () => {
    write({ 'theme/index.ts': "import '../shared.ts';", 'shared.ts': '1', 'theme/a.css': '1' });
    const config = { theme: './theme' };
    expect(await changedBy(() => write({ 'theme/a.css': '2' }), config)).toEqual(['theme']);
    expect(await changedBy(() => write({ 'theme/b/c.css': '2' }), config)).toEqual(['theme']);
    expect(await changedBy(() => write({ 'shared.ts': '2' }), config)).toEqual(['theme']);
    expect(await changedBy(() => write({ 'other.ts': '2' }), config)).toEqual([]);
  });
  test('of a file is what it imports', async () => {
    write({ 'theme.ts': "import './a.ts';", 'a.ts': '1' });
    const config = { theme: 'theme.ts' };
    expect(await changedBy(() => write({ 'a.ts': '2' }), config)).toEqual(['theme']);
    expect(await changedBy(() => rmSync(join(root, 'theme.ts')), config)).toEqual(['theme']);
  });
  test('of a package is its version', async () => {
    write({ 'node_modules/own/package.json': '{"version": "1"}' });
    const next = { 'node_modules/own/package.json': '{"version": "2"}' };
    expect(await changedBy(() => write(next), { theme: 'own' })).toEqual(['theme']);
    expect(await changedBy(() => write({ 'own/index.ts': '1' }), { theme: 'own' })).toEqual([
      'theme',
    ]);
  });
});

describe('inputs', () => {
  beforeEach(() => write({ 'rutter.config.ts': '', 'data/a/b.json': '1', 'data/x.txt': '1' }));
  const config = { inputs: ['./data/**/*.json', 'words.txt', 'none/*'] };

  test('are the files that they mean', async () => {
    expect(await changedBy(() => write({ 'data/a/b.json': '2' }), config)).toEqual(ofConfig);
    expect(await changedBy(() => write({ 'data/x.txt': '2' }), config)).toEqual([]);
    expect(await changedBy(() => write({ 'data/c.json': '2' }), config)).toEqual(ofConfig);
    expect(await changedBy(() => write({ 'words.txt': '2' }), config)).toEqual(ofConfig);
    expect(await changedBy(() => write({ 'none/x': '2' }), config)).toEqual(ofConfig);
    const [from, to] = ['data/c.json', 'data/d.json'].map((name) => join(root, name));
    expect(await changedBy(() => renameSync(from ?? '', to ?? ''), config)).toEqual(ofConfig);
  });
  test('do not lie in what is built or installed', async () => {
    const all = { inputs: ['**'] };
    for (const folder of ['dist', '.rutter/build-x', 'node_modules/x', '.git']) {
      expect(await changedBy(() => write({ [`${folder}/x`]: '1' }), all)).toEqual([]);
    }
    expect(await changedBy(() => write({ 'content/x.md': '1' }), all)).toEqual(ofConfig);
  });
  test.each([['/etc/*'], ['../data/*'], ['data/../../x'], ['!data/*'], ['']])(
    'are below the root, unlike %j',
    async (glob) => {
      write({ 'rutter.config.ts': `export default { inputs: [${JSON.stringify(glob)}] };` });
      await expect(loadConfig({ root })).rejects.toMatchObject({
        diagnostics: [{ code: 'config-invalid', span: { start: { line: 1 } } }],
      });
    },
  );
  test('are none unless they are named', async () => {
    write({ 'rutter.config.ts': 'export default {};' });
    expect((await loadConfig({ root })).inputs).toEqual([]);
    write({ 'rutter.config.mts': "export default { inputs: ['data/*.json'] };" });
    rmSync(join(root, 'rutter.config.ts'));
    expect((await loadConfig({ root })).inputs).toEqual(['data/*.json']);
  });
});

test('Rutter itself is the same one in every site', async () => {
  write({ 'rutter.config.ts': '' });
  const { rutter } = await digestNow();
  root = join(top, 'other');
  write({ 'rutter.config.ts': 'x' });
  expect((await digestNow()).rutter).toBe(rutter);
});
