import type { ImageStatus } from '../../../src/model/report.ts';
import type { Proof } from '../../../src/model/site.ts';
import { lastPass } from '../../../src/model/standing.ts';
import { fragmentOf, proofAnchor } from '../anchor.ts';
import { type Html, html } from '../html.ts';
import type { Translate } from '../words.ts';
import { placeName } from './ground.ts';
import { listed } from './listed.ts';
import { phrase } from './phrase.ts';
import { ago, dayOf, time } from './time.ts';

type Said =
  | 'proven'
  | 'fails'
  | 'changed-passed'
  | 'changed-failed'
  | 'never'
  | 'not-run'
  | 'skipped';

/** Images of which one sentence says the same. */
interface Group {
  readonly said: Said;
  readonly reason?: string | undefined;
  readonly images: readonly ImageStatus[];
}

const order: readonly Said[] = [
  ...(['proven', 'fails', 'changed-passed', 'changed-failed'] as const),
  ...(['not-run', 'never', 'skipped'] as const),
];

/**
 * `Proven 3 hours ago in debian:12 and alpine:3.22. Fails in debian:13, last run 3 hours ago.` Each image
 * leads to what is known of it.
 */
export function proofWords(proof: Proof, t: Translate): Html {
  const groups = groupsOf(proof);
  const sentences = groups.map((group) => sentence(group, t));
  const since = provenSince(proof);
  if (since !== undefined) sentences.push(t.html('passedSince', { date: time(since, t) }));
  return html`${sentences.map((one, at) => [at > 0 && ' ', one])}`;
}

function groupsOf({ status, runbook }: Proof): readonly Group[] {
  const allSkipped = runbook.steps.every(({ skip }) => skip !== undefined);
  const groups = new Map<
    string,
    { said: Said; reason: string | undefined; images: ImageStatus[] }
  >();
  for (const image of status.images) {
    const said = saidOf(image, allSkipped);
    const reason = said === 'not-run' ? image.evidence?.reason : undefined;
    const day = said === 'never' ? '' : dayOf(image.evidence?.startedAt ?? '');
    const key = JSON.stringify([said, day, reason]);
    const group = groups.get(key) ?? { said, reason, images: [] };
    group.images.push(image);
    groups.set(key, group);
  }
  return [...groups.values()].sort((a, b) => order.indexOf(a.said) - order.indexOf(b.said));
}

function saidOf({ badge, evidence }: ImageStatus, allSkipped: boolean): Said {
  if (evidence === undefined) return allSkipped ? 'skipped' : 'never';
  switch (badge) {
    case 'verified':
      return 'proven';
    case 'failing':
      return 'fails';
    case 'stale':
      return evidence.status === 'passed' ? 'changed-passed' : 'changed-failed';
    case 'unverified':
      return evidence.reason === undefined ? 'skipped' : 'not-run';
  }
}

function sentence({ said, reason, images }: Group, t: Translate): Html {
  const names = images.flatMap((image) => {
    const name = placeName(image);
    return name === undefined
      ? []
      : [html`<a href="${fragmentOf(proofAnchor(image))}">${name}</a>`];
  });
  if (said === 'skipped') return t.html('allSkipped');
  if (names.length === 0) return t.html('neverRun');
  const places = listed(names, t);
  if (said === 'never') return t.html('neverRunIn', { places });
  if (said === 'not-run') return t.html('notRunIn', { places, reason: phrase(reason ?? '') });
  const when = ago(oldestOf(images), t);
  const words = {
    proven: 'provenIn',
    fails: 'failsIn',
    'changed-passed': 'changedSincePassed',
    'changed-failed': 'changedSinceFailed',
  } as const;
  const told = t.html(words[said], { places, when });
  const [only, ...others] = images;
  const passed =
    said === 'fails' && others.length === 0 && only?.evidence && lastPass(only.evidence);
  return passed ? html`${told} ${t.html('lastPassed', { when: ago(passed, t) })}` : told;
}

/** What is said of several runs holds of the one that was first. */
function oldestOf(images: readonly ImageStatus[]): string {
  const all = images.flatMap(({ evidence }) =>
    evidence === undefined ? [] : [evidence.startedAt],
  );
  return all.reduce((oldest, one) => (one < oldest ? one : oldest), all[0] ?? '');
}

/** Since when all images of a verified page pass it as it is, where that is more than the last run. */
function provenSince({ status: { badge, images } }: Proof): string | undefined {
  const all = images.map(({ evidence }) => evidence?.provenSince);
  const latest = all.reduce((a = '', b = '') => (b > a ? b : a), '') ?? '';
  const known = badge === 'verified' && all.length > 0 && all.every((one) => one !== undefined);
  return known && dayOf(latest) < dayOf(oldestOf(images)) ? latest : undefined;
}
