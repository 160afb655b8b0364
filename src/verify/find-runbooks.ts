import { allFolders } from '../content/all-folders.ts';
import { readSources } from '../content/read-source.ts';
import { scan } from '../content/scan.ts';
import type { Config } from '../model/config.ts';
import { type Diagnostic, diagnostic, UserError } from '../model/diagnostic.ts';
import type { PageCoverage } from '../model/report.ts';
import type { Runbook } from '../model/runbook.ts';
import { selectSources } from '../plan/select.ts';
import { readPages } from './read-pages.ts';

export interface FoundRunbooks {
  /** In the order of their paths. */
  readonly runbooks: readonly Runbook[];
  /** Of the pages that were looked at. */
  readonly coverage: readonly PageCoverage[];
  /** Of pages with mistakes, which are not run. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The runbooks of the pages that paths mean; no paths mean all pages. Drafts are left out unless their
 * file is named.
 * @throws UserError for a path that means nothing that can be run
 */
export async function findRunbooks(
  config: Config,
  paths: readonly string[],
): Promise<FoundRunbooks> {
  const found = scan(config);
  const scanned = readSources(found.sources, config.markdown.limits.pageBytes);
  const selection = await selectSources(scanned.sources, config.root, paths);
  if (selection.diagnostics.length > 0) throw new UserError(selection.diagnostics);
  const { sources, named, asked } = selection;
  const readings = await readPages({
    config,
    sources,
    paths: new Set(scanned.sources.map((source) => source.path)),
    folders: await allFolders(found, config),
  });
  const runbooks: Runbook[] = [];
  const coverage: PageCoverage[] = [];
  /** Pages that have steps, or something else to be told of. */
  const told = new Set<string>();
  const diagnostics = [...found.diagnostics, ...scanned.diagnostics].filter(
    (one) => one.severity === 'error',
  );
  for (const [index, reading] of readings.entries()) {
    const path = sources[index]?.path ?? '';
    if (reading.draft && !named.has(path) && !config.include.drafts) continue;
    diagnostics.push(...reading.diagnostics);
    if (reading.coverage !== undefined) coverage.push(reading.coverage);
    if (reading.runbook !== undefined) runbooks.push(reading.runbook);
    if (reading.runbook !== undefined || reading.diagnostics.length > 0) told.add(path);
  }
  const idle = asked.filter(({ pages }) => ![...pages].some((page) => told.has(page)));
  if (idle.length > 0) throw new UserError(idle.map(({ path }) => noSteps(path)));
  return { runbooks, coverage, diagnostics };
}

function noSteps(path: string): Diagnostic {
  return diagnostic({
    code: 'verify-path',
    message: `\`${path}\` has no step to run`,
    hint: 'only pages of a runbook collection, with a `runbook:` key, or with a block marked `run` have; a draft is run where its file is named',
  });
}
