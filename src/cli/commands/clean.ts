import { join } from 'node:path';
import { loadConfig } from '../../config/load.ts';
import { clean } from '../../output/clean.ts';
import type { Run } from '../command.ts';
import { counted } from '../diagnostic-text.ts';
import { exitStatus } from '../exit-status.ts';
import { loadOptions } from '../load-options.ts';
import { printDiagnostics } from '../print-diagnostics.ts';
import { safe } from '../safe-text.ts';

export const run: Run = async ({ options, print, cwd }) => {
  const { root, outDir, stateDir, contentDir, publicDir } = await loadConfig(loadOptions(options));
  const shared = { stateDir, keep: [contentDir, publicDir] };
  // The dev server's own site is as much ours as the one that was built.
  const dev = await clean({ ...shared, outDir: join(stateDir, 'dev') });
  const built = await clean({ ...shared, outDir, evidence: options.evidence });
  const diagnostics = [...dev.diagnostics, ...built.diagnostics];
  const ok = dev.ok && built.ok;
  if (print.json) print.document({ ok, removed: built.removed, left: built.left, diagnostics });
  printDiagnostics(diagnostics, { print, root, cwd });
  if (ok) print.result(safe`removed ${counted(built.removed, 'file')} of the site`);
  return ok ? exitStatus.ok : exitStatus.failed;
};
