import type { Step } from '../../../src/model/runbook.ts';
import { shownNumber } from '../../../src/model/step-number.ts';
import { fragmentOf, stepAnchor } from '../anchor.ts';
import type { PageProps, ProofDetail, StepDetail } from '../contract.ts';
import { type Html, html, trusted } from '../html.ts';
import { type StepProof, stepProofs, worstOf } from '../step-state.ts';
import type { Translate } from '../words.ts';
import { said, stepState, toneOf } from './step-state.ts';
import { stepTraits } from './step-traits.ts';

/**
 * The frame of one step: number, name and state, the block itself, what its author expects of it, and
 * what came of it in each image.
 */
export function step(props: PageProps, { part, page, proof, expected }: StepDetail): Html {
  const { t, parts } = props;
  const found = proof.runbook.steps.find(({ id }) => id === part.step);
  if (found === undefined) return html`${trusted(part.html)}${expected}`;
  const proofs = stepProofs(found, proof);
  const anchor = stepAnchor(found, page);
  const number = shownNumber(found, proof.runbook);
  return html`
    <div class="step is-${toneOf(worstOf(proofs))}" id="${anchor}" role="group" aria-label="${spoken(found, number ?? 0, t)}">
    <div class="step-head">
    <a class="step-number" href="${fragmentOf(anchor)}"><span class="aside">${t('step')} </span>${number}</a>
    ${title(found, t)}
    ${found.role !== undefined && html`<span class="step-role">${found.role}</span>`}
    ${stepTraits(found, { page, proof }, t)}
    <span class="step-states">${summary(proofs, { page, proof }, t)}</span>
    </div>
    ${trusted(part.html)}
    ${expected !== undefined && expectation(expected, t)}
    ${parts.stepImages(props, { page, proof, proofs })}
    </div>
  `;
}

function expectation(block: Html, t: Translate): Html {
  return html`
    <div class="expected">
    <p class="expected-name">${t('expected')}</p>
    ${block}
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

/** In one image, or in several that agree: its state. Else the worst, and in how many it is so. */
function summary(proofs: readonly StepProof[], detail: ProofDetail, t: Translate): Html {
  const worst = worstOf(proofs);
  const count = proofs.filter(({ state }) => state.kind === worst.kind).length;
  const isSame = count === proofs.length;
  if (proofs.length === 1 || (isSame && worst.kind === 'skipped')) return said(worst, detail, t);
  const where = isSame
    ? t('inImages', { count })
    : t('inSomeImages', { count, all: proofs.length });
  return html`${stepState(worst, t)} <span class="state-note">${where}</span>`;
}
