import type { Page } from '../../../src/model/page.ts';
import { type Evidence, isFlaky, type StepResult } from '../../../src/model/report.ts';
import type { Proof } from '../../../src/model/site.ts';
import { type Html, html } from '../html.ts';
import { stepChanges } from '../step-changes.ts';
import type { Translate } from '../words.ts';
import { failureOf } from './failure.ts';
import { groundName } from './ground.ts';
import { listed } from './listed.ts';
import { phrase } from './phrase.ts';
import { reference, referenceWithin } from './step-reference.ts';
import { took } from './time.ts';

/** What a reader has to know before trusting the page, a line each: failures, changes, flaky steps. */
export function proofNotes(page: Page, proof: Proof, t: Translate): readonly Html[] {
  return [...failures(page, proof, t), ...changes(page, proof, t), ...flaky(page, proof, t)].map(
    (note) => html`<p>${note}</p>`,
  );
}

/** The step at which a run ended. */
export function failedStep({ steps }: Evidence): StepResult | undefined {
  return steps.find(({ status }) => status === 'failed');
}

/** One line for each image in which a step, or the sandbox itself, failed. */
function failures(page: Page, proof: Proof, t: Translate): readonly Html[] {
  const several = proof.status.images.length > 1;
  return proof.status.images.flatMap(({ badge, evidence }) => {
    if (badge !== 'failing' || evidence === undefined) return [];
    const result = failedStep(evidence);
    if (result === undefined)
      return evidence.reason === undefined ? [] : [html`${phrase(evidence.reason)}.`];
    const known = proof.runbook.steps.find(({ digest }) => digest === result.digest);
    const step = known === undefined ? t('someStep') : reference(known, page, proof, t);
    const said = { step, failure: failureOf(result, t), duration: took(result.durationMs) };
    const { ground } = evidence;
    const line =
      several && ground !== undefined
        ? t.html('stepFailedIn', { ...said, place: groundName(ground, t) })
        : t.html('stepFailed', said);
    const count = evidence.steps.filter(({ status }) => status === 'not-run').length;
    return [html`${line}${count > 0 && ` ${t('restNotRun', { count })}`}`];
  });
}

/** The steps that did not pass at once, where the page still is as it was then. */
function flaky(page: Page, proof: Proof, t: Translate): readonly Html[] {
  const several = proof.status.images.length > 1;
  return proof.status.images.flatMap(({ badge, evidence }) => {
    if (evidence === undefined || badge === 'stale') return [];
    const { ground } = evidence;
    return evidence.steps.filter(isFlaky).flatMap((result) => {
      const step = proof.runbook.steps.find(({ digest }) => digest === result.digest);
      if (step === undefined) return [];
      const said = { step: reference(step, page, proof, t), attempt: result.attempts };
      return [
        several && ground !== undefined
          ? t.html('stepFlakyIn', { ...said, place: groundName(ground, t) })
          : t.html('stepFlaky', said),
      ];
    });
  });
}

/** Which steps of a stale page are not what was run; what follows a change was not run as it is either. */
function changes(page: Page, proof: Proof, t: Translate): readonly Html[] {
  const found = stepChanges(proof);
  if (found === undefined) return [];
  const { changed, sameCommands, others } = found;
  const names = changed.map((step) => reference(step, page, proof, t));
  const [first] = changed;
  const rest = names.slice(1);
  const said =
    sameCommands && first !== undefined
      ? [
          t.html('sameCommands', { step: referenceWithin(first, page, proof, t) }),
          ...(rest.length > 0 ? [t.html('changedThen', { steps: listed(rest, t) })] : []),
        ]
      : [t.html('changedThen', { steps: listed(names, t) })];
  if (others > 0) said.push(t.html('othersNotSince', { count: others }));
  return [html`${said.map((one, at) => [at > 0 && ' ', one])}`];
}
