import { type Html, html } from '../html.ts';
import type { Translate } from '../words.ts';

/**
 * A unified diff of expected and printed output, without the names of files, and where there is only one
 * place, without that; the signs stay, for colour alone says nothing.
 */
export function diff(unified: string, t: Translate): Html {
  const all = unified.replace(/\n$/, '').split('\n');
  const places = all.flatMap((row, at) => (row.startsWith('@@') ? [at] : []));
  const rows = all.slice(places.length === 1 ? places.map((at) => at + 1)[0] : places[0]);
  return html`
    <p class="captured-name">${t.html('expectedAndPrinted', { minus: sign('−', t('minusSign')), plus: sign('+', t('plusSign')) })}</p>
    <pre class="captured-text diff" tabindex="0"><code>${rows.map((row, at) => [at > 0 && '\n', line(row)])}</code></pre>
  `;
}

function sign(shown: string, spoken: string): Html {
  return html`<span aria-hidden="true">${shown}</span><span class="aside"> ${spoken}</span>`;
}

function line(row: string): Html {
  if (row.startsWith('+')) return html`<ins>${row}</ins>`;
  if (row.startsWith('-')) return html`<del>${row}</del>`;
  if (row.startsWith('@@')) return html`<span class="diff-place">${row}</span>`;
  return html`${row}`;
}
