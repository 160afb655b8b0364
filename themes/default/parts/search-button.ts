import type { Drawn, PageProps } from '../contract.ts';
import { attribute, html } from '../html.ts';

const lens = html`<svg class="icon" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true"><circle cx="6.8" cy="6.8" r="4.6"/><path d="M10.4 10.4l4 4"/></svg>`;

/** Leads to the page of the search; the script opens that over the page instead. */
export function searchButton({ view, site, t }: PageProps): Drawn {
  const { search } = site.config;
  if (search === undefined) return undefined;
  const version = view.versions?.find(({ isCurrent }) => isCurrent)?.name;
  return html`
    <a class="search-button" href="${search.url}" data-search${attribute('data-version', version)}${attribute('aria-current', view.url === search.url && 'page')} aria-keyshortcuts="/ Control+K Meta+K">${lens}<span>${t('search')}</span><kbd aria-hidden="true">/</kbd></a>
  `;
}
