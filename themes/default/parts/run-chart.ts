import type { PastRun } from '../../../src/model/report.ts';
import { type Html, html } from '../html.ts';
import type { Translate } from '../words.ts';
import { duration } from './time.ts';

/** Pixels: from one bar to the next, and how far bars reach above and below their line. */
const pitch = 4;
const above = 16;
const below = 7;

/**
 * The last runs in an image, the newest at the end: a bar upwards for one that passed, as long as it
 * took, and one downwards for one that failed. One run is no history.
 */
export function runChart(history: readonly PastRun[], t: Translate): Html | undefined {
  if (history.length < 2) return undefined;
  const times = history.map(({ durationMs }) => durationMs);
  const longest = Math.max(1, ...times);
  const bars = { passed: '', failed: '' };
  for (const [at, { status, durationMs }] of history.entries()) {
    const up = Math.max(2, Math.round((durationMs / longest) * (above - 1)));
    const x = at * pitch + 2;
    bars[status] += status === 'passed' ? `M${x} ${above}v-${up}` : `M${x} ${above + 1}v${below}`;
  }
  const width = history.length * pitch - 1;
  const height = above + below + 1;
  return html`
    <svg class="run-chart" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" stroke="currentcolor" stroke-width="3" role="img" aria-label="${inWords(history, t)}"><title>${inWords(history, t)}</title><path class="run-line" stroke-width="1" d="M0 ${above + 0.5}H${width}"/>${bars.passed !== '' && html`<path class="run-passed" d="${bars.passed}"/>`}${bars.failed !== '' && html`<path class="run-failed" d="${bars.failed}"/>`}</svg>
  `;
}

/** `12 runs: 11 passed, 1 failed, 2.1 s to 3.4 s` */
function inWords(history: readonly PastRun[], t: Translate): string {
  const passed = history.filter(({ status }) => status === 'passed').length;
  const times = history.map(({ durationMs }) => durationMs);
  const [from, to] = [Math.min(...times), Math.max(...times)].map(duration);
  return t('runsInWords', {
    count: history.length,
    passed,
    failed: history.length - passed,
    duration: from === to ? `${from}` : t('durationRange', { from: `${from}`, to: `${to}` }),
  });
}
