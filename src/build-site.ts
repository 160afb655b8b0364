import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import type { CodeDigest } from './config/code-digest.ts';
import { readEntries } from './content/entries.ts';
import { fileSource } from './content/file-source.ts';
import { hookPages } from './content/hook-pages.ts';
import type { Scanned } from './content/scan.ts';
import { asFarAsPossible, type BuildMemory, type Learnt } from './memory/build-memory.ts';
import type { BuildOptions, BuildResult, CheckResult } from './model/build.ts';
import type { Config } from './model/config.ts';
import { type Diagnostic, UserError } from './model/diagnostic.ts';
import { judge } from './model/judge.ts';
import type { OutputFile } from './model/output.ts';
import type { Entry, Place } from './model/page.ts';
import { sitePlugins } from './model/plugin.ts';
import type { Site, View } from './model/site.ts';
import { digestOf } from './model/source.ts';
import type { Theme } from './model/theme.ts';
import { copyFolder } from './output/copy-folder.ts';
import { diagnosticsOf, isCode } from './output/file-error.ts';
import { manifestText } from './output/manifest.ts';
import { checkFiles } from './output/path-check.ts';
import { openPublication } from './output/publication.ts';
import { createLazyWriter } from './output/writer.ts';
import { loadEvidence } from './report/evidence.ts';
import { statusOf } from './report/status.ts';
import { buildTime } from './site/build-time.ts';
import { checkLinks } from './site/check-links.ts';
import { collect } from './site/collect.ts';
import { hookOutput, hookSite } from './site/hooks.ts';
import { makePages } from './site/pages.ts';
import { planPlaces } from './site/places.ts';
import { clockOf, publishable } from './site/publishable.ts';
import { createResolver } from './site/resolve.ts';
import { siteDigests } from './site/site-digests.ts';
import { isOverridden, pageAssets, siteFiles, siteNotices, viewFiles } from './site/site-files.ts';
import { checkTags } from './site/tags.ts';
import { targetTable } from './site/target-table.ts';
import { createTargets } from './site/targets.ts';
import { createTexts, type Texts } from './site/texts.ts';
import { views } from './site/views.ts';
import type { Store } from './store/store.ts';
import { loadTheme } from './theme/load.ts';
import { type Crews, createCrews } from './workers/crews.ts';
import { textReader } from './workers/data.ts';
import { drawSite } from './workers/draw-site.ts';
import { type Articles, makeArticles, withTexts } from './workers/make-articles.ts';

/** What a build is given. */
export interface Given {
  readonly config: Config;
  readonly memory: BuildMemory;
  readonly scanned: Scanned;
  readonly code: CodeDigest;
  /** A digest of all inputs, where there is one. */
  readonly inputs?: string | undefined;
}

/** Everything that a build would say. Nothing is written but a folder for what is rendered, which goes. */
export async function checkSite(
  given: Given,
  options: BuildOptions,
): Promise<Omit<CheckResult, 'durationMs'>> {
  const scratch = await mkdtemp(join(tmpdir(), 'rutter-check-'));
  try {
    await using project = openProject(given, options, scratch);
    const { work: _, ...found } = await prepare(project, options);
    return found;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

export async function buildSite(
  given: Given,
  options: BuildOptions,
): Promise<Omit<BuildResult, 'durationMs'>> {
  const { memory, inputs } = given;
  await using project = openProject(given, options);
  const { work, pages, runbooks, ...prepared } = await prepare(project, options);
  const nothing = { pages, runbooks, written: [], removed: [], unchanged: 0 };
  if (!prepared.ok || work === undefined) {
    if (work !== undefined) memory.save(work);
    return { ...nothing, ...prepared };
  }
  options.onEvent?.({ type: 'publishing', files: work.views.length + work.files.length });
  try {
    const { diagnostics: told, ...published } = await publishWork(work, project, options);
    const diagnostics = [...work.found, ...told];
    const { manifest } = published;
    if (published.ok && manifest !== undefined && inputs !== undefined) {
      const site = digestOf(manifestText(manifest));
      const reads = [...work.articles.byId.values()].flatMap(({ article }) => article.reads ?? []);
      memory.saveLast({ inputs, site, ...work.clock, diagnostics, pages, runbooks }, reads);
    }
    return { pages, runbooks, ...published, ...judge(diagnostics, options) };
  } catch (error) {
    const told = diagnosticsOf(error, given.config.outDir);
    return { ...nothing, ok: false, diagnostics: [...prepared.diagnostics, ...told] };
  }
}

function openProject(given: Given, { profile, jobs }: BuildOptions, scratch?: string): Project {
  const { config, memory } = given;
  const store = memory.openStore(scratch);
  const crews = createCrews(config, scratch ?? memory.folder, jobs, profile);
  return {
    ...given,
    store,
    crews,
    async [Symbol.asyncDispose]() {
      await crews[Symbol.asyncDispose]();
      // A full disk was told of by who wrote to it; a text that is lost is made again.
      asFarAsPossible(() => store.close());
    },
  };
}

/** All that is published, without the text of the pages. */
interface Work extends Learnt {
  readonly theme: Theme;
  readonly site: Site;
  readonly views: readonly View[];
  readonly files: readonly OutputFile[];
  readonly articles: Articles;
  readonly texts: Texts;
  readonly entries: ReadonlyMap<string, Entry>;
  readonly places: ReadonlyMap<string, Place>;
  /** As found, not as judged. */
  readonly found: readonly Diagnostic[];
  /** From when and until when, in milliseconds since 1970, the same pages would be published. */
  readonly clock: { readonly from: number; readonly until: number };
}

interface Prepared extends Pick<CheckResult, 'ok' | 'diagnostics' | 'pages' | 'runbooks'> {
  readonly work?: Work | undefined;
}

/** One build under way. */
interface Project extends Given, AsyncDisposable {
  readonly store: Store;
  readonly crews: Crews;
}

/** Content to site, up to where the first byte would be written; every mistake is found on the way. */
async function prepare(
  { config, memory, store, crews, scanned, code }: Project,
  options: BuildOptions,
): Promise<Prepared> {
  const { profile, onEvent } = options;
  try {
    const known = memory.recall(code, { force: options.force ?? false });
    if (known.isEmpty) crews.expect(scanned.sources.length);

    profile?.phase('front matter');
    const read = await readEntries(scanned.sources, config, known.entry);
    const found = [...read.entries.values()].flatMap((one) =>
      one === undefined ? [] : [one.entry],
    );
    const now = options.now ?? buildTime(process.env);
    const hooked = await hookPages(found, sitePlugins(config));
    const { published, withheld } = publishable(hooked, { include: config.include, now });
    onEvent?.({ type: 'scanned', pages: published.length });

    profile?.phase('plan');
    const { places, diagnostics: placed } = planPlaces(published, config);
    const { assets } = scanned;
    const findTarget = createTargets({ entries: published, withheld, places, assets, config });

    profile?.phase('render');
    const articles = await makeArticles({
      config,
      entries: published,
      resolver: createResolver(findTarget),
      targets: () => targetTable({ places, withheld, assets }),
      store,
      profile,
      pipeline: known.code.pipeline,
      known: known.article,
      crewFor: crews.forPages,
      onPage(id, reused, ms) {
        if (!reused) profile?.page(id, ms);
        onEvent?.({ type: 'rendered', id, reused });
      },
    });

    profile?.phase('collect');
    const texts = createTexts(textReader(store), (id) => articles.byId.get(id)?.article);
    const made = makePages(published, { places, articles: articles.byId, read: texts.read });
    const { pages, runbooks, coverage } = made;
    const { evidence, diagnostics: remembered } = await loadEvidence(config.stateDir);
    const proofs = runbooks.map(
      (runbook) => [runbook.id, { runbook, status: statusOf(runbook, evidence) }] as const,
    );
    const collected = collect({ pages, proofs: new Map(proofs), coverage, config });
    const site = await hookSite(collected, sitePlugins(config));

    const theme = await loadTheme(config);
    const own = await copyFolder(config.publicDir, relativeTo(config.root, config.publicDir));
    const drawn = [...views(site)].filter((view) => !isOverridden(view.outputPath, own.files));
    const generated = await withTexts(articles, () => siteFiles(site, drawn));
    const beside = [
      ...generated.filter(({ path }) => !isOverridden(path, own.files)),
      ...(await theme.assets()),
      ...pageAssets(pages),
      ...own.files,
    ];
    const files = await hookOutput(beside, site, sitePlugins(config));

    profile?.phase('checks');
    const claims = [...files, ...viewFiles(drawn)];
    const diagnostics = [
      ...scanned.diagnostics,
      ...read.diagnostics,
      ...placed,
      ...made.diagnostics,
      ...remembered,
      ...own.diagnostics,
      ...checkTags(published),
      ...checkFiles(claims),
      ...checkLinks({
        pages,
        findTarget,
        partSource: (part) => fileSource({ root: config.root, ...part }),
        files: new Set(claims.map(({ path }) => path)),
        sources: () => [
          ...published.map(({ source }) =>
            relativeTo(config.contentDir, join(config.root, source.path)),
          ),
          ...assets.map((file) => relativeTo(config.contentDir, file)),
        ],
        config: { checks: config.checks, site: site.config },
      }),
      ...siteNotices(site),
    ];
    const entries = new Map(published.map((entry) => [entry.id, entry]));
    const work: Work = {
      ...{ theme, site, views: drawn, files, articles, texts, entries, places },
      known,
      read,
      found: diagnostics,
      clock: clockOf(published, withheld, config.include),
    };
    return { ...judge(diagnostics, options), pages: pages.length, runbooks, work };
  } catch (error) {
    const isFull = isCode(error, 'ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM');
    if (!(error instanceof UserError || isFull)) throw error;
    const diagnostics = diagnosticsOf(error, config.stateDir);
    return { ok: false, diagnostics, pages: 0, runbooks: [] };
  }
}

/** Draws what has changed, and publishes it with what has not. */
async function publishWork(
  work: Work,
  { config, memory, crews }: Project,
  { profile }: BuildOptions,
) {
  const { site, theme, articles, texts, known } = work;
  const { outDir, stateDir, root, contentDir, publicDir } = config;
  const keep = [root, contentDir, publicDir];
  profile?.phase('draw');
  await using publication = await openPublication({ outDir, stateDir, keep });
  const digests = siteDigests(site, articles.byId, sitePlugins(config));
  const write = createLazyWriter(publication.site, () => publication.target);
  const files = await drawSite({
    ...{ config, site, views: work.views, digests, articles, theme, publication, write },
    places: work.places,
    entries: work.entries,
    readText: texts.quietly,
    listen: texts.listen,
    known: (path, own) => known.drawn(path, own, digests),
    crewFor: crews.forPages,
    onFile: (view, ms) => {
      if (view.kind === 'page') profile?.page(view.page.id, ms);
    },
  });
  for (const file of work.files) publication.add(file.path, write(file));
  profile?.phase('publish');
  const published = await publication.publish();
  profile?.phase('remember');
  if (published.ok) memory.save(work, { files, digests });
  return published;
}

function relativeTo(folder: string, path: string): string {
  return relative(folder, path).split(sep).join('/') || '.';
}
