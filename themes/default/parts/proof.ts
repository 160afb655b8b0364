import type { PageProps, ProofDetail } from '../contract.ts';
import { type Html, html } from '../html.ts';
import { lines } from '../lines.ts';
import { badge } from './badge.ts';
import { proofNotes } from './proof-notes.ts';
import { proofWords } from './proof-words.ts';

/** The banner of a runbook: whether it still works, where, and since when; then its steps at a glance. */
export function proofBanner(props: PageProps, { page, proof }: ProofDetail): Html {
  const { t, parts } = props;
  const { status } = proof;
  return html`
    <section class="proof is-${status.badge}" aria-label="${t('stateOfRunbook')}">
    <div class="proof-said">
    <p class="proof-state">${badge(status.badge, t)} <span>${proofWords(proof, t)}</span></p>
    ${lines(proofNotes(page, proof, t))}
    </div>
    ${parts.stepStrip(props, { page, proof })}
    ${lines(status.images.map((image) => parts.imageProof(props, { page, proof, image })).filter((one) => one !== undefined))}
    </section>
  `;
}
