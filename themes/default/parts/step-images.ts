import type { PageProps, ProofDetail, StepImagesDetail } from '../contract.ts';
import { type Html, html } from '../html.ts';
import { lines } from '../lines.ts';
import type { StepProof } from '../step-state.ts';
import type { Translate } from '../words.ts';
import { placeName } from './ground.ts';
import { phrase } from './phrase.ts';
import { linkedNote, stateNote, stepState } from './step-state.ts';

/**
 * What came of a step in each image, the worst first as its page has them: a line, and behind it what it
 * printed. Images of which there is nothing more than the same word to say share a line.
 */
export function stepImages(
  props: PageProps,
  { page, proof: whole, proofs }: StepImagesDetail,
): Html | undefined {
  const { t, parts } = props;
  const several = proofs.length > 1;
  const rows = proofs.map((proof) => ({
    proof,
    printed: parts.captured(props, { proof, several }),
  }));
  const isTold = rows.some(({ printed }) => printed !== undefined);
  const kinds = new Set(proofs.map(({ state }) => state.kind));
  if (!isTold && (!several || kinds.size < 2)) return undefined;
  const plain = new Map<string, StepProof[]>();
  for (const { proof, printed } of rows) {
    if (printed !== undefined || !several) continue;
    const { state } = proof;
    const after = 'after' in state ? state.after?.id : undefined;
    const key = JSON.stringify([state.kind, stateNote(state, t), after]);
    plain.set(key, [...(plain.get(key) ?? []), proof]);
  }
  return html`
    <div class="step-images">
    ${lines([...rows.flatMap(({ printed }) => (printed === undefined ? [] : [printed])), ...[...plain.values()].map((same) => row(same, { page, proof: whole }, t))])}
    </div>
  `;
}

function row(same: readonly StepProof[], detail: ProofDetail, t: Translate): Html {
  const [first] = same;
  const note = first && linkedNote(first.state, detail, t);
  return html`<p class="step-image-row">${outcome(same, t, note)}</p>`;
}

/** `passed debian:12 0.31 s`; of images that share it. */
export function outcome(same: readonly StepProof[], t: Translate, linked?: Html): Html | undefined {
  const [first] = same;
  if (first === undefined) return undefined;
  const names = same.flatMap(({ image }) => placeName(image) ?? []).join(', ');
  const note = linked ?? phrase(stateNote(first.state, t));
  return html`${stepState(first.state, t)} <span class="step-image">${names}</span>${`${note}` !== '' && html` <span class="state-note">${note}</span>`}`;
}
