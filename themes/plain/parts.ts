import type { Collection, NavigationNode } from '../../src/model/site.ts';
import type { Drawn, PageProps } from '../default/contract.ts';
import { attribute, type Html, html } from '../default/html.ts';
import { lines } from '../default/lines.ts';
import { neededStyles } from '../default/needs.ts';
import { viewTitle } from '../default/parts/view-title.ts';

export function head(props: PageProps): Html {
  const { view, site, t, assets, parts } = props;
  const { base, title, description } = site.config;
  const own = viewTitle(view, t);
  const seen = { title: own || title, description: view.description || description };
  return html`
    <head>
    <meta charset="utf-8">
    <title>${own === '' || own === title ? title : `${own} · ${title}`}</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    ${view.head?.canonical === undefined && html`<meta name="robots" content="noindex">`}
    ${lines([assets.style, ...neededStyles(view)].map((path) => html`<link rel="stylesheet" href="${base + path}">`))}
    ${parts.preview(props, { ...seen, origin: site.config.url?.replace(/\/$/, '') })}
    ${parts.headEnd(props)}
    </head>
  `;
}

export function header(props: PageProps): Html {
  const { view, site, t, parts } = props;
  const { home, title, navigation } = site.config;
  const lists = site.collections.flatMap(({ config, url }) =>
    url === undefined ? [] : [{ label: config.title, link: url }],
  );
  const links = [{ label: title, link: home }, ...(navigation.length > 0 ? navigation : lists)];
  return html`
    <header>
    <nav aria-label="${t('siteNavigation')}">
    ${links.map(({ label, link }, at) => [at > 0 && ' | ', html`<a href="${link}"${attribute('aria-current', link === view.url && 'page')}>${label}</a>`])}
    </nav>
    ${parts.versionMenu(props)}
    ${parts.languageMenu(props)}
    ${parts.headerEnd(props)}
    </header>
  `;
}

/** Below the text, and whole: a text browser has a key to search in it. */
export function sidebar(
  { view }: PageProps,
  { collection }: { readonly collection: Collection },
): Drawn {
  const { navigation, config } = collection;
  return navigation.length === 0
    ? undefined
    : html`<nav aria-label="${config.title}">${list(navigation, view.url)}</nav>`;
}

function list(nodes: readonly NavigationNode[], url: string): Html {
  const item = ({ label, url: to, children }: NavigationNode) => {
    const current = attribute('aria-current', to === url && 'page');
    const name = to === undefined ? label : html`<a href="${to}"${current}>${label}</a>`;
    return html`<li>${name}${children.length > 0 && list(children, url)}</li>`;
  };
  return html`<ul>${nodes.map(item)}</ul>`;
}

export function footer(props: PageProps): Html {
  const { site, parts } = props;
  const { title, author } = site.config;
  return html`
    <footer>
    <p>${title}${author !== undefined && ` · ${author}`}</p>
    ${parts.footerEnd(props)}
    </footer>
  `;
}
