import { coverageWords, totalCoverage } from '../../../src/model/coverage.ts';
import type { Page } from '../../../src/model/page.ts';
import type { PageCoverage } from '../../../src/model/report.ts';
import type { Site } from '../../../src/model/site.ts';
import { type Html, html } from '../html.ts';
import { lines } from '../lines.ts';

/** How many of the shell blocks of the whole site are steps, and page by page. */
export function coverage(site: Site): Html | false {
  const rows = site.pages.flatMap((page) => {
    const own = site.coverage.get(page.id);
    return own === undefined || own.run + own.skipped + own.plain === 0 ? [] : [{ page, own }];
  });
  if (rows.length === 0) return false;
  const total = totalCoverage(rows.map(({ own }) => own));
  const open = ({ own }: Row): number => own.skipped + own.plain;
  const sorted = [...rows].sort((a, b) => open(b) - open(a) || order(a.page.title, b.page.title));
  return html`
    <details class="coverage">
    <summary>Of the whole site, ${coverageWords(total)}</summary>
    <table class="runbooks">
    <thead>
    <tr>
    <th scope="col">Page</th>
    <th scope="col" class="number">Steps</th>
    <th scope="col" class="number">Skipped</th>
    <th scope="col" class="number">No steps</th>
    </tr>
    </thead>
    <tbody>
    ${lines(sorted.map(coverageRow))}
    </tbody>
    </table>
    </details>
  `;
}

interface Row {
  readonly page: Page;
  readonly own: PageCoverage;
}

function coverageRow({ page, own }: Row): Html {
  const why = own.reasons.join('; ');
  return html`
    <tr>
    <th scope="row"><a href="${page.url}">${page.title}</a>${why !== '' && html` <span class="row-note">${why}</span>`}</th>
    <td data-label="Steps" class="number">${own.run}</td>
    <td data-label="Skipped" class="number">${own.skipped}</td>
    <td data-label="No steps" class="number">${own.plain}</td>
    </tr>
  `;
}

/** By code point: the same under every locale. */
function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
