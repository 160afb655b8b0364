import { appendFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Diagnostic } from '../model/diagnostic.ts';
import { githubAnnotations } from '../report/github.ts';
import { githubSummary } from '../report/github-summary.ts';
import type { RunFindings } from '../report/json.ts';
import { pathFrom, type Whereabouts } from './diagnostic-text.ts';
import { harmlessCopy } from './harmless.ts';
import { makeFolder } from './make-folder.ts';
import type { Printer } from './print.ts';
import { unlessRefused } from './write-reports.ts';

export function inGitHubActions(): boolean {
  return process.env.GITHUB_ACTIONS === 'true';
}

/**
 * Annotations for the changed files, and the step's summary.
 * @returns a warning where the summary cannot be written
 */
export async function tellGitHub(
  findings: RunFindings,
  print: Printer,
  where: Whereabouts,
): Promise<readonly Diagnostic[]> {
  const { GITHUB_WORKSPACE, GITHUB_STEP_SUMMARY } = process.env;
  // Files are named from the top of the repository, wherever the site and the step are.
  const top = { root: where.root, cwd: GITHUB_WORKSPACE || where.cwd };
  const placed = placeAgain(harmlessCopy(findings), top);
  const annotations = githubAnnotations(placed);
  if (annotations.length > 0) print.logCommands(annotations.join('\n'));
  if (!GITHUB_STEP_SUMMARY) return [];
  return await unlessRefused(GITHUB_STEP_SUMMARY, 'warning', async () => {
    await makeFolder(dirname(GITHUB_STEP_SUMMARY));
    await appendFile(GITHUB_STEP_SUMMARY, githubSummary(placed));
  });
}

function placeAgain(findings: RunFindings, where: Whereabouts): RunFindings {
  const placed = <T extends { readonly file?: string }>(one: T): T =>
    one.file === undefined ? one : { ...one, file: pathFrom(one.file, where) };
  return {
    ...findings,
    diagnostics: findings.diagnostics.map(placed),
    reports: findings.reports.map((report) => ({
      ...placed(report),
      diagnostics: report.diagnostics.map(placed),
    })),
  };
}
