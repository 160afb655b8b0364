import type { PageProps } from '../default/contract.ts';
import { type Html, html } from '../default/html.ts';
import { siteLinks } from '../default/parts/header.ts';
import { viewTitle } from '../default/parts/view-title.ts';

/** No scripts, no fonts. */
export function head(props: PageProps): Html {
  const { view, site, t, assets, parts } = props;
  const { base, title, url } = site.config;
  const own = viewTitle(view, t) || title;
  const description = view.description || site.config.description;
  return html`
    <head>
    <meta charset="utf-8">
    <title>${own === title ? title : `${own} · ${title}`}</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    ${view.head?.canonical === undefined && html`<meta name="robots" content="noindex">`}
    <link rel="stylesheet" href="${base + assets.style}">
    ${parts.preview(props, { title: own, description, origin: url?.replace(/\/$/, '') })}
    ${parts.headEnd(props)}
    </head>
  `;
}

/** All links in one line, without a menu that would have to be opened. */
export function header(props: PageProps): Html {
  const { site, t, parts } = props;
  const { home, title, search } = site.config;
  const links = [{ label: title, link: home }, ...siteLinks(site)];
  const shown = search === undefined ? links : [...links, { label: t('search'), link: search.url }];
  return html`
    <header>
    <nav aria-label="${t('siteNavigation')}">
    ${shown.map(({ label, link }, at) => [at > 0 && ' | ', html`<a href="${link}">${label}</a>`])}
    </nav>
    ${parts.versionMenu(props)}
    ${parts.languageMenu(props)}
    ${parts.headerEnd(props)}
    </header>
  `;
}
