import type { Report, StepResult } from '../model/report.ts';
import { groundName } from './ground-name.ts';
import { type RunFindings, summaryOf } from './json.ts';

type Paint = (text: string) => string;

/** How the caller colours text. */
export interface Palette {
  readonly green: Paint;
  readonly red: Paint;
  readonly yellow: Paint;
  readonly dim: Paint;
  readonly bold: Paint;
}

const marks = {
  passed: { sign: '✔', paint: 'green' },
  failed: { sign: '✖', paint: 'red' },
  error: { sign: '!', paint: 'yellow' },
  'not-run': { sign: '-', paint: 'yellow' },
} as const satisfies Record<Report['status'], { sign: string; paint: keyof Palette }>;

/** One line for one runbook in one image. */
export function reportLine(report: Report, palette: Palette): string {
  const { sign, paint } = marks[report.status];
  const what = `${report.file} ${palette.dim(`in ${groundName(report)}`)}`;
  return `${palette[paint](sign)} ${what}  ${outcome(report)} ${palette.dim(timeOf(report.durationMs))}`;
}

function outcome(report: Report): string {
  const having = (status: StepResult['status']): number =>
    report.steps.filter((step) => step.status === status).length;
  switch (report.status) {
    case 'passed': {
      const skipped = having('skipped');
      return `${plural(having('passed'), 'step')}${skipped === 0 ? '' : `, ${skipped} skipped`}`;
    }
    case 'failed': {
      const failed = report.steps.filter((step) => step.status === 'failed');
      const names = failed.map((step) => `\`${step.id}\``).join(', ');
      const left = having('not-run');
      return `${names === '' ? 'failed' : `${names} failed`}${left === 0 ? '' : `, ${left} not run`}`;
    }
    case 'error':
      return `stopped: ${report.reason ?? 'the sandbox failed'}`;
    case 'not-run':
      return `not run: ${report.reason ?? 'no sandbox'}`;
  }
}

/** The last line of a run. */
export function totalLine(findings: RunFindings, palette: Palette): string {
  const { passed, failed, error, notRun, runbooks, durationMs } = summaryOf(findings);
  const mistakes = findings.diagnostics.filter((one) => one.severity === 'error').length;
  const parts = [
    ...(passed > 0 || runbooks === 0 ? [palette.green(`${passed} passed`)] : []),
    ...(failed > 0 ? [palette.red(`${failed} failed`)] : []),
    ...(error > 0 ? [palette.yellow(`${error} stopped by the sandbox`)] : []),
    ...(notRun > 0 ? [palette.yellow(`${notRun} not run`)] : []),
    ...(mistakes > 0 ? [palette.red(plural(mistakes, 'mistake'))] : []),
  ];
  return `${palette.bold(plural(runbooks, 'runbook'))}: ${parts.join(', ')} ${palette.dim(timeOf(durationMs))}`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function timeOf(ms: number): string {
  return ms < 1000 ? `${ms} ms` : `${(ms / 1000).toFixed(1)} s`;
}
