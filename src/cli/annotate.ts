import type { Diagnostic } from '../model/diagnostic.ts';
import { githubAnnotations } from '../report/github.ts';
import { pathFrom, type Whereabouts } from './diagnostic-text.ts';
import { harmlessCopy } from './harmless.ts';
import type { Printer } from './print.ts';

/**
 * In GitHub Actions, marks each error and warning at its line of the changed files, which are named
 * from the top of the repository.
 */
export function annotate(
  diagnostics: readonly Diagnostic[],
  print: Printer,
  { root, cwd }: Whereabouts,
): void {
  const { GITHUB_ACTIONS, GITHUB_WORKSPACE } = process.env;
  if (GITHUB_ACTIONS !== 'true') return;
  const top = { root, cwd: GITHUB_WORKSPACE || cwd };
  const told = harmlessCopy(diagnostics)
    .filter((one) => one.severity !== 'info')
    .map((one) => (one.file === undefined ? one : { ...one, file: pathFrom(one.file, top) }));
  const lines = githubAnnotations({ diagnostics: told, reports: [] });
  if (lines.length > 0) print.logCommands(lines.join('\n'));
}
