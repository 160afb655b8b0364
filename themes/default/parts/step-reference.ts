import type { Page } from '../../../src/model/page.ts';
import type { Step } from '../../../src/model/runbook.ts';
import type { Proof } from '../../../src/model/site.ts';
import { shownNumber } from '../../../src/model/step-number.ts';
import { fragmentOf, stepAnchor } from '../anchor.ts';
import { type Html, html } from '../html.ts';
import type { Translate } from '../words.ts';

/** `Step 3, apply`, as a link. Of a hidden step nothing but that there is one is published. */
export function reference(step: Step, page: Page, proof: Proof, t: Translate): Html {
  return linked(step, page, { proof, t, words: ['stepNumber', 'hiddenStep'] });
}

/** The same within a sentence: `step 3, apply`. */
export function referenceWithin(step: Step, page: Page, proof: Proof, t: Translate): Html {
  return linked(step, page, { proof, t, words: ['thatStep', 'thatHiddenStep'] });
}

interface Words {
  readonly proof: Proof;
  readonly t: Translate;
  readonly words: readonly ['stepNumber' | 'thatStep', 'hiddenStep' | 'thatHiddenStep'];
}

function linked(step: Step, page: Page, { proof, t, words: [shown, hidden] }: Words): Html {
  const number = shownNumber(step, proof.runbook);
  if (number === undefined) return html`${t(hidden)}`;
  const name = step.name !== undefined && html`, <code>${step.name}</code>`;
  return html`<a href="${fragmentOf(stepAnchor(step, page))}">${t(shown, { number })}${name}</a>`;
}
