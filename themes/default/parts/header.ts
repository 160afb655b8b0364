import type { NavigationLink } from '../../../src/model/config.ts';
import type { Site } from '../../../src/model/site.ts';
import type { PageProps } from '../contract.ts';
import { attribute, type Html, html } from '../html.ts';
import { lines } from '../lines.ts';
import { listLinks } from './versions.ts';

/** Three lines: what opens a list to go on with. */
export const bars = html`<svg class="icon" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true"><path d="M1.5 3.5h13m-13 4.5h13m-13 4.5h13"/></svg>`;

/**
 * Title, navigation, and what is chosen for the whole site. On a phone the navigation is a menu;
 * elsewhere the style shows it always and leaves the summary out.
 */
export function header(props: PageProps): Html {
  const { view, site, t, parts } = props;
  const links = siteLinks(site);
  return html`
    <header class="site-header">
    <div class="site-bar">
    ${parts.brand(props)}
    ${
      links.length > 0 &&
      html`
        <details class="site-menu">
        <summary>${bars}<span class="aside">${t('menu')}</span></summary>
        <nav aria-label="${t('siteNavigation')}">
        <ul>
        ${lines(links.map((link) => headerLink(link, view.url)))}
        </ul>
        </nav>
        </details>
      `
    }
    <div class="site-tools">
    ${parts.searchButton(props)}
    ${parts.versionMenu(props)}
    ${parts.languageMenu(props)}
    ${parts.schemeSwitch(props)}
    ${parts.headerEnd(props)}
    </div>
    </div>
    </header>
  `;
}

/** What the configuration names, else every list. */
export function siteLinks(site: Site): readonly NavigationLink[] {
  const { navigation } = site.config;
  return navigation.length > 0 ? navigation : listLinks(site);
}

function headerLink(link: NavigationLink, url: string): Html {
  return html`<li><a href="${link.link}"${attribute('aria-current', currency(link.link, url))}>${link.label}</a></li>`;
}

function currency(link: string, url: string): string | undefined {
  if (link === url) return 'page';
  return link.endsWith('/') && link.length > 1 && url.startsWith(link) ? 'true' : undefined;
}
