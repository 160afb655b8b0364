import {
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Builder, createBuilder } from '../../src/build.ts';
import { completeLocales, expandCollections } from '../../src/config/locales.ts';
import type { Config } from '../../src/model/config.ts';
import { evidenceFileName } from '../../src/report/evidence-file.ts';
import { picture } from '../images/pictures.ts';
import { exampleReport } from '../report/examples.ts';
import { configOf, makeSite, now, textsOf, told, write } from './mini-site.ts';

/** Of two sizes, and one that is none. */
const pictures = [await picture(20, 10), await picture(40, 10), Buffer.from('PNG')];

const names = [
  ...['index', 'docs/a', 'docs/b', 'docs/sub/c', 'posts/p', 'posts/q', 'runbooks/r'],
  // Other languages and versions, where the site has these.
  ...['docs/a.de', 'de/docs/b', 'posts/p.de', 'docs/v1/a', 'docs/v1/a.de'],
];
const page = fc.record({
  title: fc.constantFrom('One', 'Two', 'Three'),
  order: fc.option(fc.nat(3), { nil: undefined }),
  slug: fc.option(fc.constantFrom('x', 'y'), { nil: undefined }),
  date: fc.constantFrom('2026-01-01', '2026-02-02', '2027-01-01'),
  draft: fc.boolean(),
  tags: fc.subarray(['dns', 'DNS', 'disk']),
  more: fc.subarray([
    'categories: [storage]',
    'series: Sailing',
    'author: mara',
    'unlisted: true',
    'expiryDate: 2026-03-03',
    'publishDate: 2027-03-03',
    'toc: true',
    'updates: [{date: 2026-02-03, text: No.}]',
    'aliases: [/old/one.html]',
    'image: /pic.png',
    'canonical: https://example.org/x/',
    'llms: false',
    'symptoms: [slow]',
    'owner: Storage',
    'runbook: {variables: {HOST: db1}}',
  ]),
  links: fc.array(fc.constantFrom(...names.map((name) => `/${name}.md#there`), '/pic.png'), {
    maxLength: 3,
  }),
  text: fc.constantFrom(
    '',
    'More of it.',
    '```js\nlet a = 1;\n```',
    '<!-- more -->\n\nAfter.',
    ...[
      '> [!note] "T"\n> x[^1]\n\n[^1]: y',
      '::youtube[A]{id=dQw4w9WgXcQ}',
      'DNS\n: :tada:',
      ':::own\nx\n:::',
      '![p](/pic.png "T") $x^2$',
      '![p](/logo.png#only-dark)\n\n```math\n\\frac12\n```\n\n<!-- more -->',
      '::: code-group\n\n```js [a] {1} "a" collapse={2}\na // [!code ++]\nb\n```\n\n```yaml\nb: 1 # (1)!\n```\n\n:::',
      '```sh\nls # (1)!\n```\n\n1. Lists\n\n<!-- more -->',
      '```dot\ndigraph { a -> b }\n```\n\n```mermaid\ngantt\n```',
    ],
  ),
  part: fc.constantFrom(
    '',
    '',
    '<!--@include: @/parts/a.md-->',
    '<!--@include: @/parts/a.md#there-->',
    '```js file="@/parts/a.js#one"\n```',
    '<<< @/parts/a.js',
    '::say[it]{loud}',
  ),
  step: fc.constantFrom(
    '',
    '```sh run\ntrue\n```\n',
    '```sh run name=it\nfalse\n```\n',
    '```sh run\necho $HOST "$HOST"\n```\n',
    '```sh run {1} [it]\ntrue # [!code focus]\nls # [!code --]\n```\n',
  ),
});
type Page = typeof page extends fc.Arbitrary<infer T> ? T : never;

const partFiles = {
  'parts/a.md': [
    '## There {#there alias=old}\n\n[to](../content/docs/a.md) ![p](../content/pic.png)\n',
    '## There\n\n```sh run\ntrue\n```\n\n<!--@include: ./b.md-->\n',
    '## Not there\n',
  ],
  'parts/b.md': ['B\n', '<<< ./a.js#one\n', '<!--@include: ./a.md-->\n'],
  'parts/a.js': ['// #region one\nlet a;\n// #endregion\n', 'let b;\n'],
  'shortcodes/say.ts': [
    "export default { attributes: { loud: { type: 'boolean' } }, render: ({ label }) => label };\n",
    "export default { attributes: { loud: { type: 'boolean' } }, render: ({ data }) => data('crew')[0].name };\n",
    `import { html } from 'rutter';\nexport default { render: ({ label }) => html\`<b>\${label}</b>\` };\n`,
    `import { html } from 'rutter';\nimport { word } from '../parts/word.ts';\nexport default { attributes: { loud: { type: 'boolean' } }, render: ({ readFile }) => html\`<i>\${word} \${readFile('parts/b.md')}</i>\` };\n`,
  ],
  'parts/word.ts': ["export const word = 'one';\n", "export const word = 'two';\n"],
  'content/_meta.yml': [
    'cascade: {author: mara, toc: false, noindex: true}\n',
    'cascade: {draft: true, series: Sailing}\n',
  ],
  'content/docs/_meta.yml': [
    'cascade: {tags: [meta], runbook: true}\n',
    'items: [b, sub, {label: Forum, link: "https://example.org/"}]\n',
    'title: D\ncascade: {unlisted: true}\n',
  ],
  'content/docs/sub/_meta.yml': ['title: Sub\ncollapsed: true\norder: 0\n', 'order: 9\n'],
  'content/docs/sub/_index.md': ['---\ncascade: {tags: [sub]}\n---\n# Sub\n', '# Sub\n'],
  'theme/parts/footer.ts': [
    `import { definePart, html } from 'rutter/theme';\nexport default definePart('footer', (props, original) => html\`\${original(props)}<p>\${props.site.pages.length}</p>\`);\n`,
    `import { html } from 'rutter/theme';\nconst kept = {};\nexport default ({ site: { config, tags } }) => html\`<p>\${(kept[config.language] ??= tags.length)}</p>\`;\n`,
    `import { word } from '../../parts/word.ts';\nimport { html } from 'rutter/theme';\nexport const headEnd = () => html\`<meta name="x" content="\${word}">\`;\n`,
  ],
  'theme/styles/x.css': ['a { color: red }\n', 'a { background: url(../../css/site.css) }\n'],
  'theme/words.yml': ['home: Bridge\n', 'hmoe: Bridge\n'],
  'data/crew.yml': ['[{name: Mara}]\n', '[{name: Jonas}]\n'],
} as const;

const edit = fc.oneof(
  ...Object.entries(partFiles).map(([path, texts]) =>
    fc.record({
      kind: fc.constant('part' as const),
      path: fc.constant(path),
      text: fc.constantFrom<string | undefined>(undefined, ...texts, ...texts),
    }),
  ),
  fc.record({ kind: fc.constant('write' as const), name: fc.constantFrom(...names), page }),
  fc.record({ kind: fc.constant('remove' as const), name: fc.constantFrom(...names) }),
  fc.record({
    kind: fc.constant('rename' as const),
    name: fc.constantFrom(...names),
    to: fc.constantFrom(...names),
  }),
  fc.record({
    kind: fc.constant('picture' as const),
    path: fc.constantFrom('content/pic.png', 'content/pic.png', 'public/logo.png'),
    picture: fc.constantFrom<number | undefined>(undefined, 0, 1, 2),
  }),
  fc.record({
    kind: fc.constant('run' as const),
    name: fc.constantFrom(...names),
    day: fc.integer({ min: 1, max: 9 }),
    status: fc.constantFrom<'passed' | 'failed' | undefined>('passed', 'failed', undefined),
  }),
  fc.record({
    kind: fc.constant('public' as const),
    text: fc.constantFrom('', 'User-agent: *\n', 'x'),
  }),
);
/** What may befall what a build has left. `at`: which file and which byte of it, as shares of all. */
const harm = fc.record({
  what: fc.constantFrom('none', 'none', 'truncate', 'flip', 'remove', 'site-edit', 'site-remove'),
  file: fc.double({ min: 0, max: 0.999, noNaN: true }),
  at: fc.double({ min: 0, max: 0.999, noNaN: true }),
});
const publishing = fc.constantFrom<
  (plain: Config) => Partial<Pick<Config, 'feeds' | 'redirects' | 'llms' | 'cards'>>
>(
  () => ({}),
  () => ({ feeds: { formats: ['rss', 'json'], items: 1, content: 'summary' }, llms: false }),
  () => ({ redirects: { '/blog/:slug/': '/posts/:slug/', '/?p=1': 'https://example.org/' } }),
  ({ cards }) => ({ cards: { ...cards, enabled: true } }),
);
const setting = fc.record({
  title: fc.constantFrom('Site', 'Another'),
  sanitize: fc.boolean(),
  future: fc.boolean(),
  expired: fc.boolean(),
  drafts: fc.boolean(),
  base: fc.constantFrom('/', '/base/'),
  theme: fc.constantFrom('default', 'default', 'print', 'own', 'text'),
  themeOptions: fc.constantFrom<Config['themeOptions']>(
    {},
    {},
    { styles: ['css/site.css'] },
    { toc: { to: 2 }, footer: { text: 'x' } },
  ),
  lists: fc.boolean(),
  languages: fc.constantFrom('none', 'none', 'en', 'de'),
  relativeLinks: fc.boolean(),
  csp: fc.constantFrom<Config['csp']>(false, false, {}, { 'img-src': ['https://i.example.org'] }),
  syntax: fc.constantFrom(
    {},
    { typography: true, emoji: false },
    { code: { lineNumbers: true, wrap: true } },
    { callouts: { own: { icon: '!' } }, abbreviations: { DNS: 'names' } },
  ),
  language: fc.constantFrom('en', 'de'),
  url: fc.constantFrom(undefined, 'https://example.org'),
  publishing,
  media: fc.constantFrom(
    {},
    { math: true },
    { widths: [16], formats: ['avif', 'webp'] },
    { widths: [16], figures: false },
    { diagrams: [] },
  ),
});
const round = fc.record({
  edits: fc.array(edit, { maxLength: 4 }),
  harm,
  setting: fc.option(setting, { nil: undefined }),
  anew: fc.boolean(),
  jobs: fc.constantFrom(1, 1, 1, 2, 3),
  aged: fc.boolean(),
});

function textOf({
  title,
  order,
  slug,
  date,
  draft,
  tags,
  more,
  links,
  text,
  part,
  step,
}: Page): string {
  const keys = [
    `date: ${date}`,
    `draft: ${draft}`,
    `tags: [${tags.join(', ')}]`,
    ...(order === undefined ? [] : [`order: ${order}`]),
    ...(slug === undefined ? [] : [`slug: ${slug}`]),
    ...more,
  ];
  const body = links.map((link) => `[to](${link})`).join(' ');
  return `---\n${keys.join('\n')}\n---\n# ${title}\n\n## There\n\n${body}\n\n${text}\n\n${part}\n\n${step}`;
}

function apply(root: string, one: typeof edit extends fc.Arbitrary<infer T> ? T : never): void {
  const fileOf = (name: string): string => join(root, `content/${name}.md`);
  if (one.kind === 'write') write(root, { [`content/${one.name}.md`]: textOf(one.page) });
  else if (one.kind === 'part') {
    if (one.text === undefined) rmSync(join(root, one.path), { force: true });
    else write(root, { [one.path]: one.text });
  } else if (one.kind === 'remove') rmSync(fileOf(one.name), { force: true });
  else if (one.kind === 'picture') {
    const bytes = one.picture === undefined ? undefined : pictures[one.picture];
    if (bytes === undefined) rmSync(join(root, one.path), { force: true });
    else {
      write(root, { [one.path]: '' });
      writeFileSync(join(root, one.path), bytes);
    }
  } else if (one.kind === 'run') leaveRun(root, one);
  else if (one.kind === 'public') {
    if (one.text === '') rmSync(join(root, 'public'), { recursive: true, force: true });
    else write(root, { 'public/robots.txt': one.text });
  } else {
    write(root, { [`content/${one.to}.md`]: '' });
    try {
      renameSync(fileOf(one.name), fileOf(one.to));
    } catch {
      rmSync(fileOf(one.to));
    }
  }
}

/** What `verify` leaves, or that it is gone. */
function leaveRun(
  root: string,
  {
    name,
    day,
    status,
  }: Extract<typeof edit extends fc.Arbitrary<infer T> ? T : never, { kind: 'run' }>,
): void {
  const path = `.rutter/evidence/${evidenceFileName(name, undefined)}`;
  if (status === undefined) {
    rmSync(join(root, path), { force: true });
    return;
  }
  const run = { startedAt: `2026-05-0${day}T10:00:00Z`, status, durationMs: day };
  const { image: _, ...report } = exampleReport({ runbook: name, ...run });
  const history = [{ ...run, startedAt: '2026-04-01T10:00:00Z' }, run];
  write(root, { [path]: JSON.stringify({ ...report, history }) });
}

function befall(
  root: string,
  { what, file, at }: typeof harm extends fc.Arbitrary<infer T> ? T : never,
): void {
  const inSite = what.startsWith('site-');
  const folder = join(root, inSite ? 'dist' : '.rutter');
  // Without its manifest a folder is none of ours.
  const files = filesIn(folder).filter((path) =>
    inSite ? !path.endsWith('.rutter-manifest.json') : /\/(?:build-[0-9a-f]+|images)\//.test(path),
  );
  const path = files[Math.floor(file * files.length)];
  if (what === 'none' || path === undefined) return;
  const bytes = readFileSync(path);
  const place = Math.floor(at * bytes.length);
  if (what === 'truncate') truncateSync(path, place);
  else if (what === 'remove' || what === 'site-remove') rmSync(path);
  else if (what === 'site-edit') writeFileSync(path, `${bytes}edited`);
  else if (bytes.length > 0) {
    bytes[place] = (bytes[place] ?? 0) ^ 4;
    const { atime, mtime } = statSync(path);
    writeFileSync(path, bytes);
    utimesSync(path, atime, mtime);
  }
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((name) => join(folder, name))
      .filter((path) => statSync(path).isFile())
      .sort();
  } catch {
    return [];
  }
}

/** Files whose stamp tells: each has a time of its own, in the past. */
let clock = Date.parse('2026-01-01T00:00:00Z') / 1000;
const seen = new Map<string, string>();
function age(root: string): void {
  for (const folder of ['content', 'public', 'parts', 'shortcodes']) {
    for (const path of filesIn(join(root, folder))) {
      const { mtimeNs, ino } = statSync(path, { bigint: true });
      if (seen.get(path) === `${mtimeNs}:${ino}`) continue;
      clock += 1;
      utimesSync(path, clock, clock);
      const now = statSync(path, { bigint: true });
      seen.set(path, `${now.mtimeNs}:${now.ino}`);
    }
  }
}

/** Lists by date, groups and authors as a site may have them. */
function listsOf({ collections, taxonomies }: Config): Partial<Config> {
  const { tags: _, ...others } = taxonomies;
  return {
    collections: collections.map((one) =>
      one.kind === 'post' ? { ...one, archive: { by: 'day' }, related: 1 } : one,
    ),
    taxonomies: others,
    authors: { mara: { name: 'Mara Lind', bio: 'Writes.' } },
  };
}

type Media =
  typeof setting extends fc.Arbitrary<infer T extends { media: unknown }> ? T['media'] : never;

/** Formulas, diagrams and images. */
function mediaOf({ markdown }: Config, media: Media): Partial<Config['markdown']> {
  const { math = false, diagrams = markdown.diagrams, ...images } = media;
  return { math, diagrams, images: { ...markdown.images, ...images } };
}

const themes: Readonly<Record<string, string>> = {
  default: 'default',
  print: 'plain',
  own: './theme',
};

/** In two languages and two versions. */
function languagesOf({ collections }: Config, main: string): Partial<Config> {
  const locales = completeLocales({ en: {}, de: {} }, main);
  const versions = { docs: { v2: { folder: '.' }, v1: {} } };
  return { locales, collections: expandCollections(collections, locales, { versions }) };
}

const replay = process.env.RUTTER_REPLAY ? JSON.parse(process.env.RUTTER_REPLAY) : {};

test('whatever happens between builds, a build equals one from nothing', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(round, { minLength: 2, maxLength: 6 }), async (rounds) => {
      const root = makeSite({
        ...Object.fromEntries(Object.entries(partFiles).map(([path, [text]]) => [path, text])),
        'theme/layouts/_keep.ts': '',
        'css/site.css': 'body { color: red }\n',
      });
      const loaded = await configOf(root);
      const plain: Config = { ...loaded, checks: { ...loaded.checks, links: 'warn' } };
      let config = plain;
      let builder: Builder | undefined;
      for (const { edits, harm, setting, anew, jobs, aged } of rounds) {
        for (const one of edits) apply(root, one);
        if (aged) age(root);
        befall(root, harm);
        if (setting !== undefined) {
          const { title, sanitize, future, expired, drafts, base, theme, lists } = setting;
          const { languages, relativeLinks, syntax, language, media, url, publishing } = setting;
          const { themeOptions, csp } = setting;
          const listed: Config = { ...plain, ...(lists ? listsOf(plain) : {}) };
          config = {
            ...listed,
            ...publishing(plain),
            ...(languages === 'none' ? {} : languagesOf(listed, languages)),
            site: { ...plain.site, title, base, home: base, relativeLinks, language, url },
            markdown: { ...plain.markdown, sanitize, ...syntax, ...mediaOf(plain, media) },
            include: { future, expired, drafts },
            csp,
            theme: themes[theme] ?? plain.theme,
            themeOptions: theme === 'text' ? {} : themeOptions,
          };
        }
        if (anew || setting !== undefined || builder === undefined) builder = createBuilder(config);
        const kept = await builder.build({ now, jobs });
        const fresh = { ...config, outDir: join(root, 'fresh'), stateDir: join(root, '.fresh') };
        rmSync(fresh.outDir, { recursive: true, force: true });
        rmSync(fresh.stateDir, { recursive: true, force: true });
        const evidence = join(config.stateDir, 'evidence');
        if (existsSync(evidence)) {
          cpSync(evidence, join(fresh.stateDir, 'evidence'), { recursive: true });
        }
        const clean = await createBuilder(fresh).build({ now, jobs: 1 });
        expect([kept.ok, ...told(kept.diagnostics).sort()]).toEqual([
          clean.ok,
          ...told(clean.diagnostics).sort(),
        ]);
        if (clean.ok) {
          expect(kept.manifest).toEqual(clean.manifest);
          expect(textsOf(config.outDir)).toEqual(textsOf(fresh.outDir));
        }
      }
    }),
    { numRuns: Number(process.env.RUTTER_RUNS ?? 15), ...replay },
  );
}, 600_000);
