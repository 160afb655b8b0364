import type { Page, StepPart } from '../../../src/model/page.ts';
import type { Step } from '../../../src/model/runbook.ts';
import type { Proof } from '../../../src/model/site.ts';
import { stepAnchor } from '../anchor.ts';
import { type Html, html, trusted } from '../html.ts';
import { lines } from '../lines.ts';
import { shownNumber } from '../step-number.ts';
import { type StepProof, stepProofs, worstOf } from '../step-state.ts';
import { captured } from './captured.ts';
import { phrase } from './phrase.ts';
import { stateNote, stepState, toneOf } from './step-state.ts';
import { stepTraits } from './step-traits.ts';

/** The frame of one step: number, name, state, the block itself, and what it printed. */
export function step(part: StepPart, page: Page, proof: Proof): Html {
  const found = proof.runbook.steps.find(({ id }) => id === part.step);
  if (found === undefined) return trusted(part.html);
  const proofs = stepProofs(found, proof);
  const anchor = stepAnchor(found, page);
  const number = shownNumber(found, proof.runbook);
  return html`
    <div class="step is-${toneOf(worstOf(proofs))}" id="${anchor}" role="group" aria-label="${spoken(found, number ?? 0)}">
    <div class="step-head">
    <a class="step-number" href="#${encodeURIComponent(anchor)}"><span class="aside">Step </span>${number}</a>
    ${title(found)}
    ${found.role !== undefined && html`<span class="step-role">${found.role}</span>`}
    ${stepTraits(found, proof.runbook)}
    ${summary(proofs)}
    </div>
    ${trusted(part.html)}
    ${lines(proofs.map((one) => captured(one, proofs.length > 1)).filter((one) => one !== undefined))}
    </div>
  `;
}

function spoken({ title, name }: Step, number: number): string {
  const words = title ?? name;
  return words === undefined ? `Step ${number}` : `Step ${number}: ${words}`;
}

/** Of the author's title, the name and the file it writes, those that there are. */
function title({ title, name, file }: Step): Html {
  return html`<span class="step-title">${title}${title !== undefined && name !== undefined && ' '}${name !== undefined && html`<code>${name}</code>`}${file !== undefined && html` <span class="step-file">writes <code>${file.path}</code></span>`}</span>`;
}

/** In one image: its state. In several: one line each. */
function summary(proofs: readonly StepProof[]): Html {
  const [only] = proofs;
  if (only === undefined) return html`${stepState({ kind: 'unverified' })}`;
  if (proofs.length === 1) return html`<span class="step-states">${withNote(only)}</span>`;
  return html`
    <ul class="step-states">
    ${lines(proofs.map((one) => html`<li><span class="step-image">${one.image.image}</span> ${withNote(one)}</li>`))}
    </ul>
  `;
}

function withNote({ state }: StepProof): Html {
  const note = stateNote(state);
  return html`${stepState(state)}${note !== '' && html` <span class="state-note">${phrase(note)}</span>`}`;
}
