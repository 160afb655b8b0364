import { join } from 'node:path';
import { tellOfKey } from '../config/tell-of-key.ts';
import { fileSource } from '../content/file-source.ts';
import { imageNotices } from '../images/notices.ts';
import type { Config } from '../model/config.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { View } from '../model/site.ts';
import { checkFiles } from '../output/path-check.ts';
import { notInstalled } from '../search/make-index.ts';
import { checkLinks } from '../site/check-links.ts';
import { checkEndings, checkWords } from '../site/check-locales.ts';
import { checkAvatars, checkTerms } from '../site/check-terms.ts';
import { siteNotices, viewFiles } from '../site/site-files.ts';
import type { Planned } from './plan-files.ts';
import type { Project } from './project.ts';
import { relativeTo } from './relative-to.ts';

/** What is wrong with the site as a whole. */
export function checkPlan(
  { config, scanned }: Project,
  { published, findTarget, pages, sites, ...planned }: Planned,
): readonly Diagnostic[] {
  const { site, theme, own, images, cards, views, redirects, files } = planned;
  const claims = [...files, ...viewFiles(views), ...indexClaims(views, config)];
  const paths = new Set(claims.map(({ path }) => path));
  const tell = tellOfKey(config);
  return [
    ...own.diagnostics,
    ...checkTerms(published, config),
    ...checkAvatars(config, paths),
    ...checkEndings(published, config),
    ...checkWords(theme, config, tell),
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
      menus: {
        locales: config.locales,
        others: sites.map((one) => one.config).filter((one) => one !== site.config),
        options: theme.optionLinks ?? [],
        tell,
      },
    }),
    ...images.check(paths, config.checks.images),
    ...redirects.diagnostics,
    ...cards.diagnostics(),
    ...siteNotices(site),
    ...imageNotices(pages, config),
  ];
}

/** An author's own files may not stand where the index is. */
function indexClaims(views: readonly View[], { site: { base } }: Config) {
  return views.flatMap((view) =>
    view.kind === 'search' && view.index !== undefined
      ? [{ path: `${view.index.url.slice(base.length)}pagefind.js`, from: 'the search' }]
      : [],
  );
}
