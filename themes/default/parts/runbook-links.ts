import { wallUrl } from '../../../src/model/wall.ts';
import type { PageProps } from '../contract.ts';
import { type Html, html } from '../html.ts';
import type { RunbooksView } from '../view.ts';

/** Where else the state of these runbooks is told: on a wall, to programs, on a badge. */
export function runbookLinks({ view, t }: PageProps<RunbooksView>): Html {
  const { url } = view;
  return html`
    <ul class="runbook-links">
    <li><a href="${wallUrl(url)}">${t('wallScreen')}</a></li>
    <li><a href="${url}status.json">${t('asJson')}</a></li>
    <li><a href="${url}badge.svg">${t('badge')}</a></li>
    </ul>
  `;
}
