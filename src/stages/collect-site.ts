import { readData } from '../data/read-data.ts';
import { readHistory, type SiteHistory } from '../git/history.ts';
import type { BuildOptions } from '../model/build.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { sitePlugins } from '../model/plugin.ts';
import { loadEvidence } from '../report/evidence.ts';
import { statusFinder } from '../report/status.ts';
import { hookSite } from '../site/hooks.ts';
import { collectSites } from '../site/local-sites.ts';
import { makePages } from '../site/pages.ts';
import { siteDigests } from '../site/site-digests.ts';
import { createTexts } from '../site/texts.ts';
import { textReader } from '../workers/data.ts';
import type { Project } from './project.ts';
import type { Rendered } from './render-pages.ts';

const noHistory: SiteHistory = { files: new Map(), diagnostics: [] };

/** The site in each of its languages, with all that is known of its pages. */
export async function collectSite(
  { config, store }: Project,
  { profile }: BuildOptions,
  { read, shown, places, articles }: Rendered,
) {
  profile?.phase('collect');
  const texts = createTexts(textReader(store), (id) => articles.byId.get(id)?.article);
  const made = makePages(shown, { places, articles: articles.byId, read: texts.read });
  const { evidence, diagnostics: remembered } = await loadEvidence(config.stateDir);
  const statusOf = statusFinder(evidence);
  const proofs = [...made.runbookOf].map(
    ([id, runbook]) => [id, { runbook, status: statusOf(runbook) }] as const,
  );
  const data = await readData(config);
  const history = config.git ? await readHistory(config) : noHistory;
  const collected = collectSites({
    pages: made.pages,
    proofs: new Map(proofs),
    coverage: made.coverage,
    config,
    folders: read.folders,
    data: data.data,
    history: history.files,
  });
  const sites = await Promise.all(collected.map((one) => hookSite(one, sitePlugins(config))));
  return {
    ...{ texts, sites, pages: made.pages, runbooks: made.runbooks },
    digests: siteDigests(sites, articles.byId, sitePlugins(config)),
    diagnostics: [
      ...made.diagnostics,
      ...remembered,
      ...history.diagnostics,
      ...data.diagnostics,
    ] satisfies readonly Diagnostic[],
  };
}

export type Collected = Rendered & Awaited<ReturnType<typeof collectSite>>;
