import type { Limits } from '../../model/config.ts';
import type { Plan } from '../../verify/make-plan.ts';
import { counted, pathFrom, type Whereabouts } from '../diagnostic-text.ts';
import type { Printer } from '../print.ts';
import { bold, cyan, dim, green, type SafeText, safe, yellow } from '../safe-text.ts';
import { seconds } from '../seconds.ts';
import type { PlannedRun, PlannedService, PlannedStep } from './planned-run.ts';

export interface PrintPlanContext {
  readonly print: Printer;
  readonly plan: Plan;
  /** Engines that cannot be used. */
  readonly refused: readonly { readonly name: string; readonly reason: string }[];
  readonly where: Whereabouts;
}

/** The plan for a person: for each run its sandbox, its limits and its steps. */
export function printPlan(runs: readonly PlannedRun[], context: PrintPlanContext): void {
  const { print, plan, refused, where } = context;
  const row = (name: string, value: SafeText | string) =>
    print.result(safe`   ${dim(name.padEnd(10))} ${value}`);
  for (const [index, run] of runs.entries()) {
    const part = run.partial ? safe` ${yellow('in part')}` : '';
    print.result(safe`${index + 1}. ${cyan(pathFrom(run.file, where))}  ${bold(run.title)}${part}`);
    row('would', wouldText(run));
    for (const [name, value] of sandboxRows(run)) row(name, value);
    for (const step of run.steps) {
      const how = [...step.conditions, ...howOf(step)].join(', ');
      row(step.number === 1 ? 'steps' : '', safe`${step.number}  ${step.id}  ${dim(how)}`);
    }
    print.result(safe``);
  }
  for (const { name, reason } of refused) print.note(safe`${name} is not used: ${reason}`);
  print.result(totalOf(runs, plan));
}

function wouldText({ would, provenAt, missingSecrets, lastMs }: PlannedRun): SafeText {
  switch (would) {
    case 'be-known':
      return safe`${green('not be run again')}: proven at ${provenAt ?? 'an earlier time'}`;
    case 'run':
      return lastMs === undefined
        ? safe`be run`
        : safe`be run; it took ${seconds(lastMs)} last time`;
    case 'not-run': {
      const names = missingSecrets.join(', ');
      const why = names === '' ? 'no engine gives its sandbox' : `the environment has no ${names}`;
      return safe`${yellow('not be run')}: ${why}`;
    }
  }
}

function sandboxRows(run: PlannedRun): readonly (readonly [string, string])[] {
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['engine', run.engineDescription],
    ...(run.refused ?? []).map(({ product, reason }) => ['', `${product}: ${reason}`] as const),
    ['image', run.image === undefined ? undefined : imageText(run.image, run.digest)],
    ['pulls', run.pulls.join(', ')],
    ['network', run.network],
    ['privileges', run.privileges],
    ['limits', `${limitsText(run.limits)}; ${timeText(run.timeoutMs)} in all`],
    ...run.services.map((service) => ['service', serviceText(service)] as const),
    ['env', run.env.join(', ')],
    ['secrets', run.secrets.join(', ')],
  ];
  return rows.flatMap(([name, value]) => (value ? [[name, value] as const] : []));
}

function serviceText({ name, image, digest, ready, readyMs }: PlannedService): string {
  const when = ready === undefined ? '' : `, ready ${ready} in ${timeText(readyMs)}`;
  return `${name}: ${imageText(image, digest)}${when}`;
}

function imageText(image: string, digest: string | undefined): string {
  return digest === undefined ? image : `${image} ${digest}`;
}

function limitsText({
  memoryBytes,
  cpus,
  pids,
  openFiles,
  outputBytes,
  diskBytes,
}: Limits): string {
  return [
    `memory ${sizeText(memoryBytes)}`,
    `processors ${cpus}`,
    `processes ${pids}`,
    `open files ${openFiles}`,
    `output ${sizeText(outputBytes)}`,
    `disk ${sizeText(diskBytes)}`,
  ].join(', ');
}

function howOf(step: PlannedStep): readonly string[] {
  if (step.skip !== undefined) return [`skipped: ${step.skip}`];
  const { writes, interpreter, stops, background, idempotent, retry } = step;
  const ready = background?.ready === undefined ? '' : `, ready ${background.ready}`;
  return [
    ...(writes === undefined ? [] : [`writes ${writes}`]),
    ...(interpreter === undefined ? [] : [`by ${interpreter}`]),
    ...(stops === undefined ? [] : [`stops ${stops}`]),
    ...(background === undefined ? [] : [`in the background${ready}`]),
    ...(idempotent ? ['twice'] : []),
    ...(retry === undefined
      ? []
      : [`at most ${counted(retry.times + 1, 'time')}, ${timeText(retry.everyMs)} apart`]),
    `at most ${timeText(step.timeoutMs)}`,
  ];
}

function totalOf(runs: readonly PlannedRun[], { shard }: Plan): SafeText {
  const having = (would: PlannedRun['would']): number =>
    runs.filter((run) => run.would === would).length;
  const share =
    shard === undefined
      ? ''
      : `, shard ${shard.index} of ${shard.count} of ${counted(shard.runs.length, 'run')}`;
  return safe`${bold(counted(runs.length, 'run'))}${share}: ${having('run')} to run, ${having('be-known')} known, ${having('not-run')} that cannot be run`;
}

function timeText(ms: number): string {
  return ms % 1000 === 0 ? `${ms / 1000} s` : `${ms} ms`;
}

function sizeText(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB'];
  const power = units.findLastIndex((_, at) => bytes % 1024 ** at === 0);
  return `${bytes / 1024 ** power} ${units[power]}`;
}
