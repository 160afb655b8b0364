import { totalCoverage } from '../model/coverage.ts';
import { type Evidence, type ImageStatus, isFlaky } from '../model/report.ts';
import type { Runbook } from '../model/runbook.ts';
import type { Collection, Site } from '../model/site.ts';
import { countStates, type RunbookRow, worstOf } from '../model/standing.ts';
import type { ImageState, RunbookState, StatusFile } from '../model/status-file.ts';
import { shownNumber } from '../model/step-number.ts';
import { badgePath } from './badge-files.ts';
import { originOf } from './feeds.ts';
import { outputOf, urlOfOutput } from './urls.ts';

/** What a program is told of the runbooks of a collection that has a list. */
export function statusOfCollection(
  { config, pages }: Collection,
  of: { readonly url: string; readonly site: Site; readonly rows: readonly RunbookRow[] },
): StatusFile {
  const { url, site, rows } = of;
  const { base } = site.config;
  const at = (path: string): string => (originOf(site) ?? '') + path;
  const states = rows.map(({ badge }) => badge);
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
    runbooks: rows.map((one) => stateOf(one, { at, base })),
  };
}

function stateOf(
  { page, proof, ...standing }: RunbookRow,
  { at, base }: { readonly at: (path: string) => string; readonly base: string },
): RunbookState {
  const { badge, proven, lastRun, durationMs } = standing;
  const { description, owner, tags } = page.frontmatter;
  const { runbook, status } = proof;
  const changed = new Set(status.changedSteps);
  return {
    ...{ id: page.id, title: page.title, description, owner, tags },
    url: at(page.url),
    badge: at(urlOfOutput(badgePath(page.outputPath), base)),
    state: badge,
    ...{ lastProven: proven, lastRun, durationMs },
    steps: runbook.steps.length,
    changedSteps: runbook.steps.flatMap((step) =>
      changed.has(step.id) ? (shownNumber(step, runbook) ?? []) : [],
    ),
    images: status.images.map((one) => imageState(one, runbook)),
  };
}

function imageState({ image, badge, evidence }: ImageStatus, runbook: Runbook): ImageState {
  return {
    image,
    state: badge,
    ground: evidence?.ground,
    startedAt: evidence?.startedAt,
    durationMs: evidence?.durationMs,
    provenSince: evidence?.provenSince,
    flaky: evidence?.steps.some(isFlaky) ?? false,
    failedStep: evidence && failedStep(evidence, runbook),
    history: evidence?.history ?? [],
  };
}

/** Of a hidden step nothing is published. */
function failedStep({ steps }: Evidence, runbook: Runbook): ImageState['failedStep'] {
  const failed = steps.find(({ status }) => status === 'failed');
  const step = failed && runbook.steps.find(({ digest }) => digest === failed.digest);
  const number = step && shownNumber(step, runbook);
  return number === undefined ? undefined : { number, name: step?.name };
}
