import { loadConfig } from '../../config/load.ts';
import { lintRunbook } from '../../runbook/lint/lint.ts';
import { findRunbooks } from '../../verify/find-runbooks.ts';
import { annotate } from '../annotate.ts';
import type { Invocation } from '../command.ts';
import { counted } from '../diagnostic-text.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { loadOptions } from '../load-options.ts';
import { hasErrors, printDiagnostics, strictly } from '../print-diagnostics.ts';
import { bold, dim, green, safe } from '../safe-text.ts';

/** `verify --lint`: names the expectations that accept nearly anything. Runs nothing. */
export async function lint({
  arguments: [paths],
  options,
  print,
  cwd,
}: Invocation): Promise<ExitStatus> {
  const config = await loadConfig(loadOptions(options));
  const { root } = config;
  const found = await findRunbooks(config, Array.isArray(paths) ? paths : []);
  const lints = found.runbooks.map(lintRunbook);
  const accepted = lints.flatMap((one) => one.accepted);
  const diagnostics = strictly(
    [...found.diagnostics, ...lints.flatMap((one) => one.diagnostics)],
    options.strict,
  );
  const ok = !hasErrors(diagnostics);
  if (print.json) {
    print.document({ ok, root, runbooks: found.runbooks.length, diagnostics, accepted });
  }
  for (const { finding, reason } of print.loudness === 'verbose' && !print.json ? accepted : []) {
    const line = finding.span?.start.line ?? 1;
    print.note(safe`${dim(`${finding.file}:${line} accepted ${finding.code}`)}  ${reason}`);
  }
  printDiagnostics(diagnostics, { print, root, cwd });
  annotate(diagnostics, print, { root, cwd });
  if (!ok) return exitStatus.failed;
  const reasons = accepted.length === 0 ? '' : `, ${counted(accepted.length, 'finding')} accepted`;
  print.result(
    safe`${bold(green('looked through'))} ${counted(found.runbooks.length, 'runbook')}${reasons}`,
  );
  return exitStatus.ok;
}
