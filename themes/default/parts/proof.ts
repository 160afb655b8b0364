import type { Page } from '../../../src/model/page.ts';
import { type Evidence, type ImageStatus, isFlaky } from '../../../src/model/report.ts';
import type { Step } from '../../../src/model/runbook.ts';
import type { Proof } from '../../../src/model/site.ts';
import { stepAnchor } from '../anchor.ts';
import { type Html, html } from '../html.ts';
import { lines } from '../lines.ts';
import { shownNumber } from '../step-number.ts';
import { badge } from './badge.ts';
import { failureOf } from './failure.ts';
import { circumstances, groundName, groundWords } from './ground.ts';
import { phrase } from './phrase.ts';
import { dayOf, duration, time } from './time.ts';

/** The banner of a runbook: whether it still works, where, and since when. */
export function proofBanner(page: Page, proof: Proof): Html {
  const { status } = proof;
  return html`
    <section class="proof is-${status.badge}" aria-label="State of this runbook">
    ${status.images.length === 1 ? lines(status.images.map((one) => imageLine(one, proof))) : imageList(proof)}
    ${failures(page, proof)}
    ${flaky(page, proof)}
    ${changes(page, proof)}
    </section>
  `;
}

function imageLine(status: ImageStatus, proof: Proof): Html {
  return html`<p>${badge(status.badge)} ${words(status, proof)}</p>`;
}

/** The badge of the page and how many images agree with it, above one line for each image. */
function imageList(proof: Proof): Html {
  const { badge: worst, images } = proof.status;
  const like = images.filter((one) => one.badge === worst).length;
  const count = like === images.length ? images.length : `${like} of ${images.length}`;
  return html`
    <p>${badge(worst)} ${images.length > 0 && `in ${count} images`}</p>
    <ul class="proof-images">
    ${lines(images.map((one) => html`<li>${badge(one.badge)} <span>${words(one, proof)}</span></li>`))}
    </ul>
  `;
}

/** What follows the badge's word, as one sentence with it. */
function words({ image, badge, evidence }: ImageStatus, { runbook }: Proof): Html {
  const where = image !== undefined && html`in <strong>${image}</strong>: `;
  if (evidence === undefined) {
    const isSkipped = runbook.steps.every(({ skip }) => skip !== undefined);
    const never = isSkipped ? 'every step is skipped' : 'never run';
    return html`${where}${badge === 'stale' ? 'it last ran in another image' : never}.`;
  }
  switch (badge) {
    case 'verified':
      return html`${circumstances(evidence)}.${since(evidence)}`;
    case 'failing':
      return html`${circumstances(evidence)}.${evidence.reason !== undefined && html` ${phrase(evidence.reason)}.`}`;
    case 'stale':
      return html`since it was changed; it last ran${evidence.ground !== undefined && html` in ${groundWords(evidence.ground)}`} on ${time(evidence.startedAt)}${
        evidence.status === 'passed' ? ' and passed then' : ' and failed then'
      }.`;
    case 'unverified':
      return html`${where}${phrase(evidence.reason ?? 'every step is skipped')}.`;
  }
}

function since({ provenSince, startedAt }: Evidence): Html | false {
  return (
    provenSince !== undefined &&
    dayOf(provenSince) !== dayOf(startedAt) &&
    html` It has passed unchanged since ${time(provenSince)}.`
  );
}

function place({ ground }: Evidence): string {
  return ground === undefined ? '' : ` in ${groundName(ground)}`;
}

/** One line for each image in which a step failed. */
function failures(page: Page, proof: Proof): Html | undefined {
  const several = proof.status.images.length > 1;
  const found = proof.status.images.flatMap(({ badge, evidence }) => {
    const result = evidence?.steps.find(({ status }) => status === 'failed');
    const step = proof.runbook.steps.find(({ digest }) => digest === result?.digest);
    if (badge !== 'failing' || result === undefined || evidence === undefined) return [];
    const name = step === undefined ? 'A step' : reference(step, page, proof);
    const rest = evidence.steps.filter(({ status }) => status === 'not-run').length;
    return [
      html`<p>${name} ${failureOf(result)}${several && place(evidence)}, after ${duration(result.durationMs)}.${rest > 0 && ` ${rest === 1 ? 'The step' : `The ${rest} steps`} after it ${rest === 1 ? 'was' : 'were'} not run.`}</p>`,
    ];
  });
  return found.length === 0 ? undefined : lines(found);
}

/** The steps that did not pass at once, where the page still is as it was then. */
function flaky(page: Page, proof: Proof): Html | undefined {
  const several = proof.status.images.length > 1;
  const found = proof.status.images.flatMap(({ badge, evidence }) => {
    if (evidence === undefined || badge === 'stale') return [];
    return evidence.steps.filter(isFlaky).flatMap((result) => {
      const step = proof.runbook.steps.find(({ digest }) => digest === result.digest);
      if (step === undefined) return [];
      return [
        html`<p>${reference(step, page, proof)} is flaky: it passed at attempt ${result.attempts}${several && place(evidence)}.</p>`,
      ];
    });
  });
  return found.length === 0 ? undefined : lines(found);
}

/** Where a stale page begins to differ from what was run; what follows a change was not run as it is. */
function changes(page: Page, proof: Proof): Html | undefined {
  const { badge, changedSteps } = proof.status;
  const [first, ...rest] = proof.runbook.steps.filter(({ id }) => changedSteps.includes(id));
  if (badge !== 'stale' || first === undefined) return undefined;
  const after =
    rest.length > 0 &&
    `; ${rest.length === 1 ? 'the step after it was' : `the ${rest.length} steps after it were`} not run since`;
  return html`<p>${reference(first, page, proof)} has changed${after}.</p>`;
}

/** `Step 3, apply`, as a link. Of a hidden step nothing but that there is one is published. */
function reference(step: Step, page: Page, { runbook }: Proof): Html {
  const number = shownNumber(step, runbook);
  if (number === undefined) return html`A hidden step`;
  const name = step.name !== undefined && html`, <code>${step.name}</code>`;
  return html`<a href="#${encodeURIComponent(stepAnchor(step, page))}">Step ${number}${name}</a>`;
}
