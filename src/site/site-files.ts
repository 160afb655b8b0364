import type { Config } from '../model/config.ts';
import { type Diagnostic, diagnostic } from '../model/diagnostic.ts';
import type { OutputFile, PlannedFile } from '../model/output.ts';
import type { Asset, Page } from '../model/page.ts';
import type { Site, View } from '../model/site.ts';
import { type FeedsInput, feedFiles } from './feeds.ts';
import { headerFiles } from './header-files.ts';
import { llmsFiles } from './llms.ts';
import { robots, sitemap } from './sitemap.ts';
import { compareText } from './text-order.ts';
import { foldPath } from './urls.ts';

export interface SiteFilesInput extends FeedsInput {
  /** The site in all its languages, `site` being all of them together. */
  readonly sites: readonly Site[];
  readonly views: readonly View[];
  readonly config: Pick<Config, 'feeds' | 'llms' | 'csp' | 'site'>;
}

/** What a site has beside its pages: feeds, the sitemap, `robots.txt`, `llms.txt`. */
export function siteFiles(input: SiteFilesInput): readonly PlannedFile[] {
  const { site, sites, views } = input;
  const feeds = sites.flatMap((one) => feedFiles({ ...input, site: one }));
  return [
    ...feeds,
    ...sitemap(site, views),
    ...robots(site),
    ...llmsFiles(input),
    ...headerFiles(input.config),
  ];
}

/** The files that pages show, each once. */
export function pageAssets(
  pages: readonly Page[],
  others: readonly Asset[] = [],
): readonly OutputFile[] {
  const files = new Map<string, OutputFile>();
  for (const { outputPath, file } of [...pages.flatMap(({ assets }) => assets), ...others]) {
    files.set(outputPath, { path: outputPath, contents: { copyOf: file } });
  }
  return [...files.values()].sort((a, b) => compareText(a.path, b.path));
}

/** The source that a view shows, for messages. */
export function sourceOf(view: View): string | undefined {
  if (view.kind === 'page') return view.page.source.path;
  return 'intro' in view ? view.intro?.source.path : undefined;
}

/** The files that views become. Pages that share a URL are told of by `planPlaces`: one stands for all. */
export function viewFiles(
  views: readonly View[],
): readonly { path: string; from?: string | undefined }[] {
  const pages = new Set<string>();
  return views
    .filter(({ kind, outputPath }) => {
      const key = foldPath(outputPath);
      const isNew = kind !== 'page' || !pages.has(key);
      if (kind === 'page') pages.add(key);
      return isNew;
    })
    .map((view) => ({ path: view.outputPath, from: sourceOf(view) }));
}

/** Said once a build, where it matters. */
export function siteNotices({ config, collections }: Site): readonly Diagnostic[] {
  const hasPosts = collections.some((one) => one.config.kind === 'post' && one.pages.length > 0);
  if (config.url !== undefined || !hasPosts) return [];
  return [
    diagnostic({
      code: 'site-url',
      severity: 'info',
      message:
        'there is no feed and no sitemap: the configuration does not say where the site will be',
      hint: 'set `site.url`, such as `https://example.org`',
    }),
  ];
}

const replaceable: ReadonlySet<string> = new Set([
  'robots.txt',
  '404.html',
  'llms.txt',
  'llms-full.txt',
  '_redirects',
  '_headers',
]);

/** An author's own file in the public folder takes the place of ours. */
export function isOverridden(path: string, own: readonly OutputFile[]): boolean {
  const isReplaceable = replaceable.has(path) || /^[\w-]+\/404\.html$/.test(path);
  return isReplaceable && own.some((file) => file.path === path);
}
