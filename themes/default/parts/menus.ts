import type { SiteLocale, VersionLink } from '../../../src/model/site.ts';
import type { PageProps } from '../contract.ts';
import { attribute, type Html, html } from '../html.ts';
import { lines } from '../lines.ts';
import type { Translate } from '../words.ts';

/** The languages of the site, each leading to the same page in it, or to its front page. */
export function languageMenu({ view, site, t }: PageProps): Html | undefined {
  const { locales, locale } = site;
  const here = locales?.find(({ tag }) => tag === locale);
  if (locales === undefined || locales.length < 2 || here === undefined) return undefined;
  const urlIn = ({ tag, url }: SiteLocale): string =>
    view.translations?.find((one) => one.locale === tag)?.url ?? url;
  return menu(
    'language',
    t('language'),
    inLanguage(here),
    locales.map(
      (one) =>
        html`<a href="${urlIn(one)}" hreflang="${one.tag}"${attribute('aria-current', one === here && 'true')}>${inLanguage(one)}</a>`,
    ),
  );
}

function inLanguage({ tag, label, direction }: SiteLocale): Html {
  return html`<span lang="${tag}" dir="${direction}">${label}</span>`;
}

/** The versions of what a page is about. */
export function versionMenu({ view, t }: PageProps): Html | undefined {
  const { versions } = view;
  const here = versions?.find(({ isCurrent }) => isCurrent);
  if (versions === undefined || versions.length < 2 || here === undefined) return undefined;
  return menu(
    'version',
    t('version'),
    html`${here.label}`,
    versions.map((one) => versionLink(one, t)),
  );
}

function versionLink({ label, status, url, isCurrent }: VersionLink, t: Translate): Html {
  const more =
    status === 'old' ? undefined : t(status === 'latest' ? 'latestMark' : 'unreleasedMark');
  return html`<a href="${url}"${attribute('aria-current', isCurrent && 'true')}>${label}${more !== undefined && html` <span class="count">${more}</span>`}</a>`;
}

const globe = html`<svg class="icon" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true"><circle cx="8" cy="8" r="6.2"/><path d="M1.8 8h12.4M8 1.8c2 2 2.6 4 2.6 6.2s-.6 4.2-2.6 6.2c-2-2-2.6-4-2.6-6.2S6 3.8 8 1.8z"/></svg>`;

/** It works without a script, and by keyboard. */
function menu(of: 'language' | 'version', name: string, now: Html, items: readonly Html[]): Html {
  return html`
    <details class="menu menu-${of}">
    <summary>${of === 'language' && globe}<span class="aside">${name}: </span><span class="now">${now}</span></summary>
    <ul>
    ${lines(items.map((item) => html`<li>${item}</li>`))}
    </ul>
    </details>
  `;
}
