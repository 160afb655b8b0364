import { type Diagnostic, diagnostic } from '../model/diagnostic.ts';
import { nearest } from '../model/nearest.ts';
import { runKey } from '../model/run-key.ts';
import type { Runbook, Step } from '../model/runbook.ts';

/** One runbook in one image, whole or in part. */
export interface Run {
  /** As `runKey` makes it. */
  readonly key: string;
  /** With the steps that are left: behind the last one that was asked for there are none. */
  readonly runbook: Runbook;
  /** As the page asks for it. */
  readonly image?: string | undefined;
  /** Steps of the page are left out or skipped because of what was asked for. */
  readonly partial: boolean;
}

export interface RunFilter {
  /** Names of steps, or their ids. */
  readonly names?: readonly string[] | undefined;
  /** Tags of pages or steps. */
  readonly tags?: readonly string[] | undefined;
  readonly skipTags?: readonly string[] | undefined;
}

export interface PlannedRuns {
  /** In the order of the runbooks, and for each of its images. */
  readonly runs: readonly Run[];
  /** Names and tags that nothing has. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Every runbook in each of its images, as far as it is asked for. Steps that are wanted have one of the
 * names, and one of the tags, themselves or by their page; a page runs from its first step to the last
 * that is wanted, as each step stands on those before it. Pages with a tag to be skipped are left out,
 * steps with one are skipped, and a runbook of which nothing is left is no run.
 */
export function planRuns(runbooks: readonly Runbook[], filter: RunFilter = {}): PlannedRuns {
  const diagnostics = unknownWords(runbooks, filter);
  if (diagnostics.length > 0) return { runs: [], diagnostics };
  const runs = runbooks.flatMap((runbook): readonly Run[] => {
    const part = partOf(runbook, filter);
    if (part === undefined) return [];
    const { images } = runbook.sandbox;
    return (images.length === 0 ? [undefined] : images).map((image) => ({
      key: runKey(runbook.id, image),
      runbook: part,
      ...(image === undefined ? {} : { image }),
      partial: part !== runbook,
    }));
  });
  return { runs, diagnostics };
}

/** What of a runbook is to be run: the same object where that is all of it, undefined for nothing. */
function partOf(runbook: Runbook, { names = [], tags = [], skipTags = [] }: RunFilter) {
  if (hasAny(runbook.tags, skipTags)) return undefined;
  const isChosen = names.length > 0 || tags.length > 0;
  const tagged = tags.length === 0 || hasAny(runbook.tags, tags);
  const isWanted = (step: Step): boolean =>
    (names.length === 0 || names.includes(step.id)) && (tagged || hasAny(step.tags, tags));
  const last = isChosen ? runbook.steps.findLastIndex(isWanted) : runbook.steps.length - 1;
  if (isChosen && last === -1) return undefined;
  const kept = runbook.steps.slice(0, last + 1);
  const isLeftOut = (step: Step): boolean => step.skip === undefined && hasAny(step.tags, skipTags);
  const steps = kept.map((step) =>
    isLeftOut(step) ? { ...step, skip: reasonFor(step, skipTags) } : step,
  );
  const isWhole = kept.length === runbook.steps.length && !kept.some(isLeftOut);
  if (isWhole) return runbook;
  return steps.every((step) => step.skip !== undefined) ? undefined : { ...runbook, steps };
}

function reasonFor(step: Step, skipTags: readonly string[]): string {
  return `left out by \`--skip-tag ${skipTags.find((tag) => step.tags?.includes(tag))}\``;
}

function hasAny(tags: readonly string[] | undefined, wanted: readonly string[]): boolean {
  return tags?.some((tag) => wanted.includes(tag)) ?? false;
}

function unknownWords(runbooks: readonly Runbook[], filter: RunFilter): readonly Diagnostic[] {
  const names = new Set(runbooks.flatMap(({ steps }) => steps.map((step) => step.id)));
  const tags = new Set(
    runbooks.flatMap((runbook) => [
      ...runbook.tags,
      ...runbook.steps.flatMap((step) => step.tags ?? []),
    ]),
  );
  const { names: wanted = [], tags: wantedTags = [], skipTags = [] } = filter;
  return [
    ...wanted.flatMap((name) =>
      names.has(name)
        ? []
        : diagnostic({
            code: 'verify-name',
            message: `no runbook has a step named \`${name}\``,
            hint: hintFor(name, names, '`rutter verify --list` shows the steps'),
          }),
    ),
    ...wantedTags.flatMap((tag) => unknownTag(tag, tags, '--tag')),
    ...skipTags.flatMap((tag) => unknownTag(tag, tags, '--skip-tag')),
  ];
}

function unknownTag(
  tag: string,
  known: ReadonlySet<string>,
  option: string,
): readonly Diagnostic[] {
  if (known.has(tag)) return [];
  const several = tag.split(',').map((one) => one.trim());
  const isList = several.length > 1 && several.every((one) => known.has(one));
  const repeated = several.map((one) => `${option} ${one}`).join(' ');
  return [
    diagnostic({
      code: 'verify-tag',
      message: `no runbook and no step has the tag \`${tag}\``,
      hint: isList
        ? `give the option once for each: \`${repeated}\``
        : hintFor(tag, known, '`rutter verify --list` shows the tags'),
    }),
  ];
}

function hintFor(word: string, known: ReadonlySet<string>, otherwise: string): string {
  const near = nearest(word, known);
  return near === undefined ? otherwise : `did you mean \`${near}\`?`;
}
