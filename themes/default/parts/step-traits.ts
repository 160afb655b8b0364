import type { Page } from '../../../src/model/page.ts';
import type { Ready, Runbook, Step } from '../../../src/model/runbook.ts';
import { shownNumber } from '../../../src/model/step-number.ts';
import { fragmentOf, stepAnchor } from '../anchor.ts';
import type { ProofDetail } from '../contract.ts';
import { type Html, html } from '../html.ts';
import { lines } from '../lines.ts';
import { shellWord } from '../shell-word.ts';
import type { Translate } from '../words.ts';

/** What a reader has to know of a step before running it, each in a few words. */
export function stepTraits(step: Step, { page, proof }: ProofDetail, t: Translate): Html {
  const { background, stops, needs = [], leaves = [] } = step;
  return lines([
    ...(step.idempotent ? [trait(t.html('safeTwice'), t('safeTwiceMeaning'))] : []),
    ...(background === undefined ? [] : [trait(running(background.ready, t))]),
    ...(stops === undefined
      ? []
      : [trait(t.html('stopsStep', { step: nameOf(stops, page, proof.runbook, t) }))]),
    ...(needs.length === 0
      ? []
      : [trait(t.html('needsVariables', { names: exported(needs, step, proof.runbook) }))]),
    ...(leaves.length === 0 ? [] : [trait(t.html('leavesVariables', { names: codes(leaves) }))]),
  ]);
}

/** What gives them to a shell: it is copied before the commands, where these are a shell's. */
function exported(
  names: readonly string[],
  { interpreter }: Step,
  { variables = [] }: Runbook,
): Html {
  const kind = interpreter === undefined ? 'step-export' : 'step-set';
  const values = names.map((name) => {
    const example = variables.find((one) => one.name === name)?.default ?? '';
    return html` ${name}=<span class="var" data-in="b" data-var="${name}">${shellWord(example)}</span>`;
  });
  return html`<code class="${kind}">export${values}</code>`;
}

function codes(names: readonly string[]): Html {
  return html`${names.map((name, at) => html`${at > 0 && ' '}<code>$${name}</code>`)}`;
}

function running(ready: Ready | undefined, t: Translate): Html {
  if (ready === undefined) return t.html('keepsRunning');
  return t.html('keepsRunningUntil', { ready: readyWords(ready, t) });
}

function nameOf(id: string, page: Page, runbook: Runbook, t: Translate): Html {
  const step = runbook.steps.find((one) => one.id === id);
  const number = step && shownNumber(step, runbook);
  if (step === undefined || number === undefined) return t.html('thatHiddenStep');
  const name =
    step.name === undefined ? t('thatStep', { number }) : html`<code>${step.name}</code>`;
  return html`<a href="${fragmentOf(stepAnchor(step, page))}">${name}</a>`;
}

function trait(words: Html, more = ''): Html {
  return html`<span class="step-trait">${words}${more !== '' && html`<span class="aside">: ${more}</span>`}</span>`;
}

function readyWords(ready: Ready, t: Translate): Html {
  switch (ready.kind) {
    case 'tcp':
      return t.html('readyOnPort', { port: ready.port });
    case 'http':
      return t.html('readyWhenAnswers', { url: html`<code>${ready.url}</code>` });
    case 'log':
      return t.html('readyWhenSays', { pattern: html`<code>${ready.pattern}</code>` });
  }
}
