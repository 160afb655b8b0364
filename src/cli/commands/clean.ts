import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { loadConfig } from '../../config/load.ts';
import { clean } from '../../output/clean.ts';
import { loadEvidence } from '../../report/evidence.ts';
import type { Run } from '../command.ts';
import { counted } from '../diagnostic-text.ts';
import { exitStatus } from '../exit-status.ts';
import { removeGoneEvidence } from '../gone-evidence.ts';
import { loadOptions } from '../load-options.ts';
import { printDiagnostics } from '../print-diagnostics.ts';
import { safe } from '../safe-text.ts';

/** Passes and pages that are known, the journal of a run that was stopped, and how long runs took. */
const keptByVerify = ['cache', 'run.jsonl', 'durations.json'];
/** Made or asked for once, for every build: images in other sizes, social cards, what git and other hosts said. */
const keptForBuilds = ['images', 'cards', 'history', 'links'];
/** What loaders have given. */
const keptByLoaders = ['loaded', 'entries'];
/** What the names of folders begin with in which builds keep what they have made. */
const keptByBuilds = 'build-';

export const run: Run = async ({ options, print, cwd }) => {
  const config = await loadConfig(loadOptions(options));
  const { root, outDir, stateDir, contentDir, publicDir } = config;
  const { evidence: known } = await loadEvidence(stateDir);
  const gone = options.evidence ? [] : await removeGoneEvidence(config);
  const shared = { stateDir, keep: [contentDir, publicDir] };
  const kept = (await namesIn(stateDir)).filter((name) => name.startsWith(keptByBuilds));
  for (const name of [...keptByVerify, ...keptForBuilds, ...keptByLoaders, ...kept]) {
    await rm(join(stateDir, name), { recursive: true, force: true });
  }
  // The dev server's own site is as much ours as the one that was built.
  const dev = await clean({ ...shared, outDir: join(stateDir, 'dev') });
  const built = await clean({ ...shared, outDir, evidence: options.evidence });
  const diagnostics = [...dev.diagnostics, ...built.diagnostics];
  const ok = dev.ok && built.ok;
  const { removed, left } = built;
  const runbooks = options.evidence ? [...new Set(known.map((one) => one.runbook))] : gone;
  if (print.json)
    print.document({ ok, removed, left, evidence: ok ? runbooks : gone, diagnostics });
  printDiagnostics(diagnostics, { print, root, cwd });
  if (gone.length > 0) {
    print.result(safe`removed the evidence of pages that are gone: ${gone.join(', ')}`);
  }
  if (!ok) return exitStatus.failed;
  print.result(safe`removed ${counted(removed, 'file')} of the site`);
  if (left.length > 0) {
    print.result(safe`left what Rutter did not make: ${left.join(', ')}`);
  }
  if (options.evidence) {
    print.result(safe`removed the evidence of ${counted(runbooks.length, 'runbook')}`);
  }
  return exitStatus.ok;
};

async function namesIn(folder: string): Promise<readonly string[]> {
  return await readdir(folder).catch(() => []);
}
