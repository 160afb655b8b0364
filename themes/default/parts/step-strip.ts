import type { Step } from '../../../src/model/runbook.ts';
import { shownSteps } from '../../../src/model/step-number.ts';
import { fragmentOf, stepAnchor } from '../anchor.ts';
import type { PageProps, ProofDetail } from '../contract.ts';
import { type Html, html } from '../html.ts';
import { lines } from '../lines.ts';
import { stepProofs, worstOf } from '../step-state.ts';
import { stepIcon, stepWord, toneOf } from './step-state.ts';

/** The steps of a runbook in a row, each with its number and its state: where they are, and what ails them. */
export function stepStrip({ t }: PageProps, { page, proof }: ProofDetail): Html | undefined {
  const steps = shownSteps(proof.runbook).filter(({ id }) => page.stepIds.includes(id));
  if (steps.length < 2) return undefined;
  return html`
    <nav class="step-strip" aria-label="${t('steps')}">
    <ol>
    ${lines(steps.map((step, at) => html`<li>${cell(step, at + 1)}</li>`))}
    </ol>
    </nav>
  `;

  function cell(step: Step, number: number): Html {
    const state = worstOf(stepProofs(step, proof));
    const named = step.title ?? step.name;
    const title =
      named === undefined
        ? t('stepNumber', { number })
        : t('stepNumberTitle', { number, title: named });
    const word = `${title}, ${stepWord(state, t)}`;
    return html`<a class="is-${toneOf(state)}" href="${fragmentOf(stepAnchor(step, page))}" title="${word}" aria-label="${word}">${number}${stepIcon(state)}</a>`;
  }
}
