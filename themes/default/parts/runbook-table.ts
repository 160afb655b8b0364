import { type Html, html } from '../html.ts';
import { lines } from '../lines.ts';
import type { RunbookRow } from '../runbook-rows.ts';
import { badge } from './badge.ts';
import { engineName } from './ground.ts';
import { phrase } from './phrase.ts';
import { duration, time } from './time.ts';

/** Every runbook and its proof. A phone shows each row as a card, with the words of `data-label`. */
export function runbookTable(rows: readonly RunbookRow[]): Html {
  return html`
    <table class="runbooks">
    <thead>
    <tr>
    <th scope="col">Runbook</th>
    <th scope="col">State</th>
    <th scope="col">Last proven</th>
    <th scope="col">Ran in</th>
    <th scope="col" class="number">Steps</th>
    <th scope="col" class="number">Took</th>
    </tr>
    </thead>
    <tbody>
    ${lines(rows.map(tableRow))}
    </tbody>
    </table>
  `;
}

function tableRow(row: RunbookRow): Html {
  const { page, proof } = row;
  const { description } = page.frontmatter;
  return html`
    <tr>
    <th scope="row"><a href="${page.url}">${page.title}</a>${description !== undefined && html` <span class="row-note">${phrase(description)}</span>`}</th>
    <td data-label="State">${badge(row.badge)}</td>
    <td data-label="Last proven">${proven(row)}</td>
    <td data-label="Ran in">${places(row)}</td>
    <td data-label="Steps" class="number">${proof.runbook.steps.length}</td>
    <td data-label="Took" class="number">${row.evidence.length === 0 ? '—' : duration(row.durationMs)}</td>
    </tr>
  `;
}

function proven({ proven, evidence, badge }: RunbookRow): Html {
  if (proven !== undefined) return time(proven);
  const failed = evidence.find(({ status }) => status === 'failed');
  if (failed !== undefined) {
    return badge === 'failing'
      ? html`<span>failed ${time(failed.startedAt)}</span>`
      : html`<span>last run ${time(failed.startedAt)}, failed</span>`;
  }
  // A stale page without evidence of its own ran in an image that it no longer names.
  return badge === 'stale' ? html`—` : html`never`;
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
