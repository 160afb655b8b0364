import { totalCoverage } from '../model/coverage.ts';
import type { Page } from '../model/page.ts';
import { type Evidence, type ImageStatus, isFlaky } from '../model/report.ts';
import type { Runbook } from '../model/runbook.ts';
import type { Collection, Proof, Site } from '../model/site.ts';
import {
  compareByNeed,
  countStates,
  type Standing,
  standingOf,
  worstOf,
} from '../model/standing.ts';
import type { ImageState, RunbookState, StatusFile } from '../model/status-file.ts';
import { badgePath } from './badge-files.ts';
import { originOf } from './feeds.ts';
import { outputOf, urlOfOutput } from './urls.ts';

/** A runbook of a list. */
export interface Ranked {
  readonly page: Page;
  readonly title: string;
  readonly proof: Proof;
  readonly standing: Standing;
}

/** The runbooks of a collection, what needs somebody first. */
export function rankedRunbooks({ pages }: Collection, { proofs }: Site): readonly Ranked[] {
  return pages
    .flatMap((page) => {
      const proof = proofs.get(page.id);
      if (proof === undefined) return [];
      return [{ page, title: page.title, proof, standing: standingOf(proof.status) }];
    })
    .sort(compareByNeed);
}

/** What a program is told of the runbooks of a collection that has a list. */
export function statusOfCollection(
  { config, pages }: Collection,
  of: { readonly url: string; readonly site: Site; readonly ranked: readonly Ranked[] },
): StatusFile {
  const { url, site, ranked } = of;
  const { base } = site.config;
  const at = (path: string): string => (originOf(site) ?? '') + path;
  const states = ranked.map(({ standing }) => standing.badge);
  return {
    $schema: 'status.schema.json',
    schema: 1,
    site: site.config.title,
    title: config.title,
    language: site.config.language,
    url: at(url),
    badge: at(urlOfOutput(badgePath(outputOf(url, base)), base)),
    state: worstOf(states),
    counts: countStates(states),
    coverage: totalCoverage(pages.flatMap(({ id }) => site.coverage.get(id) ?? [])),
    runbooks: ranked.map((one) => stateOf(one, { at, base })),
  };
}

function stateOf(
  { page, title, proof, standing }: Ranked,
  { at, base }: { readonly at: (path: string) => string; readonly base: string },
): RunbookState {
  const { badge, proven, lastRun, durationMs } = standing;
  const { description, owner, tags } = page.frontmatter;
  const { runbook, status } = proof;
  const number = numberer(runbook);
  return {
    ...{ id: page.id, title, description, owner, tags },
    url: at(page.url),
    badge: at(urlOfOutput(badgePath(page.outputPath), base)),
    state: badge,
    ...{ lastProven: proven, lastRun, durationMs },
    steps: runbook.steps.length,
    changedSteps: status.changedSteps.flatMap((id) => number((step) => step.id === id) ?? []),
    images: status.images.map((one) => imageState(one, proof, number)),
  };
}

type FindNumber = (is: (step: Runbook['steps'][number]) => boolean) => number | undefined;

/** The number of a step as the page shows it; of a hidden step nothing is published. */
function numberer({ steps }: Runbook): FindNumber {
  const shown = steps.filter(({ hidden }) => !hidden);
  return (is) => {
    const at = shown.findIndex(is);
    return at === -1 ? undefined : at + 1;
  };
}

function imageState(
  { image, badge, evidence }: ImageStatus,
  { runbook }: Proof,
  number: FindNumber,
): ImageState {
  return {
    image,
    state: badge,
    ground: evidence?.ground,
    startedAt: evidence?.startedAt,
    durationMs: evidence?.durationMs,
    provenSince: evidence?.provenSince,
    flaky: evidence?.steps.some(isFlaky) ?? false,
    failedStep: evidence && failedStep(evidence, runbook, number),
    history: evidence?.history ?? [],
  };
}

function failedStep(
  evidence: Evidence,
  { steps }: Runbook,
  number: FindNumber,
): ImageState['failedStep'] {
  const failed = evidence.steps.find(({ status }) => status === 'failed');
  if (failed === undefined) return undefined;
  const found = number(({ digest }) => digest === failed.digest);
  const step = steps.find(({ digest }) => digest === failed.digest);
  return found === undefined ? undefined : { number: found, name: step?.name };
}
