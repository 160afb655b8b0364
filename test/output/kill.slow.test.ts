import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { digestOf } from '../../src/model/source.ts';
import { readManifest } from '../../src/output/manifest.ts';
import { publish } from '../../src/output/publish.ts';
import { recoverSite } from '../../src/output/site-folder.ts';
import { files, leftIn, mountAt, scratch, treeOf } from './folders.ts';
import { version } from './versions.ts';

const script = join(import.meta.dirname, 'publish-loop.ts');

/** Starts a process that publishes without end, and resolves when it has begun. */
async function startLoop(outDir: string, stateDir: string, how: string): Promise<ChildProcess> {
  const child = spawn(
    process.execPath,
    ['--import', 'jiti/register', script, outDir, stateDir, how],
    {
      cwd: join(import.meta.dirname, '../..'),
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  await new Promise((resolve) => child.stdout?.once('data', resolve));
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}

/** The files are those of one version, all of them, and those that the manifest tells of. */
async function expectWhole(outDir: string): Promise<void> {
  const tree = treeOf(outDir);
  const version = tree['index.html'];
  expect(['one', 'two']).toContain(version);
  expect(Object.keys(tree)).toHaveLength(121);
  for (const [path, text] of Object.entries(tree)) {
    if (!path.startsWith('same/')) expect(text.startsWith(`${version}`), path).toBe(true);
  }
  const manifest = await readManifest(outDir);
  const digests = Object.entries(tree).map(([path, text]) => [path, digestOf(text)]);
  expect(Object.entries(manifest?.files ?? {}).map(([path, { digest }]) => [path, digest])).toEqual(
    digests.sort(([a = ''], [b = '']) => (a < b ? -1 : 1)),
  );
}

describe.each([
  ['exchanging folders', 'native', 15],
  ['renaming twice', 'none', 15],
])('killed at any moment while %s', (_title, how, times) => {
  test('the site is whole, and the next build clears up', async () => {
    const { root, outDir, stateDir } = scratch();
    await publish({ files: version('one'), outDir, stateDir });
    for (let round = 0; round < times; round += 1) {
      const child = await startLoop(outDir, stateDir, how);
      await sleep(5 + Math.random() * 120);
      await kill(child);
      // Between two renames there is a moment without a site: any command ends it.
      await recoverSite({ outDir, stateDir });
      await expectWhole(outDir);
    }
    const { ok } = await publish({ files: files({ 'index.html': 'x' }), outDir, stateDir });
    expect(ok).toBe(true);
    expect(leftIn(stateDir)).toEqual([]);
    expect(readdirSync(root).sort()).toEqual(['.rutter', 'dist']);
  }, 120_000);
});

test('killed while it publishes into a mount point: what is begun is completed', async (context) => {
  const { outDir, stateDir } = scratch();
  if (!mountAt(outDir)) return context.skip('mounting is not allowed here');
  await publish({ files: version('one'), outDir, stateDir });
  for (let round = 0; round < 8; round += 1) {
    const child = await startLoop(outDir, stateDir, 'native');
    await sleep(5 + Math.random() * 150);
    await kill(child);
    await recoverSite({ outDir, stateDir });
    await expectWhole(outDir);
  }
}, 120_000);

test('a reader never misses a page while folders are exchanged', async () => {
  const { outDir, stateDir } = scratch();
  const child = await startLoop(outDir, stateDir, 'native');
  while (!existsSync(join(outDir, 'index.html'))) await sleep(5);
  const seen = new Set<string>();
  const end = performance.now() + 1_000;
  while (performance.now() < end) {
    for (let n = 0; n < 200; n += 1) seen.add(readFileSync(join(outDir, 'index.html'), 'utf8'));
    await sleep(0);
  }
  await kill(child);
  expect([...seen].sort()).toEqual(['one', 'two']);
}, 30_000);

test('two builds at once do not hurt each other', async () => {
  const { outDir, stateDir } = scratch();
  const children = await Promise.all([
    startLoop(outDir, stateDir, 'native'),
    startLoop(outDir, stateDir, 'none'),
    startLoop(outDir, stateDir, 'native'),
  ]);
  await sleep(1_500);
  expect(children.map(({ exitCode }) => exitCode)).toEqual([null, null, null]);
  await Promise.all(children.map(kill));
  await recoverSite({ outDir, stateDir });
  await expectWhole(outDir);
}, 30_000);
