import type { Page } from '../../../src/model/page.ts';
import { type Evidence, type ImageStatus, isFlaky } from '../../../src/model/report.ts';
import type { Step } from '../../../src/model/runbook.ts';
import type { Proof } from '../../../src/model/site.ts';
import { stepAnchor } from '../anchor.ts';
import type { PageProps } from '../contract.ts';
import { type Html, html, type Value } from '../html.ts';
import { lines } from '../lines.ts';
import { shownNumber } from '../step-number.ts';
import type { Translate } from '../words.ts';
import { badge } from './badge.ts';
import { failureOf } from './failure.ts';
import { circumstances, groundName, groundWords } from './ground.ts';
import { phrase } from './phrase.ts';
import { dayOf, duration, time } from './time.ts';

/** The banner of a runbook: whether it still works, where, and since when. */
export function proofBanner(
  { t }: PageProps,
  { page, proof }: { readonly page: Page; readonly proof: Proof },
): Html {
  const { status } = proof;
  return html`
    <section class="proof is-${status.badge}" aria-label="${t('stateOfRunbook')}">
    ${status.images.length === 1 ? lines(status.images.map((one) => imageLine(one, proof, t))) : imageList(proof, t)}
    ${failures(page, proof, t)}
    ${flaky(page, proof, t)}
    ${changes(page, proof, t)}
    </section>
  `;
}

function imageLine(status: ImageStatus, proof: Proof, t: Translate): Html {
  return html`<p>${badge(status.badge, t)} ${words(status, proof, t)}</p>`;
}

/** The badge of the page and how many images agree with it, above one line for each image. */
function imageList(proof: Proof, t: Translate): Html {
  const { badge: worst, images } = proof.status;
  const count = images.filter((one) => one.badge === worst).length;
  const where =
    count === images.length
      ? t('inImages', { count })
      : t('inSomeImages', { count, all: images.length });
  return html`
    <p>${badge(worst, t)} ${images.length > 0 && where}</p>
    <ul class="proof-images">
    ${lines(images.map((one) => html`<li>${badge(one.badge, t)} <span>${words(one, proof, t)}</span></li>`))}
    </ul>
  `;
}

/** What follows the badge's word, as one sentence with it. */
function words({ image, badge, evidence }: ImageStatus, { runbook }: Proof, t: Translate): Html {
  const inImage = (state: Value): Html =>
    image === undefined
      ? html`${state}.`
      : t.html('inImage', { image: html`<strong>${image}</strong>`, state });
  if (evidence === undefined) {
    const isSkipped = runbook.steps.every(({ skip }) => skip !== undefined);
    const never = isSkipped ? t('allSkipped') : t('neverRun');
    return inImage(badge === 'stale' ? t('ranElsewhere') : never);
  }
  switch (badge) {
    case 'verified':
      return html`${circumstances(evidence, t)}${since(evidence, t)}`;
    case 'failing':
      return html`${circumstances(evidence, t)}${evidence.reason !== undefined && html` ${phrase(evidence.reason)}.`}`;
    case 'stale':
      return staleWords(evidence, t);
    case 'unverified':
      return inImage(phrase(evidence.reason ?? t('allSkipped')));
  }
}

function staleWords({ ground, startedAt, status }: Evidence, t: Translate): Html {
  const date = time(startedAt, t);
  const passed = status === 'passed';
  if (ground === undefined) return t.html(passed ? 'stalePassed' : 'staleFailed', { date });
  const place = groundWords(ground, t);
  return t.html(passed ? 'stalePassedIn' : 'staleFailedIn', { date, place });
}

function since({ provenSince, startedAt }: Evidence, t: Translate): Html | false {
  return (
    provenSince !== undefined &&
    dayOf(provenSince) !== dayOf(startedAt) &&
    html` ${t.html('passedSince', { date: time(provenSince, t) })}`
  );
}

/** One line for each image in which a step failed. */
function failures(page: Page, proof: Proof, t: Translate): Html | undefined {
  const several = proof.status.images.length > 1;
  const found = proof.status.images.flatMap(({ badge, evidence }) => {
    const result = evidence?.steps.find(({ status }) => status === 'failed');
    const known = proof.runbook.steps.find(({ digest }) => digest === result?.digest);
    if (badge !== 'failing' || result === undefined || evidence === undefined) return [];
    const step = known === undefined ? t('someStep') : reference(known, page, proof, t);
    const said = { step, failure: failureOf(result, t), duration: duration(result.durationMs) };
    const { ground } = evidence;
    const line =
      several && ground !== undefined
        ? t.html('stepFailedIn', { ...said, place: groundName(ground, t) })
        : t.html('stepFailed', said);
    const count = evidence.steps.filter(({ status }) => status === 'not-run').length;
    return [html`<p>${line}${count > 0 && ` ${t('restNotRun', { count })}`}</p>`];
  });
  return found.length === 0 ? undefined : lines(found);
}

/** The steps that did not pass at once, where the page still is as it was then. */
function flaky(page: Page, proof: Proof, t: Translate): Html | undefined {
  const several = proof.status.images.length > 1;
  const found = proof.status.images.flatMap(({ badge, evidence }) => {
    if (evidence === undefined || badge === 'stale') return [];
    const { ground } = evidence;
    return evidence.steps.filter(isFlaky).flatMap((result) => {
      const step = proof.runbook.steps.find(({ digest }) => digest === result.digest);
      if (step === undefined) return [];
      const said = { step: reference(step, page, proof, t), attempt: result.attempts };
      const line =
        several && ground !== undefined
          ? t.html('stepFlakyIn', { ...said, place: groundName(ground, t) })
          : t.html('stepFlaky', said);
      return [html`<p>${line}</p>`];
    });
  });
  return found.length === 0 ? undefined : lines(found);
}

/** Where a stale page begins to differ from what was run; what follows a change was not run as it is. */
function changes(page: Page, proof: Proof, t: Translate): Html | undefined {
  const { badge, changedSteps } = proof.status;
  const [first, ...rest] = proof.runbook.steps.filter(({ id }) => changedSteps.includes(id));
  if (badge !== 'stale' || first === undefined) return undefined;
  const step = reference(first, page, proof, t);
  const count = rest.length;
  return html`<p>${count === 0 ? t.html('stepChanged', { step }) : t.html('stepChangedRest', { step, count })}</p>`;
}

/** `Step 3, apply`, as a link. Of a hidden step nothing but that there is one is published. */
function reference(step: Step, page: Page, { runbook }: Proof, t: Translate): Html {
  const number = shownNumber(step, runbook);
  if (number === undefined) return html`${t('hiddenStep')}`;
  const name = step.name !== undefined && html`, <code>${step.name}</code>`;
  return html`<a href="#${encodeURIComponent(stepAnchor(step, page))}">${t('stepNumber', { number })}${name}</a>`;
}
