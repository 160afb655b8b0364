import { relative } from 'node:path';
import { openPageMemo, type PageMemo } from '../cache/page-memo.ts';
import type { AllFolders } from '../content/all-folders.ts';
import { mayInclude } from '../markdown/include/may-include.ts';
import { canonicalJson } from '../model/canonical.ts';
import type { Config } from '../model/config.ts';
import { sitePlugins } from '../model/plugin.ts';
import { digestOf, type SourceFile } from '../model/source.ts';
import { rutterIdentity } from './identity.ts';
import type { PageReading, ParsePage } from './parse-page.ts';

export interface PagesToRead {
  readonly config: Config;
  readonly sources: readonly SourceFile[];
  /** The paths of all pages of the site: of others nothing is remembered. */
  readonly paths: ReadonlySet<string>;
  readonly folders: AllFolders;
}

/** Reads pages, in their order; what is known of an unchanged one is not read again. */
export async function readPages(pages: PagesToRead): Promise<readonly PageReading[]> {
  const memo = await memoFor(pages.config, pages.folders);
  let parser: Promise<ParsePage> | undefined;
  const parse = async (source: SourceFile): Promise<PageReading> => {
    parser ??= import('./parse-page.ts').then(({ pageParser }) =>
      pageParser(pages.config, pages.folders),
    );
    return (await parser)(source);
  };
  const readings: PageReading[] = [];
  for (const source of pages.sources) {
    // A page that may include files is read anew: what is remembered is remembered of its own text.
    const memoOf = mayInclude(source.text) ? undefined : memo;
    const known = memoOf?.get(source.path, source.digest);
    const reading = known === undefined ? await parse(source) : recalled(known, source);
    if (known === undefined) memoOf?.set(source.path, source.digest, remembered(reading));
    readings.push(reading);
  }
  await memo?.save(pages.paths);
  return readings;
}

/** None where functions of the site have a part in the reading: nobody can tell when they change. */
async function memoFor(
  config: Config,
  { digest: folders }: AllFolders,
): Promise<PageMemo | undefined> {
  const { root, contentDir, collections, markdown, verify, stateDir } = config;
  const isPlain =
    markdown.remarkPlugins.length === 0 &&
    sitePlugins(config).every(({ page }) => page === undefined) &&
    collections.every((one) => one.schema === undefined);
  if (!isPlain || !verify.cache.enabled) return undefined;
  const content = relative(root, contentDir);
  const by = { rutter: await rutterIdentity(), content, collections, verify, folders };
  return openPageMemo(stateDir, digestOf(canonicalJson(by)));
}

/** The text is in the file itself. */
function remembered({ runbook, ...rest }: PageReading): unknown {
  if (runbook === undefined) return rest;
  const { source: _, ...known } = runbook;
  return { ...rest, runbook: known };
}

/** The memo gives back only what this very code has put in: see `openPageMemo`. */
function recalled(known: unknown, source: SourceFile): PageReading {
  const { runbook, ...rest } = known as PageReading;
  return runbook === undefined ? rest : { ...rest, runbook: { ...runbook, source } };
}
