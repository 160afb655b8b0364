import { coverageWords } from '../../model/coverage.ts';
import { jsonReport, type RunFindings } from '../../report/json.ts';
import { totalLine } from '../../report/summary.ts';
import type { Options } from '../command.ts';
import { counted, type Whereabouts } from '../diagnostic-text.ts';
import { palette } from '../palette.ts';
import type { Printer } from '../print.ts';
import { listDiagnostics } from '../print-diagnostics.ts';
import { safe, trusted, yellow } from '../safe-text.ts';
import { inGitHubActions, tellGitHub } from '../tell-github.ts';
import { writeReports } from '../write-reports.ts';

export interface TellContext {
  readonly options: Options;
  readonly print: Printer;
  readonly where: Whereabouts;
  /** What is to be said before the last line. */
  readonly remark?: string | undefined;
}

/**
 * Tells of all that was found in every form that was asked for; the reports of the runs were printed
 * before, each at its time.
 */
export async function tellFindings(
  findings: RunFindings,
  { options, print, where, remark }: TellContext,
): Promise<{ readonly unwritten: boolean }> {
  const unwritten = await writeReports(findings, options);
  if (print.json) print.document(JSON.parse(jsonReport(findings)));
  listDiagnostics(findings.diagnostics, { print, ...where });
  const untold = inGitHubActions() ? await tellGitHub(findings, print, where) : [];
  listDiagnostics([...unwritten, ...untold], { print, ...where });
  if (remark !== undefined) print.problem(yellow(remark));
  const { shard, coverage } = findings;
  if (shard !== undefined) {
    const { index, count, runs } = shard;
    print.note(
      safe`shard ${index} of ${count}: ${findings.reports.length} of ${counted(runs.length, 'run')}`,
    );
  }
  if (coverage !== undefined) print.note(safe`coverage: ${coverageWords(coverage)}`);
  print.result(trusted(totalLine(findings, palette)));
  return { unwritten: unwritten.length > 0 };
}
