import type { Runbook } from '../../model/runbook.ts';
import { lintRunbook } from './lint.ts';

/** `3 weak expectations in 2 pages: …` for the end of a run; undefined where there is none. */
export function weakLine(runbooks: readonly Runbook[]): string | undefined {
  const lints = runbooks.map(lintRunbook);
  const found = lints.reduce((sum, one) => sum + one.diagnostics.length, 0);
  if (found === 0) return undefined;
  const pages = lints.filter((one) => one.diagnostics.length > 0).length;
  const what = `${found} weak ${found === 1 ? 'expectation' : 'expectations'}`;
  return `${what} in ${pages} ${pages === 1 ? 'page' : 'pages'}: \`rutter verify --lint\` names ${found === 1 ? 'it' : 'them'}`;
}
