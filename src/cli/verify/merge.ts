import { loadConfig } from '../../config/load.ts';
import { diagnostic, UserError } from '../../model/diagnostic.ts';
import { saveDurations } from '../../report/durations.ts';
import { mergeRuns } from '../../report/merge.ts';
import { readRuns } from '../../report/read-runs.ts';
import { keepEvidence } from '../../verify/keep-evidence.ts';
import type { Invocation } from '../command.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { loadOptions } from '../load-options.ts';
import { listDiagnostics } from '../print-diagnostics.ts';
import { reportLineOf } from '../report-line.ts';
import { tellFindings } from './tell-findings.ts';

/**
 * `verify --merge`: joins the reports of the shards of one run, and goes on as if it had run here: the
 * reports, GitHub's summary, and the evidence for `build`.
 */
export async function merge(invocation: Invocation): Promise<ExitStatus> {
  const { arguments: taken, options, print, cwd } = invocation;
  const folders = Array.isArray(taken[0]) ? taken[0] : [];
  if (folders.length === 0) throw new UserError([noFolder()]);
  const config = await loadConfig(loadOptions(options));
  const { runs, diagnostics } = await readRuns(folders);
  const merged = mergeRuns(runs);
  const findings = {
    ...merged,
    diagnostics: [...diagnostics, ...merged.diagnostics],
    exitCode: diagnostics.length > 0 ? exitStatus.failed : merged.exitCode,
  };
  const where = { root: config.root, cwd };
  for (const report of findings.reports) {
    await keepEvidence(config.stateDir, report);
    print.result(reportLineOf(report, where));
    listDiagnostics(report.diagnostics, { print, ...where });
  }
  await saveDurations(config.stateDir, findings.reports);
  const { unwritten } = await tellFindings(findings, { options, print, where });
  return findings.exitCode === exitStatus.ok && unwritten ? exitStatus.usage : findings.exitCode;
}

function noFolder() {
  return diagnostic({
    code: 'merge-missing',
    message: '`--merge` needs folders with the reports of the shards',
    hint: 'write `rutter verify --merge FOLDER`',
  });
}
