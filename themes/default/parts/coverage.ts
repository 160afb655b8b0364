import { coveredShare, percent, totalCoverage } from '../../../src/model/coverage.ts';
import type { Page } from '../../../src/model/page.ts';
import type { Coverage, PageCoverage } from '../../../src/model/report.ts';
import type { PageProps } from '../contract.ts';
import { type Html, html } from '../html.ts';
import { lines } from '../lines.ts';
import type { Translate } from '../words.ts';

/** How many of the shell blocks of the whole site are steps, and page by page. */
export function coverage({ site, t }: PageProps): Html | undefined {
  const rows = site.pages.flatMap((page) => {
    const own = site.coverage.get(page.id);
    return own === undefined || own.run + own.skipped + own.plain === 0 ? [] : [{ page, own }];
  });
  if (rows.length === 0) return undefined;
  const total = totalCoverage(rows.map(({ own }) => own));
  const open = ({ own }: Row): number => own.skipped + own.plain;
  const sorted = [...rows].sort((a, b) => open(b) - open(a) || order(a.page.title, b.page.title));
  return html`
    <details class="coverage">
    <summary>${t('coverageOfSite', { coverage: inWords(total, t) })}</summary>
    <table class="runbooks">
    <thead>
    <tr>
    <th scope="col">${t('page')}</th>
    <th scope="col" class="number">${t('steps')}</th>
    <th scope="col" class="number">${t('skippedSteps')}</th>
    <th scope="col" class="number">${t('noSteps')}</th>
    </tr>
    </thead>
    <tbody>
    ${lines(sorted.map((row) => coverageRow(row, t)))}
    </tbody>
    </table>
    </details>
  `;
}

function inWords(total: Coverage, t: Translate): string {
  const { run, skipped, plain } = total;
  const share = percent(coveredShare(total));
  return [
    t('coverageRun', { run, count: run + skipped + plain, percent: share }),
    ...(skipped > 0 ? [t('coverageSkipped', { count: skipped })] : []),
    ...(plain > 0 ? [t('coveragePlain', { count: plain })] : []),
  ].join(', ');
}

interface Row {
  readonly page: Page;
  readonly own: PageCoverage;
}

function coverageRow({ page, own }: Row, t: Translate): Html {
  const why = own.reasons.join('; ');
  return html`
    <tr>
    <th scope="row"><a href="${page.url}">${page.title}</a>${why !== '' && html` <span class="row-note">${why}</span>`}</th>
    <td data-label="${t('steps')}" class="number">${own.run}</td>
    <td data-label="${t('skippedSteps')}" class="number">${own.skipped}</td>
    <td data-label="${t('noSteps')}" class="number">${own.plain}</td>
    </tr>
  `;
}

/** By code point: the same under every locale. */
function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
