import { openCards } from '../cards/cards.ts';
import { siteMermaid } from '../content/site-mermaid.ts';
import { imageFiles } from '../images/files.ts';
import { englishBadge } from '../model/badge-words.ts';
import type { Config } from '../model/config.ts';
import type { OutputFile } from '../model/output.ts';
import type { Page } from '../model/page.ts';
import { sitePlugins } from '../model/plugin.ts';
import type { Site, View } from '../model/site.ts';
import { copyFolder } from '../output/copy-folder.ts';
import { statusSchemaFile } from '../report/status-schema-file.ts';
import { installedPagefind } from '../search/installed.ts';
import { cardText, createHeads } from '../site/head.ts';
import { hookOutput } from '../site/hooks.ts';
import { wholeSite, withFrontPage } from '../site/local-sites.ts';
import { localViews } from '../site/local-views.ts';
import { pageImages } from '../site/page-images.ts';
import { redirectFiles } from '../site/redirect-files.ts';
import { planRedirects } from '../site/redirects.ts';
import { isOverridden, pageAssets, siteFiles, viewFiles } from '../site/site-files.ts';
import { statusFiles } from '../site/status-files.ts';
import { loadTheme } from '../theme/load.ts';
import type { Collected } from './collect-site.ts';
import type { Project } from './project.ts';
import { relativeTo } from './relative-to.ts';

/** All files that are published: the views to be drawn, and what is beside them. */
export async function planFiles(
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

export type Planned = Collected & Awaited<ReturnType<typeof planFiles>>;

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
