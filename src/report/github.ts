import type { Diagnostic } from '../model/diagnostic.ts';
import type { Report } from '../model/report.ts';
import { groundName } from './ground-name.ts';
import { type RunFindings, summaryOf } from './json.ts';

/**
 * Workflow commands of GitHub Actions, one a line, that mark each finding in the changed files
 * (https://docs.github.com/actions/reference/workflow-commands-for-github-actions).
 */
export function githubAnnotations(
  findings: Pick<RunFindings, 'diagnostics' | 'reports'>,
): readonly string[] {
  const all = [
    ...findings.diagnostics,
    ...findings.reports.flatMap((report) => report.diagnostics),
  ];
  return all.map(annotation);
}

const levels = { error: 'error', warning: 'warning', info: 'notice' } as const;

function annotation(one: Diagnostic): string {
  const { span } = one;
  const properties = {
    ...(one.file === undefined ? {} : { file: one.file }),
    ...(span === undefined
      ? {}
      : {
          line: span.start.line,
          endLine: span.end.line,
          col: span.start.column,
          ...(span.end.line === span.start.line ? { endColumn: span.end.column } : {}),
        }),
    title: one.code,
  };
  const written = Object.entries(properties)
    .map(([key, value]) => `${key}=${escapeProperty(`${value}`)}`)
    .join(',');
  const hint = one.hint === undefined ? [] : [`hint: ${one.hint}`];
  const message = [one.message, ...(one.details ?? []), ...hint].join('\n');
  return `::${levels[one.severity]} ${written}::${escapeData(message)}`;
}

function escapeData(value: string): string {
  return value.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

function escapeProperty(value: string): string {
  return escapeData(value).replace(/:/g, '%3A').replace(/,/g, '%2C');
}

/** A step summary may have 1 MiB. */
const longestSummary = 900 * 1024;
const longestDetails = 20_000;

/** The Markdown of a step summary: a table, then each failure. Nothing of it is read as markup. */
export function githubSummary(findings: RunFindings): string {
  const { passed, failed, error, notRun, brokenPages } = summaryOf(findings);
  const counts = [
    `${passed} passed, ${failed} failed, ${error} stopped, ${notRun} not run`,
    ...(brokenPages > 0 ? [`${brokenPages} with mistakes`] : []),
  ].join(', ');
  const rows = findings.reports.map(
    (report) =>
      `| ${cell(report.title)} | ${cell(report.file)} | ${cell(groundName(report))} | ${marks[report.status]} | ${report.steps.length} | ${(report.durationMs / 1000).toFixed(1)} s |`,
  );
  const table =
    rows.length === 0
      ? []
      : [
          '| runbook | page | in | result | steps | time |',
          '| --- | --- | --- | --- | --: | --: |',
          ...rows,
          '',
        ];
  const parts = [`## Runbooks: ${counts}\n`, ...table];
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
