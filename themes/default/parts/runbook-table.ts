import type { ImageStatus } from '../../../src/model/report.ts';
import type { RunbookRow } from '../../../src/model/standing.ts';
import type { PageProps } from '../contract.ts';
import { attribute, type Html, html } from '../html.ts';
import { lines } from '../lines.ts';
import type { Translate } from '../words.ts';
import { badge, badgeIcon } from './badge.ts';
import { engineName, placeName, placeNames } from './ground.ts';
import { type Language, ownLanguage } from './own-language.ts';
import { phrase } from './phrase.ts';
import { runChart } from './run-chart.ts';
import { ago, took } from './time.ts';

/**
 * Every runbook and its proof. A phone shows each row as a card, with the words of `data-label`; the
 * other data are for the filter and for what sorts.
 */
export function runbookTable(
  { site, t }: PageProps,
  { rows }: { readonly rows: readonly RunbookRow[] },
): Html {
  return html`
    <table class="runbooks runbook-list">
    <thead>
    <tr>
    <th scope="col" data-sort="name">${t('runbook')}</th>
    <th scope="col" data-sort="need" aria-sort="other">${t('state')}</th>
    <th scope="col" data-sort="oldest newest">${t('lastProven')}</th>
    <th scope="col">${t('lastRuns')}</th>
    <th scope="col" class="number">${t('steps')}</th>
    <th scope="col" class="number" data-sort="slowest">${t('took')}</th>
    </tr>
    </thead>
    <tbody>
    ${lines(rows.map((row) => tableRow(row, ownLanguage(row.page, site), t)))}
    </tbody>
    </table>
  `;
}

/** Several values of one attribute, one a line: no tag and no image has a line break. */
function listed(values: readonly string[]): string | undefined {
  return values.length === 0 ? undefined : values.map((one) => one.replace(/\s+/g, ' ')).join('\n');
}

function tableRow(row: RunbookRow, language: Language, t: Translate): Html {
  const { page, proof, durationMs } = row;
  const { description, owner, tags } = page.frontmatter;
  const facts = [...(owner === undefined ? [] : [phrase(owner)]), ...tags.map((tag) => `#${tag}`)];
  const data = [
    attribute('data-state', row.badge),
    attribute('data-tag', listed(tags)),
    attribute('data-image', listed(placeNames(row.proof.status))),
    attribute('data-owner', owner === undefined ? undefined : listed([owner])),
    attribute('data-proven', row.proven),
    attribute('data-took', durationMs),
  ];
  return html`
    <tr${data}>
    <th scope="row"><a href="${page.url}"${language}>${page.title}</a>${description !== undefined && html` <span class="row-note"${language}>${phrase(description)}</span>`}${facts.length > 0 && html` <span class="row-note row-facts">${facts.map((one) => html`<bdi>${one}</bdi> `)}</span>`}</th>
    <td data-label="${t('state')}">${badge(row.badge, t)}</td>
    <td data-label="${t('lastProven')}">${proven(row, t)}</td>
    <td data-label="${t('lastRuns')}">${places(row, t)}</td>
    <td data-label="${t('steps')}" class="number">${proof.runbook.steps.length}</td>
    <td data-label="${t('took')}" class="number">${durationMs === undefined ? '—' : took(durationMs)}</td>
    </tr>
  `;
}

/** What a script turns into how long ago it was; where it does not run the day stands there. */
function when(iso: string, t: Translate): Html {
  return html`<time class="ago" datetime="${iso}">${t.day(iso)}</time>`;
}

function proven({ proven, evidence, badge }: RunbookRow, t: Translate): Html {
  const failed = evidence.find(({ status }) => status === 'failed');
  if (failed !== undefined) {
    const when = ago(failed.startedAt, t);
    const said =
      badge === 'failing' ? t.html('failedOn', { when }) : t.html('lastRunFailed', { when });
    return html`<span>${said}</span>${proven !== undefined && html` <span class="row-note">${t.html('lastPassedOn', { when: ago(proven, t) })}</span>`}`;
  }
  if (proven !== undefined) return when(proven, t);
  // A stale page without evidence of its own ran in an image that it no longer names.
  return badge === 'stale' ? html`—` : html`${t('never')}`;
}

/** A line for each image, with its last runs; what was asked for where nothing ran. */
function places(row: RunbookRow, t: Translate): Html {
  const { evidence, proof } = row;
  const { images } = proof.status;
  const engines = [
    ...new Set(evidence.flatMap(({ ground }) => (ground === undefined ? [] : engineName(ground)))),
  ];
  const several = images.length > 1;
  const shown = images.map((one) => place(one, several, t)).filter((one) => one !== undefined);
  if (shown.length === 0) return html`—`;
  return html`<span class="run-places">${shown}</span>${engines.length > 0 && html` <span class="row-note">${engines.join(', ')}</span>`}`;
}

function place(status: ImageStatus, several: boolean, t: Translate): Html | undefined {
  const { badge: state, evidence } = status;
  const name = placeName(status);
  if (name === undefined) return undefined;
  return html`<span class="run-place"><span class="run-image">${several && html`${badgeIcon(state)}<span class="aside">${t(state)}</span> `}${name}</span> ${runChart(evidence?.history ?? [], t)}</span> `;
}
