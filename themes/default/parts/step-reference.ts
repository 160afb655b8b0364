import type { Page } from '../../../src/model/page.ts';
import type { Step } from '../../../src/model/runbook.ts';
import type { Proof } from '../../../src/model/site.ts';
import { fragmentOf, stepAnchor } from '../anchor.ts';
import { type Html, html } from '../html.ts';
import { shownNumber } from '../step-number.ts';
import type { Translate } from '../words.ts';

/** `Step 3, apply`, as a link. Of a hidden step nothing but that there is one is published. */
export function reference(step: Step, page: Page, { runbook }: Proof, t: Translate): Html {
  const number = shownNumber(step, runbook);
  if (number === undefined) return html`${t('hiddenStep')}`;
  const name = step.name !== undefined && html`, <code>${step.name}</code>`;
  return html`<a href="${fragmentOf(stepAnchor(step, page))}">${t('stepNumber', { number })}${name}</a>`;
}
