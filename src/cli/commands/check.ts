import { createBuilder } from '../../build.ts';
import { loadConfig } from '../../config/load.ts';
import { lintRunbook } from '../../runbook/lint/lint.ts';
import { annotate } from '../annotate.ts';
import type { Run } from '../command.ts';
import { counted } from '../diagnostic-text.ts';
import { exitStatus } from '../exit-status.ts';
import { judgedStatus } from '../judged-status.ts';
import { loadOptions } from '../load-options.ts';
import { hasErrors, printDiagnostics, strictly } from '../print-diagnostics.ts';
import { bold, dim, green, safe } from '../safe-text.ts';
import { seconds } from '../seconds.ts';

export const run: Run = async ({ options, print, cwd }) => {
  const config = await loadConfig(loadOptions(options));
  const { root } = config;
  const result = await createBuilder(config).check({ strict: options.strict });
  // What would pass although something is wrong is a finding like any other.
  const weak = strictly(
    result.runbooks.flatMap((runbook) => lintRunbook(runbook).diagnostics),
    options.strict,
  );
  const diagnostics = [...result.diagnostics, ...weak];
  const ok = result.ok && !hasErrors(weak);
  if (print.json) {
    const durationMs = Math.round(result.durationMs);
    print.document({ ok, root, pages: result.pages, durationMs, diagnostics });
  }
  printDiagnostics(diagnostics, { print, root, cwd });
  annotate(diagnostics, print, { root, cwd });
  if (!ok) return judgedStatus(diagnostics);
  print.result(
    safe`${bold(green('checked'))} ${counted(result.pages, 'page')} ${dim(`in ${seconds(result.durationMs)}`)}`,
  );
  return exitStatus.ok;
};
