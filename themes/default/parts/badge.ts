import type { Badge } from '../../../src/model/report.ts';
import { type Html, html } from '../html.ts';
import type { Translate } from '../words.ts';
import { type IconName, icon } from './icon.ts';

const icons: Readonly<Record<Badge, IconName>> = {
  verified: 'check',
  failing: 'cross',
  stale: 'clock',
  unverified: 'ring',
};

/** Shape, word and colour say the same. */
export function badge(state: Badge, t: Translate): Html {
  return html`<span class="badge is-${state}">${icon(icons[state])}${t(state)}</span>`;
}

/** The shape alone, for places that say the word otherwise. */
export function badgeIcon(state: Badge): Html {
  return html`<span class="is-${state}">${icon(icons[state])}</span>`;
}
