import { type Html, html } from '../html.ts';
import type { StepState } from '../step-state.ts';
import type { Translate } from '../words.ts';
import { failureOf } from './failure.ts';
import { type IconName, icon } from './icon.ts';
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

export function toneOf(state: StepState): Look['tone'] {
  return looks[state.kind].tone;
}

export function stepIcon({ kind }: StepState): Html {
  return icon(looks[kind].icon);
}

export function stepWord({ kind }: StepState, t: Translate): string {
  return t(looks[kind].word);
}

/** Icon and word. */
export function stepState(state: StepState, t: Translate): Html {
  const look = looks[state.kind];
  return html`<span class="state is-${look.tone}">${icon(look.icon)}${t(look.word)}</span>`;
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
      return state.result.reason ?? '';
    case 'stale':
      return t(state.first ? 'changedSinceRun' : 'notRunSinceChange');
    // The banner says why, once for all.
    case 'no-run':
    case 'unverified':
      return '';
  }
}
