import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { type Cards, openCards } from './cards/cards.ts';
import type { CodeDigest } from './config/code-digest.ts';
import { readEntries } from './content/entries.ts';
import { fileSource } from './content/file-source.ts';
import { hookPages } from './content/hook-pages.ts';
import type { Scanned } from './content/scan.ts';
import { siteMermaid } from './content/site-mermaid.ts';
import { readData } from './data/read-data.ts';
import { readHistory, type SiteHistory } from './git/history.ts';
import { imageFiles } from './images/files.ts';
import { imageNotices } from './images/notices.ts';
import { asFarAsPossible, type BuildMemory, type Learnt } from './memory/build-memory.ts';
import { readFromOf } from './memory/read-from.ts';
import { englishBadge } from './model/badge-words.ts';
import type { BuildOptions, BuildResult, CheckResult } from './model/build.ts';
import type { Config } from './model/config.ts';
import { type Diagnostic, UserError } from './model/diagnostic.ts';
import type { FileRead } from './model/file-read.ts';
import { judge } from './model/judge.ts';
import type { OutputFile, SiteFile } from './model/output.ts';
import type { Entry, Page, Place } from './model/page.ts';
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
import { statusSchemaFile } from './report/status-schema-file.ts';
import { installedPagefind } from './search/installed.ts';
import {
  beginIndex,
  type IndexInput,
  type IndexUnderWay,
  notInstalled,
} from './search/make-index.ts';
import { buildTime } from './site/build-time.ts';
import { checkLinks } from './site/check-links.ts';
import { checkEndings, checkWords } from './site/check-locales.ts';
import { checkAvatars, checkTerms } from './site/check-terms.ts';
import { externalLinks } from './site/external-links.ts';
import { cardText, createHeads } from './site/head.ts';
import { hookOutput, hookSite } from './site/hooks.ts';
import { collectSites, wholeSite, withFrontPage } from './site/local-sites.ts';
import { localViews } from './site/local-views.ts';
import { pageImages } from './site/page-images.ts';
import { makePages } from './site/pages.ts';
import { planPlaces } from './site/places.ts';
import { clockOf, publishable } from './site/publishable.ts';
import { redirectFiles } from './site/redirect-files.ts';
import { planRedirects } from './site/redirects.ts';
import { createResolver } from './site/resolve.ts';
import { type SiteDigests, siteDigests } from './site/site-digests.ts';
import { isOverridden, pageAssets, siteFiles, siteNotices, viewFiles } from './site/site-files.ts';
import { statusFiles } from './site/status-files.ts';
import { targetTable } from './site/target-table.ts';
import { createTargets } from './site/targets.ts';
import { createTexts, type Texts } from './site/texts.ts';
import { fallbacks } from './site/translations.ts';
import type { Store } from './store/store.ts';
import { loadTheme } from './theme/load.ts';
import { type Crews, createCrews } from './workers/crews.ts';
import { textReader } from './workers/data.ts';
import { drawSite } from './workers/draw-site.ts';
import { type Articles, makeArticles, withTexts } from './workers/make-articles.ts';
import { makeFiles } from './workers/make-files.ts';

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
    const { work, ...found } = await prepare(project, options);
    if (work === undefined) return found;
    const { root, checks } = given.config;
    const partSource = (part: PartRef) => fileSource({ root, ...part });
    return {
      ...found,
      externalLinks: externalLinks(work.all, checks.exceptions, partSource),
    };
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
    const readFrom = work && readFromOf(given.code, readsOf(work));
    return { ...nothing, ...prepared, readFrom };
  }
  const reads = readsOf(work);
  const readFrom = readFromOf(given.code, reads);
  options.onEvent?.({ type: 'publishing', files: work.views.length + work.files.length });
  try {
    const { diagnostics: told, isWhole, ...published } = await publishWork(work, project, options);
    const diagnostics = [...work.found, ...told];
    const { manifest } = published;
    if (published.ok && isWhole && manifest !== undefined && inputs !== undefined) {
      const site = digestOf(manifestText(manifest));
      memory.saveLast({ inputs, site, ...work.clock, diagnostics, pages, runbooks }, reads);
    }
    return { pages, runbooks, ...published, ...judge(diagnostics, options), readFrom };
  } catch (error) {
    const told = diagnosticsOf(error, given.config.outDir);
    return { ...nothing, ok: false, diagnostics: [...prepared.diagnostics, ...told] };
  }
}

function readsOf({ articles }: Work): readonly FileRead[] {
  return [...articles.byId.values()].flatMap(({ article }) => article.reads ?? []);
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
  readonly all: readonly Page[];
  readonly theme: Theme;
  /** In all its languages. */
  readonly sites: readonly Site[];
  readonly views: readonly View[];
  readonly files: readonly SiteFile[];
  readonly digests: SiteDigests;
  readonly cards: Cards;
  /** The version of Pagefind, where there is something to be searched and it is asked for. */
  readonly pagefind: string | undefined;
  readonly articles: Articles;
  readonly texts: Texts;
  readonly entries: ReadonlyMap<string, Entry>;
  readonly places: ReadonlyMap<string, Place>;
  /** As found, not as judged. */
  readonly found: readonly Diagnostic[];
  /** From when and until when, in milliseconds since 1970, the same pages would be published. */
  readonly clock: { readonly from: number; readonly until: number };
}

type PartRef = Parameters<Parameters<typeof externalLinks>[2]>[0];

interface Prepared extends Pick<CheckResult, 'ok' | 'diagnostics' | 'pages' | 'runbooks'> {
  readonly work?: Work | undefined;
}

/** One build under way. */
interface Project extends Given, AsyncDisposable {
  readonly store: Store;
  readonly crews: Crews;
}

/** Content to site, up to where the first byte would be written; every mistake is found on the way. */
async function prepare(project: Project, options: BuildOptions): Promise<Prepared> {
  const { config, scanned } = project;
  try {
    const read = await readPages(project, options);
    const rendered = await render(project, options, read);
    const collected = await collect(project, options, { ...read, ...rendered });
    const planned = await planFiles(project, { ...read, ...rendered, ...collected });

    options.profile?.phase('checks');
    const facts = { ...read, ...rendered, ...collected, ...planned };
    const found = [
      ...scanned.diagnostics,
      ...read.read.diagnostics,
      ...rendered.placed,
      ...collected.diagnostics,
      ...checkPlanned(project, facts),
    ];
    const { known, published, withheld, shown } = facts;
    const work: Work = {
      ...{ known, read: read.read, found },
      ...{ articles: rendered.articles, places: rendered.places, texts: collected.texts },
      ...{ all: collected.pages, sites: collected.sites, digests: collected.digests },
      ...{ theme: planned.theme, views: planned.views, files: planned.files, cards: planned.cards },
      pagefind: options.search === false ? undefined : planned.pagefind,
      entries: new Map(shown.map((entry) => [entry.id, entry])),
      clock: clockOf(published, withheld, config.include),
    };
    const { pages, runbooks } = collected;
    return { ...judge(found, options), pages: pages.length, runbooks, work };
  } catch (error) {
    const isFull = isCode(error, 'ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM');
    if (!(error instanceof UserError || isFull)) throw error;
    const diagnostics = diagnosticsOf(error, config.stateDir);
    return { ok: false, diagnostics, pages: 0, runbooks: [] };
  }
}

/** The front matter of all pages, and which of them are published. */
async function readPages(
  { config, memory, crews, scanned, code }: Project,
  { profile, onEvent, force = false, now = buildTime(process.env) }: BuildOptions,
) {
  const known = memory.recall(code, { force });
  if (known.isEmpty) crews.expect(scanned.sources.length);
  profile?.phase('front matter');
  const read = await readEntries(scanned.sources, config, known.entry, scanned.assets);
  const hooked = await hookPages(read.pages, sitePlugins(config));
  const { published, withheld } = publishable(hooked, { include: config.include, now });
  onEvent?.({ type: 'scanned', pages: published.length });
  return {
    known,
    read,
    published,
    withheld,
    shown: [...published, ...fallbacks(published, config)],
  };
}

type PagesRead = Awaited<ReturnType<typeof readPages>>;

/** Where each page is, and its article. */
async function render(
  { config, store, crews, scanned }: Project,
  { profile, onEvent }: BuildOptions,
  { known, shown, withheld }: PagesRead,
) {
  const { assets } = scanned;
  profile?.phase('plan');
  const { places, diagnostics: placed } = planPlaces(shown, config);
  const findTarget = createTargets({ entries: shown, withheld, places, assets, config });
  profile?.phase('render');
  const articles = await makeArticles({
    ...{ config, entries: shown, store, profile },
    resolver: createResolver(findTarget),
    targets: () => targetTable({ places, withheld, assets }),
    pipeline: known.code.pipeline,
    shortcodes: known.code.shortcodes,
    known: known.article,
    crewFor: crews.forPages,
    onPage(id, reused, ms) {
      if (!reused) profile?.page(id, ms);
      onEvent?.({ type: 'rendered', id, reused });
    },
  });
  return { places, placed, findTarget, articles };
}

type Rendered = PagesRead & Awaited<ReturnType<typeof render>>;

/** The site in each of its languages, with all that is known of its pages. */
async function collect(
  { config, store }: Project,
  { profile }: BuildOptions,
  { read, shown, places, articles }: Rendered,
) {
  profile?.phase('collect');
  const texts = createTexts(textReader(store), (id) => articles.byId.get(id)?.article);
  const made = makePages(shown, { places, articles: articles.byId, read: texts.read });
  const { evidence, diagnostics: remembered } = await loadEvidence(config.stateDir);
  const proofs = [...made.runbookOf].map(
    ([id, runbook]) => [id, { runbook, status: statusOf(runbook, evidence) }] as const,
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

type Collected = Rendered & Awaited<ReturnType<typeof collect>>;

/** All files that are published: the views to be drawn, and what is beside them. */
async function planFiles(
  { config }: Project,
  { published, findTarget, pages, sites, digests }: Collected,
) {
  const site = wholeSite(sites);
  const theme = await loadTheme(config);
  const own = await copyFolder(config.publicDir, relativeTo(config.root, config.publicDir));
  const isOwn = (path: string) => isOverridden(path, own.files);
  const images = pageImages(published, findTarget, config);
  const cards = await openCards(config);
  const pagefind = config.search.enabled ? installedPagefind() : undefined;
  const views = localViews(sites, config)
    .filter(({ outputPath }) => !isOwn(outputPath))
    .map((view) => (pagefind === undefined ? withoutIndex(view) : view))
    .map(createHeads({ site, config, images, cardOf: (view) => cards.of(cardText(view, sites)) }));
  const generated = siteFiles({ site, sites, views, config, images, digestOf: digests.page });
  const shown = [
    ...generated.filter(({ path }) => !isOwn(path)),
    ...(await theme.assets(new Set([...needsOf(pages), ...views.map(needOfView)]))),
    ...pageAssets(pages, images.assets),
    ...imageFiles(pages, config),
    ...mermaidFiles(needsOf(pages), config),
    ...own.files,
  ];
  const claimed = new Set([...shown, ...viewFiles(views)].map(({ path }) => path));
  const wordsOf = (one: Site) => theme.badgeWords?.(one) ?? englishBadge;
  const status = statusFiles({ sites, wordsOf, schema: statusSchemaFile });
  // What an author has put in their place stays.
  const beside = [...shown, ...status.filter(({ path }) => !claimed.has(path))];
  const redirects = planRedirects({
    ...{ entries: published, views, config: withFrontPage(config, views) },
    files: new Set([...beside, ...viewFiles(views)].map(({ path }) => path)),
  });
  const stubs = redirectFiles(redirects, site, config.csp).filter(({ path }) => !isOwn(path));
  const all = [...beside, ...cards.files(), ...stubs];
  const files = await hookOutput(all, site, sitePlugins(config));
  return { site, theme, own, images, cards, pagefind, views, redirects, files };
}

type Planned = Collected & Awaited<ReturnType<typeof planFiles>>;

/** What is wrong with the site as a whole. */
function checkPlanned(
  { config, scanned }: Project,
  { published, findTarget, pages, sites, ...planned }: Planned,
): readonly Diagnostic[] {
  const { site, theme, own, images, cards, views, redirects, files } = planned;
  const claims = [...files, ...viewFiles(views), ...indexClaims(views, config)];
  const paths = new Set(claims.map(({ path }) => path));
  return [
    ...own.diagnostics,
    ...checkTerms(published, config),
    ...checkAvatars(config, paths),
    ...checkEndings(published, config),
    ...checkWords(theme, config),
    ...(theme.diagnostics ?? []),
    ...(config.search.enabled && planned.pagefind === undefined ? [notInstalled] : []),
    ...checkFiles(claims),
    ...checkLinks({
      pages: pages.filter(({ fallbackOf }) => fallbackOf === undefined),
      findTarget,
      partSource: (part) => fileSource({ root: config.root, ...part }),
      files: paths,
      sources: () => [
        ...published.map(({ source }) =>
          relativeTo(config.contentDir, join(config.root, source.path)),
        ),
        ...scanned.assets.map((file) => relativeTo(config.contentDir, file)),
      ],
      config: { checks: config.checks, site: site.config },
      others: sites.map((one) => one.config).filter((one) => one !== site.config),
      footer: theme.footerLinks,
    }),
    ...images.check(paths, config.checks.images),
    ...redirects.diagnostics,
    ...cards.diagnostics(),
    ...siteNotices(site),
    ...imageNotices(pages, config),
  ];
}

const noIndex = { files: [], diagnostics: [] };
const noHistory: SiteHistory = { files: new Map(), diagnostics: [] };

/** Draws what has changed, and publishes it with what has not. */
async function publishWork(work: Work, project: Project, options: BuildOptions) {
  const { config, memory, crews } = project;
  const { profile } = options;
  const { sites, theme, articles, texts, known, digests } = work;
  const { outDir, stateDir, root, contentDir, publicDir } = config;
  const keep = [root, contentDir, publicDir];
  profile?.phase('draw');
  await using publication = await openPublication({ outDir, stateDir, keep });
  const write = createLazyWriter(publication.site, () => publication.target);
  const standing = (path: string) => publication.standing(path)?.digest;
  await using index = indexOf(work, project, { ...options, standing });
  let made: Awaited<ReturnType<typeof makeFiles>> = new Map();
  const kept = (path: string, own: string) => known.drawn(path, own, digests);
  const files = await drawSite({
    ...{ config, sites, views: work.views, digests, articles, theme, publication, write },
    places: work.places,
    entries: work.entries,
    readText: texts.quietly,
    listen: texts.listen,
    known: kept,
    crewFor: crews.forPages,
    onFile: (view, ms) => {
      if (view.kind === 'page') profile?.page(view.page.id, ms);
    },
    async beside() {
      profile?.phase('files');
      made = await makeFiles(work.files, { publication, write, articles, known: kept });
    },
  });
  profile?.phase('search');
  const { files: found, diagnostics: unfound } = (await index?.files()) ?? noIndex;
  for (const { path, digest, bytes } of found) {
    if (standing(path) === digest) publication.keep(path);
    else publication.add(path, write({ path, contents: bytes() }));
  }
  profile?.phase('publish');
  const published = await publication.publish();
  profile?.phase('remember');
  if (published.ok) work.cards.tidy();
  if (published.ok) index?.tidy();
  if (published.ok) memory.save(work, { files: new Map([...files, ...made]), digests });
  const { diagnostics } = published;
  return {
    ...published,
    diagnostics: [...diagnostics, ...unfound],
    isWhole: unfound.length === 0,
  };
}

/** The index of the search, made while the pages are drawn. */
function indexOf(
  { sites, articles, texts, pagefind }: Work,
  { memory, code }: Project,
  { force = false, standing }: BuildOptions & Pick<IndexInput, 'standing'>,
): IndexUnderWay | undefined {
  if (pagefind === undefined) return undefined;
  // A plugin may have put pages into the site that have no article of ours.
  const articleOf = ({ id }: Page) => articles.byId.get(id)?.article;
  return beginIndex({
    ...{ sites, force, standing },
    madeBy: `${code.rutter} ${pagefind}`,
    folder: join(memory.folder, 'search'),
    textKey: (page) => articleOf(page)?.text.check ?? JSON.stringify(page.body),
    bodyOf(page) {
      const article = articleOf(page);
      return article === undefined ? page.body : texts.quietly(page.id, article).body;
    },
    withTexts: (work) => withTexts(articles, work),
  });
}

/** An author's own files may not stand where the index is. */
function indexClaims(views: readonly View[], { site: { base } }: Config) {
  return views.flatMap((view) =>
    view.kind === 'search' && view.index !== undefined
      ? [{ path: `${view.index.url.slice(base.length)}pagefind.js`, from: 'the search' }]
      : [],
  );
}

function withoutIndex(view: View): View {
  return view.kind === 'search' ? { ...view, index: undefined } : view;
}

/** Where pages have diagrams that only browsers can draw. */
function mermaidFiles(needs: ReadonlySet<string>, config: Config): readonly OutputFile[] {
  const found = siteMermaid(config);
  if (found === undefined || !needs.has(`mermaid:${found.version}`)) return [];
  const contents = { copyOf: found.file };
  return [{ path: `assets/mermaid.${found.version}.js`, contents, from: 'node_modules/mermaid' }];
}

/** What a theme has only for views of one kind, or for pages that are run. */
function needOfView(view: View): string {
  return `view:${view.kind === 'page' && view.proof !== undefined ? 'runbook' : view.kind}`;
}

function needsOf(pages: readonly Page[]): ReadonlySet<string> {
  return new Set(pages.flatMap(({ needs }) => needs ?? []));
}

function relativeTo(folder: string, path: string): string {
  return relative(folder, path).split(sep).join('/') || '.';
}
