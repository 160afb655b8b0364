import type { PageProps } from '../contract.ts';
import { type Html, html } from '../html.ts';
import { lines } from '../lines.ts';
import type { RunbookRow } from '../runbook-rows.ts';
import type { Translate } from '../words.ts';
import { badge } from './badge.ts';
import { engineName } from './ground.ts';
import { phrase } from './phrase.ts';
import { duration, time } from './time.ts';

/** Every runbook and its proof. A phone shows each row as a card, with the words of `data-label`. */
export function runbookTable(
  { t }: PageProps,
  { rows }: { readonly rows: readonly RunbookRow[] },
): Html {
  return html`
    <table class="runbooks">
    <thead>
    <tr>
    <th scope="col">${t('runbook')}</th>
    <th scope="col">${t('state')}</th>
    <th scope="col">${t('lastProven')}</th>
    <th scope="col">${t('ranIn')}</th>
    <th scope="col" class="number">${t('steps')}</th>
    <th scope="col" class="number">${t('took')}</th>
    </tr>
    </thead>
    <tbody>
    ${lines(rows.map((row) => tableRow(row, t)))}
    </tbody>
    </table>
  `;
}

function tableRow(row: RunbookRow, t: Translate): Html {
  const { page, proof } = row;
  const { description } = page.frontmatter;
  return html`
    <tr>
    <th scope="row"><a href="${page.url}">${page.title}</a>${description !== undefined && html` <span class="row-note">${phrase(description)}</span>`}</th>
    <td data-label="${t('state')}">${badge(row.badge, t)}</td>
    <td data-label="${t('lastProven')}">${proven(row, t)}</td>
    <td data-label="${t('ranIn')}">${places(row)}</td>
    <td data-label="${t('steps')}" class="number">${proof.runbook.steps.length}</td>
    <td data-label="${t('took')}" class="number">${row.evidence.length === 0 ? '—' : duration(row.durationMs)}</td>
    </tr>
  `;
}

function proven({ proven, evidence, badge }: RunbookRow, t: Translate): Html {
  if (proven !== undefined) return time(proven, t);
  const failed = evidence.find(({ status }) => status === 'failed');
  if (failed !== undefined) {
    const date = time(failed.startedAt, t);
    return badge === 'failing'
      ? html`<span>${t.html('failedOn', { date })}</span>`
      : html`<span>${t.html('lastRunFailed', { date })}</span>`;
  }
  // A stale page without evidence of its own ran in an image that it no longer names.
  return badge === 'stale' ? html`—` : html`${t('never')}`;
}

/** What was asked for where nothing ran. */
function places({ evidence, proof }: RunbookRow): Html {
  const ran = evidence.flatMap(({ ground }) => (ground === undefined ? [] : [ground]));
  if (ran.length === 0) {
    const wanted = proof.runbook.sandbox.images;
    return html`${wanted.length === 0 ? '—' : wanted.join(', ')}`;
  }
  const names = [...new Set(ran.map(({ image, name }) => image ?? name))];
  const engines = [...new Set(ran.map(engineName))];
  return html`${names.join(', ')} <span class="row-note">${engines.join(', ')}</span>`;
}
