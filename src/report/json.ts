import { canonicalJson } from '../model/canonical.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Coverage, Report, ShardRecord } from '../model/report.ts';
import { flakySteps, skippedSteps } from './remarks.ts';
import type { RunReport, RunSummary } from './schema.ts';

/** What one run of `verify` found, whatever it is then written as. */
export interface RunFindings {
  readonly reports: readonly Report[];
  /** Outside the reports: pages with mistakes, what kept runbooks from running. */
  readonly diagnostics: readonly Diagnostic[];
  readonly exitCode: number;
  readonly durationMs: number;
  /** Of a run that is a share of a larger one. */
  readonly shard?: ShardRecord | undefined;
  /** What becomes of the shell blocks of the pages, where that is known. */
  readonly coverage?: Coverage | undefined;
}

export function summaryOf(findings: RunFindings): RunSummary {
  const { reports } = findings;
  const having = (status: Report['status']): number =>
    reports.filter((report) => report.status === status).length;
  return {
    runbooks: new Set(reports.map((report) => report.runbook)).size,
    runs: reports.length,
    brokenPages: brokenPages(findings),
    passed: having('passed'),
    failed: having('failed'),
    error: having('error'),
    notRun: having('not-run'),
    steps: reports.reduce((sum, report) => sum + report.steps.length, 0),
    flaky: reports.filter((report) => flakySteps(report).length > 0).length,
    cached: reports.filter((report) => report.cached).length,
    skippedSteps: reports.reduce((sum, report) => sum + skippedSteps(report).length, 0),
    ...(findings.coverage === undefined ? {} : { coverage: findings.coverage }),
    durationMs: findings.durationMs,
    exitCode: findings.exitCode,
  };
}

/** How many pages have a mistake that kept them from being run. */
function brokenPages({ diagnostics }: RunFindings): number {
  const errors = diagnostics.filter((one) => one.severity === 'error' && one.file !== undefined);
  return new Set(errors.map((one) => one.file)).size;
}

/** The JSON of a whole run; `schema/report.json` describes it. Keys are sorted. */
export function jsonReport(findings: RunFindings): string {
  const { reports, diagnostics, shard } = findings;
  const run: RunReport = { schema: 1, summary: summaryOf(findings), reports, diagnostics, shard };
  return `${canonicalJson(run, 2)}\n`;
}
