import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { clean } from '../../src/output/clean.ts';
import { manifestName } from '../../src/output/manifest.ts';
import { publish } from '../../src/output/publish.ts';
import { files, scratch, treeOf } from './folders.ts';

const site = { 'index.html': 'i', 'a/b.html': 'b' };

test('the site goes, the evidence stays unless asked', async () => {
  const { outDir, stateDir, root } = scratch();
  await publish({ files: files(site), outDir, stateDir });
  mkdirSync(join(stateDir, 'evidence'));
  writeFileSync(join(stateDir, 'evidence/a.json'), '{}');
  mkdirSync(join(stateDir, 'staging-of-somebody'));
  expect(await clean({ outDir, stateDir })).toMatchObject({ ok: true, removed: 2, left: [] });
  expect(readdirSync(root)).toEqual(['.rutter']);
  expect(readdirSync(stateDir).sort()).toEqual(['evidence', 'staging-of-somebody']);
  await clean({ outDir, stateDir, evidence: true });
  expect(readdirSync(stateDir)).toEqual(['staging-of-somebody']);
});

test('what Rutter has not made stays', async () => {
  const { outDir, stateDir } = scratch();
  await publish({ files: files(site), outDir, stateDir });
  writeFileSync(join(outDir, 'a/mine.txt'), 'mine');
  const { ok, left, diagnostics } = await clean({ outDir, stateDir });
  expect({ ok, left }).toEqual({ ok: true, left: ['a/mine.txt'] });
  expect(diagnostics).toMatchObject([{ code: 'output-foreign', severity: 'info' }]);
  expect(treeOf(outDir)).toEqual({ 'a/mine.txt': 'mine' });
});

test('a folder that is no site of ours is not touched; nothing to clean is no mistake', async () => {
  const { outDir, stateDir } = scratch();
  expect(await clean({ outDir, stateDir })).toMatchObject({ ok: true, removed: 0 });
  expect(existsSync(stateDir)).toBe(false);
  mkdirSync(outDir);
  writeFileSync(join(outDir, 'thesis.doc'), 'x');
  const { ok, diagnostics } = await clean({ outDir, stateDir });
  expect(ok).toBe(false);
  expect(diagnostics).toMatchObject([{ code: 'output-not-ours' }]);
  expect(treeOf(outDir)).toEqual({ 'thesis.doc': 'x' });
});

test('a manifest that names files elsewhere is none of ours', async () => {
  const { outDir, stateDir, root } = scratch();
  await publish({ files: files(site), outDir, stateDir });
  writeFileSync(join(root, 'thesis.doc'), 'x');
  const manifest = JSON.parse(readFileSync(join(outDir, manifestName), 'utf8'));
  manifest.files['../thesis.doc'] = manifest.files['index.html'];
  writeFileSync(join(outDir, manifestName), JSON.stringify(manifest));
  const { diagnostics } = await clean({ outDir, stateDir });
  expect(diagnostics).toMatchObject([{ code: 'output-not-ours' }]);
  expect(readdirSync(root).sort()).toEqual(['.rutter', 'dist', 'thesis.doc']);
});
