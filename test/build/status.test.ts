import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createBuilder } from '../../src/build.ts';
import type { Config } from '../../src/model/config.ts';
import type { Report } from '../../src/model/report.ts';
import type { StatusFile } from '../../src/model/status-file.ts';
import { saveEvidence } from '../../src/report/evidence.ts';
import { statusSchema } from '../../src/report/status-schema.ts';
import { statusSchemaFile } from '../../src/report/status-schema-file.ts';
import { findRunbooks } from '../../src/verify/find-runbooks.ts';
import { exampleCommand, exampleReport } from '../report/examples.ts';
import { configOf, makeSite, now, textsOf, told, write } from './mini-site.ts';

const page = (title: string, front = '', steps = 'true') =>
  `---\ntitle: ${title}\n${front}\n---\n\n\`\`\`sh name=look\n${steps}\n\`\`\`\n\n<!-- sh name=cellar\ntrue\n-->\n\n\`\`\`sh name=mend\ntrue\n\`\`\`\n`;

/** What a run of that runbook would have left. `fails`: at the step of that name. */
async function ran(
  config: Config,
  id: string,
  { image, fails, day = 1 }: { image?: string; fails?: string; day?: number } = {},
): Promise<void> {
  const { runbooks } = await findRunbooks(config, []);
  const runbook = runbooks.find((one) => one.id === id);
  if (runbook === undefined) throw new Error(`there is no runbook ${id}`);
  const { ground } = exampleReport();
  const report: Report = {
    ...exampleReport(),
    runbook: id,
    title: runbook.title,
    file: runbook.source.path,
    image,
    ...(ground === undefined ? {} : { ground: { ...ground, name: image ?? ground.name } }),
    runbookDigest: runbook.digest,
    startedAt: `2026-05-0${day}T10:00:00Z`,
    durationMs: 100 * day,
    status: fails === undefined ? 'passed' : 'failed',
    steps: runbook.steps.map(({ id: step, number, name, digest }) => ({
      ...{ id: step, number, name, digest, durationMs: 5, commands: [exampleCommand()] },
      status: step === fails ? 'failed' : 'passed',
    })),
  };
  await saveEvidence(config.stateDir, report);
}

async function build(config: Config): Promise<Record<string, string>> {
  const { diagnostics } = await createBuilder(config).build({ now });
  expect(told(diagnostics)).toEqual([]);
  return textsOf(config.outDir);
}

const statusIn = (texts: Record<string, string>, path = 'runbooks/status.json'): StatusFile =>
  statusSchema.parse(JSON.parse(Buffer.from(texts[path] ?? '', 'latin1').toString()));
const titleIn = (svg = ''): string =>
  Buffer.from(/<title>(.*)<\/title>/.exec(svg)?.[1] ?? '', 'latin1').toString();

const config = (more: string) =>
  `export default { site: { title: 'S', url: 'https://example.org' }, ${more} };\n`;

test('status.json says of each runbook what its page says, and what needs somebody first', async () => {
  const root = makeSite({
    'rutter.config.mjs': config(''),
    'content/runbooks/well.md': page('Well', 'tags: [a, b]\nowner: Storage\ndescription: D.'),
    'content/runbooks/both.md': page('Both', 'runbook: {images: ["debian:12", "alpine:3.22"]}'),
    'content/runbooks/cellar.md': page('Cellar'),
    'content/runbooks/old.md': page('Old'),
    'content/runbooks/new.md': page('New'),
    'content/runbooks/hidden-away.md': page('Hidden away', 'unlisted: true'),
    'content/docs/guide.md': page('Guide', 'runbook: true'),
  });
  const loaded = await configOf(root, 'default');
  await ran(loaded, 'runbooks/well', { day: 1, fails: 'mend' });
  await ran(loaded, 'runbooks/well', { day: 2 });
  await ran(loaded, 'runbooks/both', { image: 'debian:12', day: 3 });
  await ran(loaded, 'runbooks/both', { image: 'alpine:3.22', day: 2 });
  await ran(loaded, 'runbooks/both', { image: 'alpine:3.22', day: 4, fails: 'mend' });
  await ran(loaded, 'runbooks/cellar', { fails: 'cellar' });
  await ran(loaded, 'runbooks/old');
  write(root, { 'content/runbooks/old.md': page('Old', '', 'uname') });
  await ran(loaded, 'docs/guide');

  const texts = await build(loaded);
  const status = statusIn(texts);
  expect(texts['runbooks/status.schema.json']).toBe(readFileSync(statusSchemaFile, 'latin1'));
  expect(status).toMatchObject({
    $schema: 'status.schema.json',
    title: 'Runbooks',
    url: 'https://example.org/runbooks/',
    badge: 'https://example.org/runbooks/badge.svg',
    state: 'failing',
    counts: { failing: 2, stale: 1, unverified: 1, verified: 1 },
  });
  const [cellar, both, old, fresh, well] = status.runbooks;
  expect(status.runbooks.map(({ id, state }) => `${state} ${id}`)).toEqual([
    'failing runbooks/cellar',
    'failing runbooks/both',
    'stale runbooks/old',
    'unverified runbooks/new',
    'verified runbooks/well',
  ]);
  expect(well).toMatchObject({
    title: 'Well',
    url: 'https://example.org/runbooks/well/',
    badge: 'https://example.org/runbooks/well/badge.svg',
    description: 'D.',
    owner: 'Storage',
    tags: ['a', 'b'],
    lastProven: '2026-05-02T10:00:00Z',
    lastRun: '2026-05-02T10:00:00Z',
    durationMs: 200,
    steps: 3,
    images: [
      {
        state: 'verified',
        history: [
          { startedAt: '2026-05-01T10:00:00Z', status: 'failed', durationMs: 100 },
          { startedAt: '2026-05-02T10:00:00Z', status: 'passed', durationMs: 200 },
        ],
      },
    ],
  });
  // The image that has waited longest last passed on the second.
  expect(both).toMatchObject({ lastProven: '2026-05-02T10:00:00Z', durationMs: 700 });
  expect(both?.images).toMatchObject([
    { image: 'debian:12', state: 'verified' },
    { image: 'alpine:3.22', state: 'failing', failedStep: { number: 2, name: 'mend' } },
  ]);
  expect(both?.images[0]).not.toHaveProperty('failedStep');
  // Nothing is told of a hidden step.
  expect(cellar?.images[0]).not.toHaveProperty('failedStep');
  expect(cellar).not.toHaveProperty('lastProven');
  expect(texts['runbooks/status.json']).not.toContain('"cellar"');
  expect(old).toMatchObject({ changedSteps: [1, 2], lastProven: '2026-05-01T10:00:00Z' });
  expect(fresh).not.toHaveProperty('lastRun');

  expect(titleIn(texts['runbooks/badge.svg'])).toBe(
    'Runbooks: 2 failing, 1 stale, 1 unverified, 1 verified',
  );
  expect(texts['runbooks/badge.svg']).toContain('>2 failing, 1 verified</text>');
  expect(titleIn(texts['runbooks/well/badge.svg'])).toBe(
    'Well: verified, proven 2026-05-02 (debian:12)',
  );
  expect(texts['runbooks/well/badge.svg']).toContain('>proven 2026-05-02</text>');
  expect(titleIn(texts['runbooks/old/badge.svg'])).toBe('Old: stale');
  expect(titleIn(texts['docs/guide/badge.svg'])).toMatch(/^Guide: verified/);
  expect(texts).toHaveProperty('runbooks/hidden-away/badge.svg');
  expect(texts).not.toHaveProperty('docs/status.json');
  expect(texts['sitemap.xml']).not.toContain('wall');
  expect(texts['runbooks/wall/index.html']).toContain('content="noindex"');
});

test('a new run is told by all of them, and what it does not concern stays', async () => {
  const root = makeSite({
    'rutter.config.mjs': config(''),
    'content/runbooks/a.md': page('A'),
    'content/runbooks/b.md': page('B'),
  });
  const loaded = await configOf(root, 'default');
  const builder = createBuilder(loaded);
  await builder.build({ now });
  await ran(loaded, 'runbooks/a');
  const { written } = await builder.build({ now });
  // The front page counts them, and the sidebar of the other has the state of this one.
  expect(written.toSorted()).toEqual([
    'index.html',
    'runbooks/a/badge.svg',
    'runbooks/a/index.html',
    'runbooks/b/index.html',
    'runbooks/badge.svg',
    'runbooks/index.html',
    'runbooks/status.json',
    'runbooks/wall/index.html',
  ]);
});

test('a collection without runbooks has none of them, nor has a site', async () => {
  const texts = await build(
    await configOf(
      makeSite({ 'content/runbooks/index.md': '# Soon\n\nNothing yet.\n' }),
      'default',
    ),
  );
  expect(Object.keys(texts).filter((path) => /status|badge|wall/.test(path))).toEqual([]);
});

test("an author's own files stay where ours would be", async () => {
  const own = '<svg xmlns="http://www.w3.org/2000/svg"><title>Own</title></svg>\n';
  const root = makeSite({
    'content/runbooks/a/index.md': `${page('A')}\n![own](badge.svg)\n`,
    'content/runbooks/a/badge.svg': own,
    'content/runbooks/wall.md': page('Wall'),
    'public/runbooks/badge.svg': own,
    'public/runbooks/status.json': '{}\n',
  });
  const texts = await build(await configOf(root, 'default'));
  expect(texts['runbooks/badge.svg']).toBe(own);
  expect(texts['runbooks/a/badge.svg']).toBe(own);
  expect(texts['runbooks/status.json']).toBe('{}\n');
  expect(texts['runbooks/wall/index.html']).toContain('<h1>Wall</h1>');
});

test('each language has its own, in its own words and at its own place', async () => {
  const root = makeSite({
    'rutter.config.mjs':
      "export default { site: { title: 'S', base: '/b/' }, locales: { en: {}, de: {} } };\n",
    'content/runbooks/a.md': page('A <b>'),
    'content/runbooks/a.de.md': page('Ä'),
    'content/runbooks/only.md': page('Only'),
  });
  const loaded = await configOf(root, 'default');
  await ran(loaded, 'runbooks/a', { day: 2 });
  const texts = await build(loaded);
  const german = statusIn(texts, 'de/runbooks/status.json');
  expect(german).toMatchObject({ language: 'de', url: '/b/de/runbooks/' });
  expect(german.runbooks.map(({ url, badge }) => [url, badge])).toEqual([
    ['/b/de/runbooks/only/', '/b/de/runbooks/only/badge.svg'],
    ['/b/de/runbooks/a/', '/b/de/runbooks/a/badge.svg'],
  ]);
  expect(texts['de/runbooks/only/badge.svg']).toContain('>ungeprüft</text>'.replace('ü', 'Ã¼'));
  expect(titleIn(texts['runbooks/a/badge.svg'])).toMatch(/^A &lt;b&gt;: verified, proven/);
  expect(texts['de/runbooks/wall/index.html']).toContain('lang="de"');
});

test('pages without a folder of their own have their badge beside them', async () => {
  const root = makeSite({
    'rutter.config.mjs':
      "export default { collections: { runbooks: { kind: 'runbook', permalink: '/ops/:slug.html' } } };\n",
    'content/runbooks/a.md': page('A'),
  });
  mkdirSync(join(root, 'public'), { recursive: true });
  const texts = await build(await configOf(root, 'default'));
  expect(Object.keys(texts).filter((path) => path.endsWith('.svg') && /ops/.test(path))).toEqual([
    'ops/a.badge.svg',
    'ops/badge.svg',
  ]);
});
