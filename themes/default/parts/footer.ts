import type { Site } from '../../../src/model/site.ts';
import { inLanguage } from '../by-language.ts';
import type { PageProps } from '../contract.ts';
import { type Html, html, type Value } from '../html.ts';
import { lines } from '../lines.ts';
import { sitePath } from '../site-path.ts';
import { phrase } from './phrase.ts';

/** Who publishes the site, and what it has beside its pages. */
export function footer(props: PageProps): Html {
  const { site, t, parts } = props;
  const { text, links: given = [] } = props.options.footer ?? {};
  const links = isList(given) ? given : (inLanguage(given, site) ?? []);
  const feed = site.feeds[0];
  return html`
    <footer class="site-footer">
    <p>${footerText(text, site)}</p>
    ${lines(links.map(({ label, link }) => html`<p><a href="${sitePath(link, site)}">${label}</a></p>`))}
    ${feed !== undefined && html`<p><a href="${feed.url}">${t('feed')}</a></p>`}
    ${parts.footerEnd(props)}
    </footer>
  `;
}

/** What the options say in the language of the page; else who publishes the site. */
function footerText(
  text: string | Readonly<Record<string, string>> | undefined,
  site: Site,
): Value {
  const said = typeof text === 'object' ? inLanguage(text, site) : text;
  if (said !== undefined) return phrase(said);
  const { title, author } = site.config;
  return html`${title}${author !== undefined && ` · ${author}`}`;
}

function isList<One>(value: readonly One[] | object): value is readonly One[] {
  return Array.isArray(value);
}
