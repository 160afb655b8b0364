import { byNeed, countStates, type RunbookRow } from '../../../src/model/standing.ts';
import type { PageProps } from '../contract.ts';
import { type Html, html } from '../html.ts';
import { lines } from '../lines.ts';
import type { RunbooksView } from '../view.ts';
import type { Translate } from '../words.ts';
import { badgeIcon } from './badge.ts';
import { placeNames } from './ground.ts';

/** Days within which a runbook was proven. */
const ages = [1, 7, 30, 90];

/**
 * Finds and sorts the rows of the table below it. It is there where scripts run; without them the table
 * has all runbooks in the order of their need.
 */
export function runbookFilter(
  { t }: PageProps<RunbooksView>,
  { rows }: { readonly rows: readonly RunbookRow[] },
): Html | undefined {
  if (rows.length < 2) return undefined;
  const frontmatters = rows.map(({ page }) => page.frontmatter);
  const tags = distinct(frontmatters.flatMap((one) => one.tags));
  const images = distinct(rows.flatMap(({ proof }) => placeNames(proof.status)));
  const owners = distinct(frontmatters.flatMap(({ owner }) => owner ?? []));
  const counts = countStates(rows.map(({ badge }) => badge));
  const states = byNeed.filter((state) => counts[state] > 0);
  const count = t('shownOfAll', { shown: '{shown}', all: '{all}' });
  return html`
    <form class="runbook-filter" role="search" aria-label="${t('filterRunbooks')}" autocomplete="off" data-count="${count}" hidden>
    ${
      states.length > 1 &&
      html`
        <fieldset>
        <legend class="aside">${t('state')}</legend>
        ${lines(
          states.map(
            (state) =>
              html`<label class="filter-state is-${state}"><input type="checkbox" name="state" value="${state}">${badgeIcon(state)}${t(state)} <span class="filter-count">${counts[state]}</span></label>`,
          ),
        )}
        </fieldset>
      `
    }
    <label class="filter-find">${t('find')} <input type="search" name="q"></label>
    <details class="filter-more">
    <summary>${t('filterRunbooks')}</summary>
    <div class="filter-fields">
    ${choice('tag', t('tag'), t('anyTag'), tags)}
    ${choice('image', t('image'), t('anyImage'), images)}
    ${choice('owner', t('owner'), t('anyOwner'), owners)}
    ${age(t)}
    ${sorting(t)}
    </div>
    </details>
    <p class="filter-end"><button type="reset">${t('clear')}</button> <output></output></p>
    </form>
  `;
}

/** Of one value there is nothing to choose. */
function choice(
  name: string,
  label: string,
  any: string,
  values: readonly string[],
): Html | undefined {
  if (values.length < 2) return undefined;
  return select(name, label, [
    ['', any],
    // What an author has put between backticks is code, which an option has not.
    ...values.map((one) => [one, one.replaceAll('`', '')] as const),
  ]);
}

function age(t: Translate): Html {
  return select('proven', t('lastProven'), [
    ['', t('anyTime')],
    ...ages.map((count) => [`${count}`, t('withinDays', { count })] as const),
    ...ages.map((count) => [`-${count}`, t('notWithinDays', { count })] as const),
    ['never', t('never')],
  ]);
}

function sorting(t: Translate): Html {
  return select('sort', t('sortBy'), [
    ['need', t('sortNeed')],
    ['oldest', t('sortOldest')],
    ['newest', t('sortNewest')],
    ['name', t('sortName')],
    ['slowest', t('sortSlowest')],
  ]);
}

function select(
  name: string,
  label: string,
  options: readonly (readonly [value: string, label: string])[],
): Html {
  return html`<label>${label} <select name="${name}">${options.map(([value, words]) => html`<option value="${value}">${words}</option>`)}</select></label>`;
}

/** Each once, by code units, as written in one line. */
function distinct(values: readonly string[]): readonly string[] {
  return [...new Set(values.map((one) => one.replace(/\s+/g, ' ')))].sort();
}
