import type { RunbookRow } from '../../../src/model/standing.ts';
import { shownNumber } from '../../../src/model/step-number.ts';
import type { PageProps } from '../contract.ts';
import { attribute, type Html, html } from '../html.ts';
import type { StatusView } from '../view.ts';
import type { Translate } from '../words.ts';
import { badgeIcon } from './badge.ts';
import { placeName } from './ground.ts';

/** A runbook on a wall: its state, its name, and what is the matter with it. */
export function wallTile(
  { t }: PageProps<StatusView>,
  { row }: { readonly row: RunbookRow },
): Html {
  const { page, badge, lastRun } = row;
  return html`
    <li class="tile is-${badge}"${attribute('data-run', `${page.id} ${badge} ${lastRun ?? ''}`)}>
    <a href="${page.url}">${badgeIcon(badge)}<span class="aside">${t(badge)}: </span><span class="tile-name">${page.title}</span></a>
    <span class="tile-note">${note(row, t)}</span>
    </li>
  `;
}

function note(row: RunbookRow, t: Translate): Html {
  const { badge, evidence, proven, proof } = row;
  if (badge === 'failing') {
    return html`${proof.status.images.flatMap((image) => {
      const { badge: state, evidence: one } = image;
      if (state !== 'failing' || one === undefined) return [];
      const place = placeName(image);
      const failed = one.steps.find(({ status }) => status === 'failed');
      const step = proof.runbook.steps.find(({ digest }) => digest === failed?.digest);
      const number = step && shownNumber(step, proof.runbook);
      const facts = [
        ...(place === undefined ? [] : [place]),
        ...(number === undefined ? [] : [t('stepNumber', { number })]),
      ].map((fact) => html`<bdi>${fact}</bdi> · `);
      return [html`<span>${facts}${when(one.startedAt, t)}</span> `];
    })}`;
  }
  // Where it was never run is what is the matter, and not when others passed.
  const missing = proof.status.images.filter((one) => one.evidence === undefined);
  if (badge === 'unverified' && evidence.length > 0 && missing.length > 0) {
    return html`${missing.map(({ image }) => html`<span><bdi>${image}</bdi> · ${t('never')}</span> `)}`;
  }
  if (proven !== undefined) return html`<span>${when(proven, t)}</span>`;
  return html`<span>${evidence.length === 0 ? t('never') : '—'}</span>`;
}

function when(iso: string, t: Translate): Html {
  return html`<time class="ago" datetime="${iso}">${t.day(iso)}</time>`;
}
