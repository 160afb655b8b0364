import type { Page, PageUpdate } from '../../../src/model/page.ts';
import type { PageProps } from '../contract.ts';
import { type Html, html } from '../html.ts';
import { lines } from '../lines.ts';
import type { Translate } from '../words.ts';
import { phrase } from './phrase.ts';
import { pageDate } from './time.ts';

/** Dated corrections, the newest first, above the text that they correct. */
export function updates({ t }: PageProps, { page }: { readonly page: Page }): Html | undefined {
  const { updates } = page.frontmatter;
  if (updates.length === 0) return undefined;
  return html`
    <aside class="updates" aria-label="${t('updates')}">
    <ul>
    ${lines(newestFirst(updates).map((one) => html`<li>${line(one, t)}</li>`))}
    </ul>
    </aside>
  `;
}

/** The newest correction, for a list. */
export function latestUpdate(updates: readonly PageUpdate[], t: Translate): Html | undefined {
  const [latest] = newestFirst(updates);
  return latest && html`<p class="latest-update">${line(latest, t)}</p>`;
}

function line({ date, text }: PageUpdate, t: Translate): Html {
  return html`<strong>${t.html('updateOn', { date: pageDate(date, t) })}</strong> ${phrase(text)}`;
}

function newestFirst(updates: readonly PageUpdate[]): readonly PageUpdate[] {
  return updates.toSorted((a, b) =>
    a.date.iso < b.date.iso ? 1 : a.date.iso > b.date.iso ? -1 : 0,
  );
}
