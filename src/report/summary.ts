import { interrupted, type Report, type StepResult } from '../model/report.ts';
import { ago } from './ago.ts';
import { groundName } from './ground-name.ts';
import { type RunFindings, summaryOf } from './json.ts';
import { flakySteps, reasonsOf, skippedSteps } from './remarks.ts';

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

/** One line for one runbook in one image. `nowMs`: to say how long ago a pass was that is known. */
export function reportLine(report: Report, palette: Palette, nowMs: number = Date.now()): string {
  const { sign, paint } = marks[report.status];
  // What never ran took no time, and its reason names what it was to run in.
  if (report.status === 'not-run') {
    return `${palette[paint](sign)} ${report.file}  ${outcome(report, palette)}`;
  }
  const when = report.cached ? `proven ${ago(report.startedAt, nowMs)}` : timeOf(report.durationMs);
  const what = `${report.file} ${palette.dim(`in ${groundName(report)}`)}`;
  return `${palette[paint](sign)} ${what}  ${outcome(report, palette)} ${palette.dim(when)}`;
}

function outcome(report: Report, palette: Palette): string {
  const having = (status: StepResult['status']): number =>
    report.steps.filter((step) => step.status === status).length;
  switch (report.status) {
    case 'passed': {
      return [
        `${plural(having('passed'), 'step')}${report.partial ? ' of the page' : ''}`,
        ...skippedWords(report),
        ...flakyWords(report).map(palette.yellow),
      ].join(', ');
    }
    case 'failed': {
      const failed = report.steps.filter((step) => step.status === 'failed');
      const names = failed.map((step) => `\`${step.id}\``).join(', ');
      const left = having('not-run');
      return `${names === '' ? 'failed' : `${names} failed`}${left === 0 ? '' : `, ${left} not run`}`;
    }
    case 'error':
      if (report.reason === interrupted) return interrupted;
      return `stopped: ${report.reason ?? 'the sandbox failed'}`;
    case 'not-run':
      return `not run: ${report.reason ?? 'no sandbox'}`;
  }
}

const longestReasons = 100;

/** `2 skipped (needs a disk; no jq)` */
function skippedWords(report: Report): readonly string[] {
  const skipped = skippedSteps(report);
  if (skipped.length === 0) return [];
  const reasons = reasonsOf(skipped).join('; ');
  const cut = reasons.length > longestReasons ? `${reasons.slice(0, longestReasons)}…` : reasons;
  return [`${skipped.length} skipped${cut === '' ? '' : ` (${cut})`}`];
}

/** `flaky: \`fetch\`` */
function flakyWords(report: Report): readonly string[] {
  const names = flakySteps(report).map(({ id, attempts }) => `\`${id}\` (${attempts} attempts)`);
  return names.length === 0 ? [] : [`flaky: ${names.join(', ')}`];
}

/** The last line of a run. */
export function totalLine(findings: RunFindings, palette: Palette): string {
  const { passed, failed, error, notRun, runs, brokenPages, durationMs } = summaryOf(findings);
  const { flaky = 0, cached = 0, skippedSteps: skipped = 0 } = summaryOf(findings);
  const given = findings.reports.filter((report) => report.reason === interrupted).length;
  const known = cached === 0 ? '' : palette.dim(` (${cached} proven before)`);
  const parts = [
    ...(passed > 0 || runs + brokenPages === 0 ? [palette.green(`${passed} passed`) + known] : []),
    ...(failed > 0 ? [palette.red(`${failed} failed`)] : []),
    ...(given > 0 ? [palette.yellow(`${given} ${interrupted}`)] : []),
    ...(error > given ? [palette.yellow(`${error - given} stopped by the sandbox`)] : []),
    ...(notRun > 0 ? [palette.yellow(`${notRun} not run`)] : []),
    ...(brokenPages > 0 ? [palette.red(`${plural(brokenPages, 'page')} with mistakes`)] : []),
    ...(flaky > 0 ? [palette.yellow(`${flaky} flaky`)] : []),
    ...(skipped > 0 ? [`${plural(skipped, 'step')} skipped`] : []),
  ];
  return `${palette.bold(subject(findings))}: ${parts.join(', ')} ${palette.dim(timeOf(durationMs))}`;
}

/** `28 runbooks`, or where some run in more than one image `3 runbooks in 4 images (12 runs)`. */
function subject(findings: RunFindings): string {
  const { runbooks, runs } = summaryOf(findings);
  if (runs === runbooks) return plural(runbooks, 'runbook');
  // A page that names no image may have run in the very one that another names.
  const images = findings.reports.map(({ image, ground }) => image ?? ground?.image);
  const count = new Set(images.filter((image) => image !== undefined)).size;
  return `${plural(runbooks, 'runbook')} in ${plural(count, 'image')} (${runs} runs)`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function timeOf(ms: number): string {
  return ms < 1000 ? `${ms} ms` : `${(ms / 1000).toFixed(1)} s`;
}
