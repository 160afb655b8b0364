import type { ImageStatus, StepResult } from '../../../src/model/report.ts';
import type { Ground } from '../../../src/model/sandbox.ts';
import { lastPass } from '../../../src/model/standing.ts';
import { proofAnchor } from '../anchor.ts';
import type { ImageProofDetail, PageProps } from '../contract.ts';
import { attribute, type Html, html, type Value } from '../html.ts';
import { lines } from '../lines.ts';
import type { Translate } from '../words.ts';
import { badgeIcon } from './badge.ts';
import { diff } from './diff.ts';
import { failureOf } from './failure.ts';
import { engineName, placeName } from './ground.ts';
import { failedStep } from './proof-notes.ts';
import { runChart } from './run-chart.ts';
import { reference } from './step-reference.ts';
import { ago, moment, time, took } from './time.ts';

/** One image: in one line what it was, when and how long; behind it all that is known of the run. */
export function imageProof(props: PageProps, detail: ImageProofDetail): Html | undefined {
  const { t } = props;
  const { image } = detail;
  const { evidence } = image;
  const name = placeName(image);
  if (evidence?.ground === undefined) {
    // Where there is no name, the sentence above says it all.
    if (name === undefined) return undefined;
    return html`<p class="proof-image" id="${proofAnchor(image)}">${lineOf(image, name, [], t)}</p>`;
  }
  const { ground, startedAt, durationMs } = evidence;
  // Of a single image the sentence above says when.
  const isOnly = detail.proof.status.images.length === 1;
  const facts = [engineName(ground), !isOnly && ago(startedAt, t), took(durationMs)].filter(
    (fact) => fact !== false,
  );
  return html`
    <details class="proof-image">
    <summary>${lineOf(image, name ?? ground.name, facts, t)}</summary>
    <div class="proof-details" id="${proofAnchor(image)}">
    ${factList(image, t)}
    ${failure(detail, t)}
    </div>
    </details>
  `;
}

function lineOf(
  { badge, image, evidence }: ImageStatus,
  name: string,
  facts: readonly Value[],
  t: Translate,
): Html {
  const isImage = image !== undefined || evidence?.ground?.image !== undefined;
  return html`${badgeIcon(badge)} <strong${attribute('class', isImage && 'step-image')}>${name}</strong><span class="aside"> ${t(badge)}</span>${facts.map((fact) => html` <span class="proof-fact">${fact}</span>`)}`;
}

function factList({ badge, evidence }: ImageStatus, t: Translate): Html | undefined {
  if (evidence?.ground === undefined) return undefined;
  const { ground, startedAt, durationMs, provenSince } = evidence;
  const passed = lastPass(evidence);
  const runs = runChart(evidence.history ?? [], t);
  const facts: readonly (readonly [string, Value])[] = [
    [t('runAt'), moment(startedAt, t)],
    [t('took'), took(durationMs)],
    ...(evidence.steps.length === 0 ? [] : [[t('steps'), counts(evidence.steps, t)] as const]),
    [t('engine'), fullEngine(ground)],
    [t('system'), `${ground.system}, ${ground.architecture}`],
    ...(runs === undefined ? [] : [[t('lastRuns'), runs] as const]),
    ...(ground.imageDigest === undefined
      ? []
      : [[t('imageDigest'), html`<code>${ground.imageDigest}</code>`] as const]),
  ];
  return html`
    <dl>
    ${lines(facts.map(([name, value]) => html`<div><dt>${name}</dt> <dd>${value}</dd></div>`))}
    </dl>
    ${badge === 'failing' && passed !== undefined && html`<p>${t.html('lastPassed', { when: ago(passed, t) })}</p>`}
    ${provenSince !== undefined && html`<p>${t.html('passedSince', { date: time(provenSince, t) })}</p>`}
  `;
}

/** Another product behind the same interface has its name in the version. */
function fullEngine({ engine, engineVersion }: Ground): string {
  return /^\d/.test(engineVersion) ? `${engine} ${engineVersion}` : engineVersion;
}

const counted = [
  ['passed', 'passed'],
  ['failed', 'failed'],
  ['skipped', 'skipped'],
  ['not-run', 'notRun'],
] as const;

/** `5 passed, 1 skipped`. */
function counts(steps: readonly StepResult[], t: Translate): string {
  return counted
    .map(
      ([status, word]) => [steps.filter((one) => one.status === status).length, t(word)] as const,
    )
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count} ${word}`)
    .join(', ');
}

/** At which step the run ended, and how; of a hidden one nothing that it printed. */
function failure({ page, proof, image }: ImageProofDetail, t: Translate): Html | undefined {
  const result = image.evidence && failedStep(image.evidence);
  const step = proof.runbook.steps.find(({ digest }) => digest === result?.digest);
  if (result === undefined || step === undefined) return undefined;
  const command = result.commands.find(({ passed }) => !passed);
  const said = {
    step: reference(step, page, proof, t),
    failure: failureOf(result, t),
    duration: took(result.durationMs),
  };
  const last = lastLines(command?.stderr || command?.stdout || '');
  return html`
    <p>${t.html('stepFailed', said)}</p>
    ${!step.hidden && command?.diff !== undefined && diff(command.diff, t)}
    ${!step.hidden && command?.diff === undefined && last !== '' && html`<pre class="captured-text" tabindex="0"><samp>${last}</samp></pre>`}
  `;
}

const fewLines = 10;

/** The reason stands at the end of what a program says. The step itself shows all of it. */
function lastLines(text: string): string {
  const all = text.trimEnd().split('\n');
  return (all.length > fewLines ? ['…', ...all.slice(-fewLines)] : all).join('\n');
}
