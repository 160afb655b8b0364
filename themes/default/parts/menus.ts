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

/** It works without a script, and by keyboard. */
function menu(name: string, now: Html, items: readonly Html[]): Html {
  return html`
    <details class="menu">
    <summary><span class="aside">${name}: </span>${now}</summary>
    <ul>
    ${lines(items.map((item) => html`<li>${item}</li>`))}
    </ul>
    </details>
  `;
}
