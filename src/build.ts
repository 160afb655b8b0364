import { join, relative, sep } from 'node:path';
import { toString as textOf } from 'mdast-util-to-string';
import { type LoadOptions, loadConfig } from './config/load.ts';
import { readEntries } from './content/entries.ts';
import { scan } from './content/scan.ts';
import { createMarkdown } from './markdown/processor.ts';
import type { Config } from './model/config.ts';
import { type Diagnostic, UserError } from './model/diagnostic.ts';
import type { Manifest, OutputFile } from './model/output.ts';
import type { Profile } from './model/profile.ts';
import type { Runbook } from './model/runbook.ts';
import type { Site, View } from './model/site.ts';
import type { Theme } from './model/theme.ts';
import { titleOf } from './model/title.ts';
import { copyFolder } from './output/copy-folder.ts';
import { checkFiles } from './output/path-check.ts';
import { publish } from './output/publish.ts';
import { loadEvidence } from './report/evidence.ts';
import { statusOf } from './report/status.ts';
import { coverageOf } from './runbook/coverage.ts';
import { parseRunbook } from './runbook/read/parse.ts';
import { type Articles, createArticles } from './site/articles.ts';
import { buildTime } from './site/build-time.ts';
import { checkLinks } from './site/check-links.ts';
import { collect } from './site/collect.ts';
import { makePages } from './site/pages.ts';
import { planPlaces } from './site/places.ts';
import { publishable } from './site/publishable.ts';
import { createResolver } from './site/resolve.ts';
import {
  isOverridden,
  pageAssets,
  siteFiles,
  siteNotices,
  sourceOf,
  viewFiles,
} from './site/site-files.ts';
import { checkTags } from './site/tags.ts';
import { createTargets } from './site/targets.ts';
import { views } from './site/views.ts';
import { loadTheme } from './theme/load.ts';

export interface BuildOptions {
  /** A warning keeps the site from being published, as an error does. */
  readonly strict?: boolean | undefined;
  /** Nothing that an earlier build has left is believed: everything is made anew. */
  readonly force?: boolean | undefined;
  /** Measures where the time goes. */
  readonly profile?: Profile | undefined;
  /**
   * What pages of the future are measured by, in milliseconds since 1970. Default: SOURCE_DATE_EPOCH
   * (https://reproducible-builds.org/specs/source-date-epoch/), else the clock.
   */
  readonly now?: number | undefined;
  readonly onEvent?: ((event: BuildEvent) => void) | undefined;
}

export type BuildEvent =
  | { readonly type: 'scanned'; readonly pages: number }
  /** `reused`: nothing that made the article has changed since the builder's last build. */
  | { readonly type: 'rendered'; readonly id: string; readonly reused: boolean }
  | { readonly type: 'publishing'; readonly files: number };

export interface CheckResult {
  readonly ok: boolean;
  readonly diagnostics: readonly Diagnostic[];
  /** How many Markdown pages the site has. */
  readonly pages: number;
  /** Those of its pages that are sound. */
  readonly runbooks: readonly Runbook[];
  readonly durationMs: number;
}

export interface BuildResult extends CheckResult {
  /** What was published; absent when nothing was, and then the old site stands as it was. */
  readonly manifest?: Manifest | undefined;
  /** Paths that are new or have other bytes. */
  readonly written: readonly string[];
  readonly removed: readonly string[];
  readonly unchanged: number;
}

/** Builds one site again and again. Bodies of pages are kept in memory from one build to the next. */
export interface Builder {
  /** Publishes the site to `config.outDir`, unless something is wrong with it. Never runs a step. */
  build(options?: BuildOptions): Promise<BuildResult>;
  /** Everything that `build` would say, without writing anything. */
  check(options?: BuildOptions): Promise<CheckResult>;
}

/**
 * Loads the configuration and builds the site once.
 * @throws UserError for what is wrong with the configuration; everything else is in the result.
 */
export async function build(options: LoadOptions & BuildOptions = {}): Promise<BuildResult> {
  return createBuilder(await loadConfig(options)).build(options);
}

export function createBuilder(config: Config): Builder {
  const markdown = createMarkdown(config.markdown);
  const articles = createArticles({
    parse: markdown.parse,
    render: markdown.render,
    readSteps: (tree, entry) => {
      const heading = tree.children.find((node) => node.type === 'heading' && node.depth === 1);
      const title = titleOf(entry, heading && textOf(heading));
      const read = parseRunbook({ tree, entry, title, config });
      return {
        ...read,
        coverage: coverageOf({ tree, source: entry.source, runbook: read.runbook }),
      };
    },
  });

  async function check(options: BuildOptions = {}): Promise<CheckResult> {
    const started = performance.now();
    const { work: _, ...found } = await prepare(config, articles, options);
    return { ...found, durationMs: performance.now() - started };
  }

  async function build(options: BuildOptions = {}): Promise<BuildResult> {
    const started = performance.now();
    const finish = (rest: Omit<BuildResult, 'durationMs'>): BuildResult => ({
      ...rest,
      durationMs: performance.now() - started,
    });
    const { work, pages, runbooks, ...prepared } = await prepare(config, articles, options);
    const nothing = { pages, runbooks, written: [], removed: [], unchanged: 0 };
    if (!prepared.ok || work === undefined) return finish({ ...nothing, ...prepared });
    const { outDir, stateDir, root, contentDir, publicDir } = config;
    options.onEvent?.({ type: 'publishing', files: work.views.length + work.files.length });
    try {
      const files = outputFiles(work);
      const keep = [root, contentDir, publicDir];
      const { diagnostics, ...published } = await publish({ files, outDir, stateDir, keep });
      return finish({
        pages,
        runbooks,
        ...published,
        ...judge([...prepared.diagnostics, ...diagnostics], options),
      });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return finish({
        ...nothing,
        ok: false,
        diagnostics: [...prepared.diagnostics, ...error.diagnostics],
      });
    }
  }

  return { build, check };
}

/** All that is published, in memory but for the HTML of whole pages, which is drawn one by one. */
interface Work {
  readonly theme: Theme;
  readonly site: Site;
  readonly views: readonly View[];
  readonly files: readonly OutputFile[];
}

interface Prepared extends Pick<CheckResult, 'ok' | 'diagnostics' | 'pages' | 'runbooks'> {
  readonly work?: Work | undefined;
}

/** Content to site, up to where the first byte would be written; every mistake is found on the way. */
async function prepare(
  config: Config,
  articles: Articles,
  options: BuildOptions,
): Promise<Prepared> {
  try {
    const scanned = scan(config);
    const read = await readEntries(scanned.sources, config);
    const found = [...read.entries.values()].flatMap((one) => (one ? [one.entry] : []));
    const now = options.now ?? buildTime(process.env);
    const { published, withheld } = publishable(found, { include: config.include, now });
    options.onEvent?.({ type: 'scanned', pages: published.length });

    const { places, diagnostics: placed } = planPlaces(published, config);
    const { assets } = scanned;
    const findTarget = createTargets({ entries: published, withheld, places, assets, config });
    const { pages, runbooks, coverage, ...made } = await makePages({
      entries: published,
      places,
      articles,
      resolver: createResolver(findTarget),
      onPage: (id, reused) => options.onEvent?.({ type: 'rendered', id, reused }),
    });
    const { evidence, diagnostics: remembered } = await loadEvidence(config.stateDir);
    const proofs = runbooks.map(
      (runbook) => [runbook.id, { runbook, status: statusOf(runbook, evidence) }] as const,
    );
    const site = collect({ pages, proofs: new Map(proofs), coverage, config });

    const theme = await loadTheme(config);
    const own = await copyFolder(config.publicDir, relativeTo(config.root, config.publicDir));
    const drawn = [...views(site)].filter((view) => !isOverridden(view.outputPath, own.files));
    const generated = siteFiles(site, drawn).filter(({ path }) => !isOverridden(path, own.files));
    const files = [...generated, ...(await theme.assets()), ...pageAssets(pages), ...own.files];
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
        files: new Set(claims.map(({ path }) => path)),
        sources: [
          ...published.map(({ source }) =>
            relativeTo(config.contentDir, join(config.root, source.path)),
          ),
          ...assets.map((file) => relativeTo(config.contentDir, file)),
        ],
        config: { checks: config.checks, site: site.config },
      }),
      ...siteNotices(site),
    ];
    const work = { theme, site, views: drawn, files };
    return { ...judge(diagnostics, options), pages: pages.length, runbooks, work };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { ok: false, diagnostics: error.diagnostics, pages: 0, runbooks: [] };
  }
}

function* outputFiles({ theme, site, views, files }: Work): Generator<OutputFile> {
  yield* files;
  for (const view of views) {
    const path = view.outputPath;
    yield { path, contents: theme.render(view, site), from: sourceOf(view) };
  }
}

/** Of equal diagnostics one is kept; with `strict` a warning is an error. */
function judge(
  found: readonly Diagnostic[],
  { strict }: BuildOptions,
): Pick<CheckResult, 'ok' | 'diagnostics'> {
  const distinct = [...new Map(found.map((one) => [JSON.stringify(one), one])).values()];
  const diagnostics = distinct.map((one) =>
    strict === true && one.severity === 'warning' ? { ...one, severity: 'error' as const } : one,
  );
  return { ok: diagnostics.every(({ severity }) => severity !== 'error'), diagnostics };
}

function relativeTo(folder: string, path: string): string {
  return relative(folder, path).split(sep).join('/') || '.';
}
