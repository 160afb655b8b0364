import type { Site, View } from '../../src/model/site.ts';
import type { Layouts, PageProps, SiteProps } from './contract.ts';
import type { Html } from './html.ts';
import type { PageView } from './view.ts';
import { type ThemeWords, translateFor } from './words.ts';

/** What a theme draws with. */
export interface Kit extends Pick<SiteProps, 'options' | 'assets' | 'parts' | 'layouts'> {
  readonly words: ThemeWords;
}

/** A view by the layout for it. */
export function draw(view: View, site: Site, kit: Kit): Html {
  const { layouts } = kit;
  const shown = <Shown extends View>(view: Shown): PageProps<Shown> => propsOf(view, site, kit);
  switch (view.kind) {
    case 'page':
      return layouts[pageLayout(view, site)](shown(view));
    case 'home':
      return layouts.front(shown(view));
    case 'list':
      return layouts.list(shown(view));
    case 'runbooks':
      return layouts.runbooks(shown(view));
    case 'status':
      return layouts.status(shown(view));
    case 'search':
      return layouts.search(shown(view));
    case 'taxonomy':
      return layouts.taxonomy(shown(view));
    case 'term':
      return layouts.term(shown(view));
    case 'archive':
      return layouts.archive(shown(view));
    case 'period':
      return layouts.period(shown(view));
    case 'not-found':
      return layouts.notFound(shown(view));
  }
}

export function propsOf<Shown extends View>(view: Shown, site: Site, kit: Kit): PageProps<Shown> {
  const { options, assets, parts, layouts, words } = kit;
  return { view, site, t: translateFor(site, words), options, assets, parts, layouts };
}

function pageLayout(
  { page, url }: PageView,
  { config }: Site,
): keyof Pick<Layouts, 'page' | 'doc' | 'post' | 'runbook' | 'home'> {
  if (page.kind === 'page' && url === config.home) return 'home';
  return page.kind;
}
