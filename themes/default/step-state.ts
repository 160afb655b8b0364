import {
  type Evidence,
  type ImageStatus,
  isFlaky,
  type StepResult,
} from '../../src/model/report.ts';
import type { Step } from '../../src/model/runbook.ts';
import type { Proof } from '../../src/model/site.ts';

/** What the evidence of one image says of one step. */
export type StepState =
  | { readonly kind: 'passed' | 'failed'; readonly result: StepResult }
  /** `after`: the step that failed before it. */
  | {
      readonly kind: 'not-run';
      readonly result: StepResult;
      readonly after?: Step | undefined;
    }
  /** It passed, but not at once. */
  | { readonly kind: 'flaky'; readonly result: StepResult }
  /** The page itself says that it is not to be run. */
  | { readonly kind: 'skipped'; readonly reason: string }
  /** It was run as it stood before, or after something else; `result` is of then. */
  | {
      readonly kind: 'stale';
      /** The step before it at which the page begins to differ from what was run; none where it is this. */
      readonly after?: Step | undefined;
      /** As it stands now. */
      readonly step: Step;
      readonly result?: StepResult | undefined;
    }
  /** The whole runbook did not run. */
  | { readonly kind: 'no-run' }
  | { readonly kind: 'unverified' };

/** What one image says of one step. */
export interface StepProof {
  readonly image: ImageStatus;
  readonly state: StepState;
}

/** The state of a step in each image of its runbook, in their order. */
export function stepProofs(step: Step, proof: Proof): readonly StepProof[] {
  return proof.status.images.map((image) => ({ image, state: stateIn(step, image, proof) }));
}

function stateIn(step: Step, { badge, evidence }: ImageStatus, proof: Proof): StepState {
  if (step.skip !== undefined) return { kind: 'skipped', reason: step.skip };
  if (evidence === undefined)
    return badge === 'stale' ? changed(step, undefined, proof) : { kind: 'unverified' };
  const result = evidence.steps.find(({ digest }) => digest === step.digest);
  if (result?.status === 'skipped') return { kind: 'skipped', reason: result.reason ?? '' };
  if (result?.status === 'not-run') {
    if (result.reason !== undefined && result.reason === evidence.reason) return { kind: 'no-run' };
    return { kind: 'not-run', result, after: failedIn(evidence, proof) };
  }
  if (result !== undefined) return { kind: isFlaky(result) ? 'flaky' : result.status, result };
  if (evidence.steps.length === 0) return { kind: 'no-run' };
  return changed(
    step,
    evidence.steps.find(({ id }) => id === step.id),
    proof,
  );
}

function changed(
  step: Step,
  result: StepResult | undefined,
  { runbook, status: { changedSteps } }: Proof,
): StepState {
  const [first] = changedSteps;
  const after = first === step.id ? undefined : runbook.steps.find(({ id }) => id === first);
  return { kind: 'stale', after, step, result };
}

/** The step at which a run ended, where the page still has it. */
function failedIn({ steps }: Evidence, { runbook }: Proof): Step | undefined {
  const failed = steps.find(({ status }) => status === 'failed');
  return failed && runbook.steps.find(({ digest }) => digest === failed.digest);
}

const worstFirst: readonly StepState['kind'][] = [
  'failed',
  'stale',
  'not-run',
  'unverified',
  'flaky',
  'skipped',
  'passed',
  // Why a whole run is missing is told once, for the page.
  'no-run',
];

/** The state that a step's frame shows: the worst of its images. */
export function worstOf(proofs: readonly StepProof[]): StepState {
  const kind = worstFirst.find((one) => proofs.some(({ state }) => state.kind === one));
  return proofs.find(({ state }) => state.kind === kind)?.state ?? { kind: 'unverified' };
}
