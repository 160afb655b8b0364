import type { Diagnostic } from '../model/diagnostic.ts';
import type { Report } from '../model/report.ts';
import { groundName } from './ground-name.ts';
import type { RunFindings } from './json.ts';
import { attemptWords, flakySteps } from './remarks.ts';

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
  return [...all.map(annotation), ...findings.reports.flatMap(flakyAnnotations)];
}

/** Nobody sees in a green run that a step needed more than one attempt. */
function flakyAnnotations(report: Report): readonly string[] {
  return flakySteps(report).map((step) => {
    const properties = `file=${escapeProperty(report.file)},title=flaky`;
    const message = `step \`${step.id}\` ${attemptWords(step)} in ${groundName(report)}`;
    return `::warning ${properties}::${escapeData(message)}`;
  });
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
