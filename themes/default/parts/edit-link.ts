import type { Page } from '../../../src/model/page.ts';
import type { Site } from '../../../src/model/site.ts';
import { type Html, html } from '../html.ts';
import type { Translate } from '../words.ts';

/** Where the site says where its sources are. */
export function editLink(page: Page, site: Site, t: Translate): Html | undefined {
  const { editUrl } = site.config;
  if (editUrl === undefined) return undefined;
  const path = page.source.path.split('/').map(encodeURIComponent).join('/');
  return html`<p class="edit"><a href="${editUrl.replace(/\/?$/, '/') + path}">${t('editPage')}</a></p>`;
}
