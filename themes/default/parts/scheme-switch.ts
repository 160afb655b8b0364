import type { PageProps } from '../contract.ts';
import { type Html, html } from '../html.ts';

/**
 * The switch of colours. The style shows it where scripts run; which of its pictures, the scheme says.
 */
export function schemeSwitch({ t }: PageProps): Html {
  const say = (scheme: string): string => t('colours', { scheme });
  return html`
    <button class="scheme-switch" type="button" data-auto="${say(t('asSystem'))}" data-light="${say(t('light'))}" data-dark="${say(t('dark'))}">
    <svg class="icon auto" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true"><circle cx="8" cy="8" r="6"/><path class="filled" d="M8 2a6 6 0 0 1 0 12z"/></svg>
    <svg class="icon light" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true"><circle cx="8" cy="8" r="3.2"/><path d="M8 1v1m0 12v1M1 8h1m12 0h1M3 3l.8.8m8.4 8.4l.8.8m0-10l-.8.8M3.8 12.2L3 13"/></svg>
    <svg class="icon dark" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true"><path d="M13.5 9.8A6 6 0 0 1 6.2 2.5a6 6 0 1 0 7.3 7.3z"/></svg>
    </button>
  `;
}
