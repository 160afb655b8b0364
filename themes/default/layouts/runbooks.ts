import { runbookRows } from '../../../src/model/standing.ts';
import type { PageProps } from '../contract.ts';
import { type Html, html } from '../html.ts';
import { countRunbooks } from '../parts/count-runbooks.ts';
import { viewTitle } from '../parts/view-title.ts';
import type { RunbooksView } from '../view.ts';

/** Every runbook by the state of its proof: what needs somebody comes first. */
export function runbooks(props: PageProps<RunbooksView>): Html {
  const { view, site, t, parts, layouts } = props;
  const { collection, description, intro } = view;
  const rows = runbookRows(collection.pages, site);
  const hasRows = rows.length > 0;
  // Where scripts run, the filter says it, and in colours.
  const more = html`<p class="count${rows.length > 1 && ' count-plain'}">${countRunbooks(rows, t)}</p>`;
  const main = html`
    <div class="article article-wide">
    ${parts.listHead(props, { title: viewTitle(view, t), description, intro, more })}
    <div class="article-body">
    ${intro !== undefined && parts.prose(props, { page: intro, proof: site.proofs.get(intro.id) })}
    ${hasRows && parts.runbookFilter(props, { rows })}
    ${hasRows && parts.runbookTable(props, { rows })}
    ${hasRows && html`<p class="no-runbook" hidden>${t('noneMatches')}</p>`}
    ${parts.coverage(props)}
    ${hasRows && parts.runbookLinks(props)}
    </div>
    </div>
  `;
  return layouts.document(props, { main });
}
