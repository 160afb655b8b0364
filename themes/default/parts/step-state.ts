import { fragmentOf, stepAnchor } from '../anchor.ts';
import type { ProofDetail } from '../contract.ts';
import { type Html, html } from '../html.ts';
import type { StepState } from '../step-state.ts';
import type { Translate } from '../words.ts';
import { failureOf } from './failure.ts';
import { type IconName, icon } from './icon.ts';
import { phrase } from './phrase.ts';
import { referenceWithin } from './step-reference.ts';
import { duration } from './time.ts';

interface Look {
  readonly icon: IconName;
  readonly word:
    | 'passed'
    | 'passedFlaky'
    | 'failed'
    | 'stale'
    | 'skipped'
    | 'notRun'
    | 'unverified';
  /** The colour; those of the badges. */
  readonly tone: 'verified' | 'failing' | 'stale' | 'unverified';
}

const looks: Readonly<Record<StepState['kind'], Look>> = {
  passed: { icon: 'check', word: 'passed', tone: 'verified' },
  flaky: { icon: 'check', word: 'passedFlaky', tone: 'stale' },
  failed: { icon: 'cross', word: 'failed', tone: 'failing' },
  stale: { icon: 'clock', word: 'stale', tone: 'stale' },
  skipped: { icon: 'skip', word: 'skipped', tone: 'unverified' },
  'not-run': { icon: 'bar', word: 'notRun', tone: 'unverified' },
  'no-run': { icon: 'bar', word: 'notRun', tone: 'unverified' },
  unverified: { icon: 'ring', word: 'unverified', tone: 'unverified' },
};

/** Its colour, as in the class `is-verified`. */
export function toneOf(state: StepState): Look['tone'] {
  return looks[state.kind].tone;
}

/** Its shape alone, for places that say the word otherwise. */
export function stepIcon({ kind }: StepState): Html {
  return icon(looks[kind].icon);
}

/** Its word alone. */
export function stepWord({ kind }: StepState, t: Translate): string {
  return t(looks[kind].word);
}

/** Icon and word. */
export function stepState(state: StepState, t: Translate): Html {
  const look = looks[state.kind];
  return html`<span class="state is-${look.tone}">${icon(look.icon)}${t(look.word)}</span>`;
}

/** Icon, word and what there is to say in a few words, with the step that is the reason as a link. */
export function said(state: StepState, detail: ProofDetail, t: Translate): Html {
  const note = linkedNote(state, detail, t);
  return html`${stepState(state, t)}${`${note}` !== '' && html` <span class="state-note">${note}</span>`}`;
}

/** What follows the word, with a link to the step that is the reason. */
export function linkedNote(state: StepState, { page, proof }: ProofDetail, t: Translate): Html {
  if (state.kind === 'not-run' && state.after !== undefined)
    return t.html('afterFailed', { step: referenceWithin(state.after, page, proof, t) });
  const note = phrase(stateNote(state, t));
  if (state.kind !== 'stale' || state.after === undefined || state.after.hidden) return note;
  return html`<a href="${fragmentOf(stepAnchor(state.after, page))}">${note}</a>`;
}

/** What follows the word: how long, or why. */
export function stateNote(state: StepState, t: Translate): string {
  switch (state.kind) {
    case 'passed':
      return duration(state.result.durationMs);
    case 'flaky':
      return t('atAttempt', {
        attempt: state.result.attempts ?? 1,
        duration: duration(state.result.durationMs),
      });
    case 'failed':
      return failureOf(state.result, t);
    case 'skipped':
      return state.reason;
    case 'not-run':
      return state.after === undefined ? (state.result.reason ?? '') : '';
    case 'stale':
      return t(state.after === undefined ? 'changedSinceRun' : 'notRunSinceChange');
    // The banner says why, once for all.
    case 'no-run':
    case 'unverified':
      return '';
  }
}
