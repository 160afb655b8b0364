import type { PageProps } from '../contract.ts';
import { type Html, html } from '../html.ts';

export function footer(props: PageProps): Html {
  const { site, t, parts } = props;
  const { title, author } = site.config;
  const feed = site.feeds[0];
  return html`
    <footer class="site-footer">
    <p>${title}${author !== undefined && ` · ${author}`}</p>
    ${feed !== undefined && html`<p><a href="${feed.url}">${t('feed')}</a></p>`}
    ${parts.footerEnd(props)}
    </footer>
  `;
}
