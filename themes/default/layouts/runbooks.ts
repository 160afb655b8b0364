import type { Site } from '../../../src/model/site.ts';
import { type Html, html } from '../html.ts';
import { coverage } from '../parts/coverage.ts';
import { listHead } from '../parts/list-head.ts';
import { prose } from '../parts/prose.ts';
import { runbookTable } from '../parts/runbook-table.ts';
import { viewTitle } from '../parts/view-title.ts';
import { countRunbooks, runbookRows } from '../runbook-rows.ts';
import type { RunbooksView } from '../view.ts';
import { translateFor } from '../words.ts';
import { document } from './document.ts';

/** Every runbook by the state of its proof: what needs somebody comes first. */
export function runbooks(view: RunbooksView, site: Site): Html {
  const t = translateFor(view, site);
  const rows = runbookRows(view.collection.pages, site);
  const count = html`<p class="count">${countRunbooks(rows, t)}</p>`;
  const main = html`
    <div class="article article-wide">
    ${listHead(viewTitle(view, t), view.description, count)}
    <div class="article-body">
    ${view.intro !== undefined && prose(view.intro, t, site.proofs.get(view.intro.id))}
    ${rows.length > 0 && runbookTable(rows, t)}
    ${coverage(site, t)}
    </div>
    </div>
  `;
  return document({ view, site, main });
}
