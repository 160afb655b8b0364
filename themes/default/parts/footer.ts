import type { Site } from '../../../src/model/site.ts';
import { type Html, html } from '../html.ts';
import type { Translate } from '../words.ts';

export function footer(site: Site, t: Translate): Html {
  const { title, author } = site.config;
  const feed = site.feeds[0];
  return html`
    <footer class="site-footer">
    <p>${title}${author !== undefined && ` · ${author}`}</p>
    ${feed !== undefined && html`<p><a href="${feed.url}">${t('feed')}</a></p>`}
    </footer>
  `;
}
