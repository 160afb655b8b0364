import type { Ready, Runbook, Step } from '../../../src/model/runbook.ts';
import { type Html, html } from '../html.ts';
import { lines } from '../lines.ts';
import { shownNumber } from '../step-number.ts';

/** What a reader has to know of a step before running it, each in a few words. */
export function stepTraits(step: Step, runbook: Runbook): Html {
  const { background, stops } = step;
  return lines([
    ...(step.idempotent
      ? [trait(html`safe to run twice`, 'verify runs it a second time, which must change no file')]
      : []),
    ...(background === undefined
      ? []
      : [trait(html`keeps running${background.ready && html`: ${readyWords(background.ready)}`}`)]),
    ...(stops === undefined ? [] : [trait(html`stops ${nameOf(stops, runbook)}`)]),
  ]);
}

function nameOf(id: string, runbook: Runbook): Html {
  const step = runbook.steps.find((one) => one.id === id);
  const number = step && shownNumber(step, runbook);
  if (step === undefined || number === undefined) return html`a hidden step`;
  return step.name === undefined ? html`step ${number}` : html`<code>${step.name}</code>`;
}

function trait(words: Html, more = ''): Html {
  return html`<span class="step-trait">${words}${more !== '' && html`<span class="aside">: ${more}</span>`}</span>`;
}

function readyWords(ready: Ready): Html {
  switch (ready.kind) {
    case 'tcp':
      return html`ready on port ${ready.port}`;
    case 'http':
      return html`ready when <code>${ready.url}</code> answers`;
    case 'log':
      return html`ready when it says <code>${ready.pattern}</code>`;
  }
}
