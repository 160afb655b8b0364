import type { Step } from '../../../src/model/runbook.ts';
import { stepAnchor } from '../anchor.ts';
import type { PageProps, StepDetail } from '../contract.ts';
import { type Html, html, trusted } from '../html.ts';
import { lines } from '../lines.ts';
import { shownNumber } from '../step-number.ts';
import { type StepProof, stepProofs, worstOf } from '../step-state.ts';
import type { Translate } from '../words.ts';
import { phrase } from './phrase.ts';
import { stateNote, stepState, toneOf } from './step-state.ts';
import { stepTraits } from './step-traits.ts';

/** The frame of one step: number, name, state, the block itself, and what it printed. */
export function step(props: PageProps, { part, page, proof }: StepDetail): Html {
  const { t, parts } = props;
  const found = proof.runbook.steps.find(({ id }) => id === part.step);
  if (found === undefined) return trusted(part.html);
  const proofs = stepProofs(found, proof);
  const anchor = stepAnchor(found, page);
  const number = shownNumber(found, proof.runbook);
  return html`
    <div class="step is-${toneOf(worstOf(proofs))}" id="${anchor}" role="group" aria-label="${spoken(found, number ?? 0, t)}">
    <div class="step-head">
    <a class="step-number" href="#${encodeURIComponent(anchor)}"><span class="aside">${t('step')} </span>${number}</a>
    ${title(found, t)}
    ${found.role !== undefined && html`<span class="step-role">${found.role}</span>`}
    ${stepTraits(found, proof.runbook, t)}
    ${summary(proofs, t)}
    </div>
    ${trusted(part.html)}
    ${lines(proofs.map((one) => parts.captured(props, { proof: one, several: proofs.length > 1 })).filter((one) => one !== undefined))}
    </div>
  `;
}

function spoken({ title, name }: Step, number: number, t: Translate): string {
  const given = title ?? name;
  return given === undefined
    ? t('stepNumber', { number })
    : t('stepNumberTitle', { number, title: given });
}

/** Of the author's title, the name and the file it writes, those that there are. */
function title({ title, name, file }: Step, t: Translate): Html {
  return html`<span class="step-title">${title}${title !== undefined && name !== undefined && ' '}${name !== undefined && html`<code>${name}</code>`}${file !== undefined && html` <span class="step-file">${t.html('writesFile', { file: html`<code>${file.path}</code>` })}</span>`}</span>`;
}

/** In one image: its state. In several: one line each. */
function summary(proofs: readonly StepProof[], t: Translate): Html {
  const [only] = proofs;
  if (only === undefined) return html`${stepState({ kind: 'unverified' }, t)}`;
  if (proofs.length === 1) return html`<span class="step-states">${withNote(only, t)}</span>`;
  return html`
    <ul class="step-states">
    ${lines(proofs.map((one) => html`<li><span class="step-image">${one.image.image}</span> ${withNote(one, t)}</li>`))}
    </ul>
  `;
}

function withNote({ state }: StepProof, t: Translate): Html {
  const note = stateNote(state, t);
  return html`${stepState(state, t)}${note !== '' && html` <span class="state-note">${phrase(note)}</span>`}`;
}
