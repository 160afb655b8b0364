import type { NavigationLink } from '../../../src/model/config.ts';
import type { Site } from '../../../src/model/site.ts';
import type { PageProps } from '../contract.ts';
import { attribute, type Html, html } from '../html.ts';
import { lines } from '../lines.ts';
import { mark } from './mark.ts';
import { isOldVersion } from './versions.ts';

/** Title and navigation. The script adds the switch of colours: without it there is none. */
export function header(props: PageProps): Html {
  const { view, site, t, parts } = props;
  const { home, title } = site.config;
  const links = headerLinks(site);
  return html`
    <header class="site-header">
    <div class="site-bar">
    <a class="brand" href="${home}"${attribute('aria-current', view.url === home && 'page')}>${mark} <span>${title}</span></a>
    ${
      links.length > 0 &&
      html`
        <nav aria-label="${t('siteNavigation')}">
        <ul>
        ${lines(links.map((link) => headerLink(link, view.url)))}
        </ul>
        </nav>
      `
    }
    ${parts.versionMenu(props)}
    ${parts.languageMenu(props)}
    ${parts.headerEnd(props)}
    </div>
    </header>
  `;
}

/** What the configuration names, else every collection that has a list. */
function headerLinks(site: Site): readonly NavigationLink[] {
  if (site.config.navigation.length > 0) return site.config.navigation;
  return site.collections.flatMap(({ config, url }) =>
    url === undefined || isOldVersion(config) ? [] : [{ label: config.title, link: url }],
  );
}

function headerLink(link: NavigationLink, url: string): Html {
  return html`<li><a href="${link.link}"${attribute('aria-current', currency(link.link, url))}>${link.label}</a></li>`;
}

function currency(link: string, url: string): string | undefined {
  if (link === url) return 'page';
  return link.endsWith('/') && link.length > 1 && url.startsWith(link) ? 'true' : undefined;
}
