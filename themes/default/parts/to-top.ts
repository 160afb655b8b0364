import type { PageProps } from '../contract.ts';
import { type Html, html } from '../html.ts';

/** The target of the link to the top. A colon, for no heading of an article gets an id with one. */
export const topId = 'page:top';

/** Leads back to the top. The style shows it on long pages, once there is a way back. */
export function toTop({ t }: PageProps): Html {
  const name = t('backToTop');
  return html`<div class="to-top"><a href="#${topId}" title="${name}"><svg class="icon" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true"><path d="M8 14V2.5M3 7.5l5-5 5 5"/></svg><span class="aside">${name}</span></a></div>`;
}
