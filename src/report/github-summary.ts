import { coverageWords } from '../model/coverage.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Report } from '../model/report.ts';
import { ago } from './ago.ts';
import { groundName } from './ground-name.ts';
import { type RunFindings, summaryOf } from './json.ts';
import { attemptWords, flakySteps, skippedSteps } from './remarks.ts';

/** A step summary may have 1 MiB. */
const longestSummary = 900 * 1024;
const longestDetails = 20_000;

/**
 * The Markdown of a step summary: a table, then what is flaky, what is skipped, and each failure.
 * Nothing of it is read as markup.
 */
export function githubSummary(findings: RunFindings, nowMs: number = Date.now()): string {
  const { passed, failed, error, notRun, brokenPages, flaky = 0 } = summaryOf(findings);
  const counts = [
    `${passed} passed, ${failed} failed, ${error} stopped, ${notRun} not run`,
    ...(brokenPages > 0 ? [`${brokenPages} with mistakes`] : []),
    ...(flaky > 0 ? [`${flaky} flaky`] : []),
  ].join(', ');
  const parts = [
    `## Runbooks: ${counts}\n`,
    ...aside(findings),
    ...table(
      runColumns,
      findings.reports.map((report) => runCells(report, nowMs)),
    ),
    ...section('Flaky steps', flakyColumns, findings.reports.flatMap(flakyCells)),
    ...section('Skipped steps', skippedColumns, findings.reports.flatMap(skippedCells)),
  ];
  let size = Buffer.byteLength(parts.join('\n'));
  const details = [
    ...findings.reports.filter((report) => report.status !== 'passed').map(reportDetails),
    ...(findings.diagnostics.length === 0
      ? []
      : [detailsOf('Pages with mistakes', findings.diagnostics.map(plain).join('\n\n'))]),
  ];
  for (const one of details) {
    size += Buffer.byteLength(one) + 1;
    if (size > longestSummary) {
      parts.push('More was found; the whole is in the JSON report.');
      break;
    }
    parts.push(one);
  }
  return `${parts.join('\n')}\n`;
}

/** Which share of the whole it was, and how many of the site's blocks are steps. */
function aside({ shard, reports, coverage }: RunFindings): readonly string[] {
  return [
    ...(shard === undefined
      ? []
      : [
          `Shard ${shard.index} of ${shard.count}: ${reports.length} of ${shard.runs.length} runs.\n`,
        ]),
    ...(coverage === undefined ? [] : [`Coverage: ${coverageWords(coverage)}.\n`]),
  ];
}

/** More rows than this nobody reads. */
const mostRows = 1000;

const runColumns = ['runbook', 'page', 'in', 'result', 'steps:', 'time:'];
const flakyColumns = ['page', 'in', 'step', 'result'];
const skippedColumns = ['page', 'in', 'step', 'why'];

type Cells = readonly string[];

/** A table; a column whose name ends in `:` is aligned to the right. Cells are written already. */
function table(columns: Cells, rows: readonly Cells[]): readonly string[] {
  if (rows.length === 0) return [];
  const line = (cells: Cells): string => `| ${cells.join(' | ')} |`;
  const left = rows.length - mostRows;
  return [
    line(columns.map((name) => name.replace(/:$/, ''))),
    line(columns.map((name) => (name.endsWith(':') ? '--:' : '---'))),
    ...rows.slice(0, mostRows).map(line),
    ...(left > 0 ? ['', `… and ${left} more.`] : []),
    '',
  ];
}

function section(title: string, columns: Cells, rows: readonly Cells[]): readonly string[] {
  return rows.length === 0 ? [] : [`### ${title}\n`, ...table(columns, rows)];
}

function runCells(report: Report, nowMs: number): Cells {
  const time = report.cached
    ? `proven ${ago(report.startedAt, nowMs)}`
    : `${(report.durationMs / 1000).toFixed(1)} s`;
  const steps = `${report.steps.length}${report.partial ? ' of the page' : ''}`;
  const where = [cell(report.title), cell(report.file), cell(groundName(report))];
  return [...where, marks[report.status], steps, time];
}

function flakyCells(report: Report): readonly Cells[] {
  return flakySteps(report).map((step) => [...place(report, step.id), attemptWords(step)]);
}

function skippedCells(report: Report): readonly Cells[] {
  return skippedSteps(report).map(({ id, reason = '' }) => [...place(report, id), cell(reason)]);
}

function place(report: Report, step: string): Cells {
  return [cell(report.file), cell(groundName(report)), cell(step)];
}

const marks = {
  passed: '✅ passed',
  failed: '❌ failed',
  error: '⚠️ error',
  'not-run': '⏭️ not run',
} as const satisfies Record<Report['status'], string>;

function reportDetails(report: Report): string {
  const title = `${report.file} in ${groundName(report)}: ${report.status}`;
  const reason = report.reason === undefined ? [] : [report.reason];
  return detailsOf(title, [...reason, ...report.diagnostics.map(plain)].join('\n\n'));
}

function detailsOf(title: string, body: string): string {
  const cut = body.length > longestDetails ? `${body.slice(0, longestDetails)}\n…` : body;
  const longest = (cut.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 2);
  const fence = '`'.repeat(longest + 1);
  return `<details><summary>${html(title)}</summary>\n\n${fence}text\n${cut}\n${fence}\n\n</details>\n`;
}

function plain(one: Diagnostic): string {
  const at = one.span === undefined ? '' : `:${one.span.start.line}:${one.span.start.column}`;
  const head = `${one.file ?? ''}${at} ${one.severity} ${one.code}  ${one.message}`;
  const hint = one.hint === undefined ? [] : [`  hint: ${one.hint}`];
  return [head, ...(one.details ?? []).map((line) => `  ${line}`), ...hint].join('\n');
}

/** Text in a cell: every character that Markdown or HTML may read is written as a reference. */
function cell(value: string): string {
  return value
    .replace(/\s+/g, ' ')
    .replace(/[^\p{L}\p{N} .,/-]/gu, (character) => `&#${character.codePointAt(0)};`);
}

function html(value: string): string {
  return value
    .replace(/\s+/g, ' ')
    .replace(/[&<>"'`]/g, (character) => `&#${character.codePointAt(0)};`);
}
