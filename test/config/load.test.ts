import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { builtInCollections } from '../../src/config/defaults.ts';
import { type LoadOptions, loadConfig } from '../../src/config/load.ts';
import { UserError } from '../../src/model/diagnostic.ts';
import { shellLanguageNames } from '../../src/runbook/read/languages.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'rutter-config-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function write(path: string, text: string) {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}
const load = (options: LoadOptions = {}) => loadConfig({ root, ...options });

/** What a configuration with this default export is told. */
async function told(exported: string, file = 'rutter.config.ts') {
  await write(file, exported);
  return failure(load());
}
async function failure(loading: Promise<unknown>) {
  const error = await loading.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof UserError)) throw new Error(`no UserError: ${error}`);
  return error.diagnostics.map(
    ({ code, file, span, message, hint }) =>
      `${file ?? '-'}:${span?.start.line ?? '-'}:${span?.start.column ?? '-'} ${code} ${message}${hint ? ` (${hint})` : ''}`,
  );
}

test('what an .mjs file throws in its first line is located there', async () => {
  expect(await told('throw new Error("oh no");\n', 'rutter.config.mjs')).toEqual([
    'rutter.config.mjs:1:7 config-load the configuration cannot be loaded: oh no',
  ]);
});

describe('without a file', () => {
  test('everything has its default', async () => {
    const config = await load();
    expect(config).toMatchObject({
      root,
      contentDir: join(root, 'content'),
      publicDir: join(root, 'public'),
      outDir: join(root, 'dist'),
      stateDir: join(root, '.rutter'),
      site: { title: 'A Rutter site', base: '/', language: 'en', navigation: [] },
      theme: 'default',
      checks: { links: 'error' },
      include: { drafts: false, future: false, expired: false },
      verify: { engine: 'auto', image: 'debian:12', limits: { pids: 256, memoryBytes: 536870912 } },
    });
    expect(config.configFile).toBeUndefined();
    expect(config.collections).toEqual(builtInCollections);
  });
});

describe('a configuration file', () => {
  test.each([
    ['rutter.config.ts', 'export default { site: { title: "T" as string } };'],
    ['rutter.config.mts', 'export default { site: { title: "T" satisfies string } };'],
    ['rutter.config.js', 'export default { site: { title: "T" } };'],
    ['rutter.config.mjs', 'export default { site: { title: "T" } };'],
    [
      '.config/rutter.config.ts',
      'import { defineConfig } from "rutter";\nexport default defineConfig({ site: { title: "T" } });',
    ],
    [
      'rutter.config.mjs',
      'import { defineConfig } from "rutter";\nexport default defineConfig({ site: { title: "T" } });',
    ],
    ['rutter.config.ts', 'export default () => ({ site: { title: "T" } });'],
    [
      'rutter.config.ts',
      'export default async () => ({ site: { title: await Promise.resolve("T") } });',
    ],
    ['rutter.config.ts', 'export default Promise.resolve({ site: { title: "T" } });'],
  ])('%s: %s', async (file, text) => {
    await write(file, text);
    const config = await load();
    expect(config.site.title).toBe('T');
    expect(config.configFile).toBe(join(root, file));
  });

  test('may import what lies beside it, and is read anew each time', async () => {
    await write('title.ts', 'export const title: string = "one";');
    await write(
      'rutter.config.ts',
      'import { title } from "./title.ts";\nexport default { site: { title } };',
    );
    expect((await load()).site.title).toBe('one');
    await write('title.ts', 'export const title: string = "two";');
    expect((await load()).site.title).toBe('two');
  });

  test.each(['ts', 'mts', 'js', 'mjs'])('is run anew at each load: .%s', async (ending) => {
    const file = `rutter.config.${ending}`;
    await write(file, 'export default { site: { title: "one" } };');
    expect((await load()).site.title).toBe('one');
    await write(file, 'export default { site: { title: "two" } };');
    expect((await load()).site.title).toBe('two');
  });

  test('in the root or in .config; one that is named comes before it', async () => {
    await write('.config/rutter.config.ts', 'export default { site: { title: "inner" } };');
    expect((await load()).site.title).toBe('inner');
    await write('other.mjs', 'export default { site: { title: "other" } };');
    expect((await load({ configFile: join(root, 'other.mjs') })).site.title).toBe('other');
    expect(await failure(load({ configFile: join(root, 'nowhere.ts') }))).toEqual([
      expect.stringContaining('config-load cannot read `nowhere.ts`'),
    ]);
  });

  test('gives every key its meaning', async () => {
    await write(
      'rutter.config.ts',
      `export default {
        site: { url: 'https://example.org/', base: 'a/b', language: 'de-CH', navigation: [{ label: 'L', link: '/l/' }] },
        contentDir: 'pages', outDir: 'public_html',
        collections: { posts: false, docs: { title: 'Manual', pageSize: 5 }, 'how-to': { folder: './how//to/', kind: 'doc' } },
        markdown: { sanitize: true, limits: { page: '50MiB', nesting: 20, time: '2s' }, remarkPlugins: [() => {}] },
        verify: { stepTimeout: '2s', timeout: '1m', limits: { memory: '1GiB', cpus: 0.5, output: '64KiB' }, allow: { privileges: ['strict', 'root'], secrets: ['TOKEN'], registries: ['localhost:5000'] },
          jobs: 3, pull: 'never', languages: { sql: 'psql -f {}' }, cache: { maxAge: '1d', url: 'https://cache.example.org/a/' }, coverageMin: 0.5 },
      };`,
    );
    const config = await load();
    expect(config).toMatchObject({
      contentDir: join(root, 'pages'),
      outDir: join(root, 'public_html'),
      site: { url: 'https://example.org', base: '/a/b/', language: 'de-CH' },
      markdown: {
        sanitize: true,
        limits: { pageBytes: 50 * 2 ** 20, marks: 1_000_000, nesting: 20, timeMs: 2000 },
        remarkPlugins: [expect.any(Function)],
        rehypePlugins: [],
      },
      verify: {
        stepTimeoutMs: 2000,
        timeoutMs: 60_000,
        limits: { memoryBytes: 2 ** 30, cpus: 0.5, outputBytes: 65_536, pids: 256 },
        allow: {
          network: ['none', 'internal'],
          privileges: ['strict', 'root'],
          secrets: ['TOKEN'],
          registries: ['localhost:5000'],
        },
        jobs: 3,
        pull: 'never',
        languages: { sql: 'psql -f {}' },
        cache: { enabled: true, maxAgeMs: 86_400_000, url: 'https://cache.example.org/a/' },
        coverageMin: 0.5,
      },
    });
    expect(config.collections.map(({ name }) => name)).toEqual([
      'docs',
      'runbooks',
      'pages',
      'how-to',
    ]);
    expect(config.collections[0]).toMatchObject({
      title: 'Manual',
      pageSize: 5,
      permalink: '/docs/:path/',
    });
    expect(config.collections[3]).toMatchObject({
      title: 'How to',
      folder: 'how/to',
      kind: 'doc',
      permalink: '/how-to/:path/',
    });
  });

  test('gives what it does not name: no languages of its own, as blocks in those are steps', async () => {
    await write('rutter.config.ts', 'export default {};');
    expect((await load()).verify).toMatchObject({
      languages: {},
      jobs: undefined,
      pull: 'missing',
      allow: { secrets: [], registries: ['docker.io'] },
      cache: { enabled: true, maxAgeMs: 604_800_000, url: undefined },
      coverageMin: undefined,
    });
  });

  test('takes a Standard Schema', async () => {
    await cp(new URL('../../package.json', import.meta.url), join(root, 'package.json'));
    await write(
      'rutter.config.ts',
      `const schema = { '~standard': { version: 1, vendor: 'x', validate: (value) => ({ value }) } };\nexport default { collections: { docs: { schema } } };`,
    );
    expect((await load()).collections[1]?.schema).toBeDefined();
  });
});

describe('every mistake is told, at its place', () => {
  test.each([
    ['allow: { secrets: ["A B"] }', 'verify.allow.secrets[0]` must be the name of an environment'],
    ['allow: { registries: ["https://x/"] }', 'verify.allow.registries[0]` must be the host of a'],
    ['jobs: 0', 'verify.jobs` must be a whole number from 1 to 256, found the number 0'],
    ['pull: "sometimes"', 'verify.pull` must be "never" or "missing" or "always"'],
    ['languages: { "a b": "x" }', 'verify.languages.a b` must be named as in the info string'],
    ['languages: { python: " " }', 'verify.languages.python` must be a command such as'],
    ['languages: { sql: "a\\nb" }', 'verify.languages.sql` must be a command such as'],
    ['cache: { url: "file:///x" }', 'verify.cache.url` must be a URL such as "https://cache'],
    ['cache: { url: "https://x/?a=b" }', 'verify.cache.url` must be a URL such as "https://cache'],
    ['cache: { maxAge: 7 }', 'verify.cache.maxAge` must be a duration'],
    ['coverageMin: 80', 'verify.coverageMin` must be a number from 0 to 1, found the number 80'],
  ])('verify: { %s }', async (key, message) => {
    const found = await told(`export default { verify: { ${key} } };`);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(message);
  });

  test.each([...shellLanguageNames, 'Bash', 'json', 'output', 'text'])(
    'verify.languages cannot name %s, which Rutter reads itself',
    async (name) => {
      const found = await told(`export default { verify: { languages: { '${name}': 'x {}' } } };`);
      expect(found.join()).toContain('must be a language that Rutter does not read itself');
    },
  );

  test('unknown keys with the nearest known one, wrong types with what was found', async () => {
    const found = await told(
      [
        'export default {',
        '  site: { titel: 1, base: "/a b/", url: "example.org", language: "english!" },',
        '  colections: {},',
        '  collections: { posts: { foldr: "x", pageSize: 0 }, "a b": {}, docs: true, notes: { permalink: "/:sulg/" } },',
        '  verify: { stepTimeout: 30, limits: { memory: "512" }, engine: "podman" },',
        '  markdown: { sanitize: "yes", rehypePlugins: ["autolink"] },',
        '  zzz: 1,',
        '};',
      ].join('\n'),
    );
    const expected = [
      '2:11 config-unknown-key `site.titel` is not a known key (did you mean `title`?)',
      '2:21 config-invalid `site.base` must be a path such as "/handbook/", found the text "/a b/"',
      '2:36 config-invalid `site.url` must be an origin such as "https://example.org", found the text "example.org"',
      '2:56 config-invalid `site.language` must be a language tag such as "en" or "de-CH", found the text "english!"',
      '3:3 config-unknown-key `colections` is not a known key (did you mean `collections`?)',
      '4:27 config-unknown-key `collections.posts.foldr` is not a known key (did you mean `folder`?)',
      '4:39 config-invalid `collections.posts.pageSize` must be a whole number from 1 to 10000, found the number 0',
      '4:54 config-invalid `collections.a b` must be named with letters, digits, `-` and `_`',
      '4:65 config-invalid `collections.docs` must be ',
      '4:86 config-invalid `collections.notes.permalink` must be a path whose tokens are among :slug',
      '5:13 config-invalid `verify.stepTimeout` must be a duration such as "500ms", "30s", "5m", "1h" or "2d", found the number 30',
      '5:40 config-invalid `verify.limits.memory` must be a size such as "64KiB", "512MiB" or "1GiB", found the text "512"',
      '5:57 config-invalid `verify.engine` must be "auto" or "docker" or "bubblewrap", found the text "podman"',
      '6:15 config-invalid `markdown.sanitize` must be `true` or `false`, found the text "yes"',
      '6:48 config-invalid `markdown.rehypePlugins[0]` must be a function or `[function, options]`, found the text "autolink"',
      '7:3 config-unknown-key `zzz` is not a known key (the keys are site, ',
    ];
    for (const line of expected) {
      expect(found).toContainEqual(expect.stringContaining(`rutter.config.ts:${line}`));
    }
    expect(found).toHaveLength(expected.length);
  });

  test.each([
    [
      'import { join } from "node:path";\njoin("a");\nthrow new Error("oh no");\nexport default {};',
      'rutter.config.ts:3:7 config-load the configuration cannot be loaded: oh no',
    ],
    [
      'export default {\n  site: {,\n};',
      'rutter.config.ts:2:9 config-load the configuration cannot be loaded: Unexpected token',
    ],
    ['export const config = {};', 'config-load `rutter.config.ts` has no default export'],
    [
      'import "./nowhere.ts";\nexport default {};',
      'config-load the configuration cannot be loaded:',
    ],
    [
      'export default () => { throw "text"; };',
      'config-load the configuration cannot be loaded: text',
    ],
    [
      'export default 3;',
      'config-invalid what the configuration exports must be a group of keys, found the number 3',
    ],
    [
      'export default null;',
      'config-invalid what the configuration exports must be a group of keys, found nothing',
    ],
    [
      'export default [];',
      'config-invalid what the configuration exports must be a group of keys, found an empty list',
    ],
    [
      'export default async () => {};',
      'config-invalid what the configuration exports must be a group of keys, found nothing',
    ],
    ['export default { site: { url: "https://a.b/c" } };', 'the path belongs in `site.base`'],
    [
      'export default { collections: { x: { folder: "../y" } } };',
      'must be a folder inside the content folder',
    ],
    ['export default { outDir: "." };', 'config-invalid `outDir` holds the root folder'],
    ['export default { outDir: "content" };', 'config-invalid `outDir` holds `contentDir`'],
    [
      'export default { outDir: "content/out" };',
      'config-invalid `outDir` lies inside `contentDir`',
    ],
    ['export default { collections: { posts: { schema: {} } } };', 'must be a Standard Schema'],
  ])('%s', async (text, message) => {
    expect((await told(text)).join('\n')).toContain(message);
  });

  test('a root that is not there', async () => {
    expect(await failure(loadConfig({ root: join(root, 'x') }))).toEqual([
      expect.stringContaining('does not exist'),
    ]);
  });
});

test('of two configuration files none is taken', async () => {
  await write('rutter.config.js', 'export default {};');
  await write('.config/rutter.config.mjs', 'export default {};');
  expect(await told('export default {};')).toEqual([
    'rutter.config.ts:-:- config-load there is more than one configuration file: `rutter.config.ts`, `rutter.config.js`, `.config/rutter.config.mjs` (keep one of them, or choose one with `--config`)',
  ]);
  expect(await load({ configFile: join(root, 'rutter.config.js') })).toMatchObject({
    configFile: join(root, 'rutter.config.js'),
  });
});

describe('the command line', () => {
  test('wins over the file', async () => {
    await write(
      'rutter.config.js',
      'export default { site: { base: "/a/" }, include: { drafts: false }, verify: { image: "x:1" } };',
    );
    const config = await load({
      overrides: { base: '/b', drafts: true, outDir: join(root, 'o'), engine: 'docker' },
    });
    expect(config).toMatchObject({
      outDir: join(root, 'o'),
      site: { base: '/b/' },
      include: { drafts: true, future: false },
      verify: { engine: 'docker', image: 'x:1' },
    });
  });

  test('one folder that holds everything is one mistake, of the flag and not of the file', async () => {
    await write('rutter.config.js', 'export default {};');
    expect(await failure(load({ overrides: { outDir: join(root, '..') } }))).toEqual([
      expect.stringMatching(/^-:-:- config-invalid `--out-dir` holds the root folder /),
    ]);
    expect(await failure(load({ overrides: { outDir: join(root, 'content/x') } }))).toEqual([
      expect.stringMatching(/^-:-:- config-invalid `--out-dir` lies inside `contentDir` /),
    ]);
    await rm(join(root, 'rutter.config.js'));
    expect(await told('export default { outDir: ".." };')).toEqual([
      expect.stringMatching(
        /^rutter\.config\.ts:-:- config-invalid `outDir` holds the root folder /,
      ),
    ]);
  });

  test('is told of its mistakes by the name of the flag', async () => {
    expect(await failure(load({ overrides: { url: 'example.org' } }))).toEqual([
      expect.stringContaining('`--site` must be an origin'),
    ]);
    expect(await failure(load({ overrides: { base: 'a b', engine: 'nope' as 'docker' } }))).toEqual(
      [
        '-:-:- config-invalid `--base` must be a path such as "/handbook/", found the text "a b"',
        '-:-:- config-invalid `--engine` must be "auto" or "docker" or "bubblewrap", found the text "nope"',
      ],
    );
  });
});
