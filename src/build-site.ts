import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileSource } from './content/file-source.ts';
import { readFromOf } from './memory/read-from.ts';
import type { BuildOptions, BuildResult, CheckResult } from './model/build.ts';
import { UserError } from './model/diagnostic.ts';
import type { FileRead } from './model/file-read.ts';
import { judge } from './model/judge.ts';
import { digestOf } from './model/source.ts';
import { diagnosticsOf, isCode } from './output/file-error.ts';
import { manifestText } from './output/manifest.ts';
import { externalLinks } from './site/external-links.ts';
import { clockOf } from './site/publishable.ts';
import { checkPlan } from './stages/check-plan.ts';
import { collectSite } from './stages/collect-site.ts';
import { planFiles } from './stages/plan-files.ts';
import { type Given, openProject, type Project } from './stages/project.ts';
import { publishWork } from './stages/publish-work.ts';
import { readPages } from './stages/read-pages.ts';
import { renderPages } from './stages/render-pages.ts';
import type { Work } from './stages/work.ts';

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

type PartRef = Parameters<Parameters<typeof externalLinks>[2]>[0];

interface Prepared extends Pick<CheckResult, 'ok' | 'diagnostics' | 'pages' | 'runbooks'> {
  readonly work?: Work | undefined;
}

/** Content to site, up to where the first byte would be written; every mistake is found on the way. */
async function prepare(project: Project, options: BuildOptions): Promise<Prepared> {
  const { config, scanned } = project;
  try {
    const read = await readPages(project, options);
    const rendered = await renderPages(project, options, read);
    const collected = await collectSite(project, options, { ...read, ...rendered });
    const planned = await planFiles(project, { ...read, ...rendered, ...collected });

    options.profile?.phase('checks');
    const facts = { ...read, ...rendered, ...collected, ...planned };
    const found = [
      ...scanned.diagnostics,
      ...read.read.diagnostics,
      ...rendered.placed,
      ...collected.diagnostics,
      ...checkPlan(project, facts),
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
