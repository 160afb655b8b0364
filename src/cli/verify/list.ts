import { loadConfig } from '../../config/load.ts';
import type { Evidence } from '../../model/report.ts';
import { runKey } from '../../model/run-key.ts';
import type { Step } from '../../model/runbook.ts';
import type { SourceFile } from '../../model/source.ts';
import type { Run } from '../../plan/runs.ts';
import { loadEvidence } from '../../report/evidence.ts';
import { makePlan, type Plan } from '../../verify/make-plan.ts';
import type { Invocation } from '../command.ts';
import { counted, pathFrom, type Whereabouts } from '../diagnostic-text.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { loadOptions } from '../load-options.ts';
import type { Printer } from '../print.ts';
import { hasErrors, listDiagnostics } from '../print-diagnostics.ts';
import { bold, cyan, dim, green, joined, red, type SafeText, safe, yellow } from '../safe-text.ts';
import { seconds } from '../seconds.ts';
import { lineOf } from './line-of.ts';
import { planOptions } from './plan-options.ts';

/** What is known of one runbook in one image. */
interface ListedRun {
  readonly image?: string | undefined;
  /** Absent: it has never run. */
  readonly last?:
    | (Pick<Evidence, 'status' | 'startedAt' | 'durationMs'> & {
        /** The page has other steps by now. */
        readonly stale: boolean;
      })
    | undefined;
}

/** `verify --list`: what would be run, in which images, and what came of it the last time. */
export async function list(invocation: Invocation): Promise<ExitStatus> {
  const { options, print, cwd } = invocation;
  const config = await loadConfig(loadOptions(options));
  const plan = await makePlan(config, planOptions(invocation));
  const { evidence } = await loadEvidence(config.stateDir);
  const where = { root: config.root, cwd };
  const known = new Map(evidence.map((one) => [runKey(one.runbook, one.image), one]));
  if (print.json) print.document(documentOf(plan, known));
  listDiagnostics(plan.diagnostics, { print, ...where });
  for (const runs of byRunbook(plan.runs)) printRunbook(runs, { print, known, where });
  printTotal(plan, print);
  return hasErrors(plan.diagnostics) ? exitStatus.failed : exitStatus.ok;
}

type Known = ReadonlyMap<string, Evidence>;

/** The runs of each runbook, in the order of the plan. */
function byRunbook(runs: readonly Run[]): readonly (readonly [Run, ...Run[]])[] {
  const found = new Map<string, [Run, ...Run[]]>();
  for (const run of runs) {
    const others = found.get(run.runbook.id);
    if (others === undefined) found.set(run.runbook.id, [run]);
    else others.push(run);
  }
  return [...found.values()];
}

function lastOf({ key, runbook, image }: Run, known: Known): ListedRun {
  const named = image === undefined ? {} : { image };
  const found = known.get(key);
  if (found === undefined) return named;
  const { status, startedAt, durationMs } = found;
  const stale = found.runbookDigest !== runbook.digest;
  return { ...named, last: { status, startedAt, durationMs, stale } };
}

function documentOf({ runs, diagnostics, shard }: Plan, known: Known) {
  return {
    runbooks: byRunbook(runs).map((own) => {
      const [{ runbook, partial }] = own;
      const { id, title, source, tags } = runbook;
      return {
        ...{ id, title, file: source.path, tags, partial },
        runs: own.map((run) => lastOf(run, known)),
        steps: runbook.steps.map((step) => stepOf(step, source)),
      };
    }),
    ...(shard === undefined ? {} : { shard }),
    diagnostics,
  };
}

function stepOf(step: Step, source: SourceFile) {
  const { id, number, title, role, language, tags = [], skip } = step;
  return {
    ...{ id, number, ...lineOf(step, source), language, tags },
    ...(title === undefined ? {} : { title }),
    ...(role === undefined ? {} : { role }),
    ...(skip === undefined ? {} : { skip }),
  };
}

interface PrintContext {
  readonly print: Printer;
  readonly known: Known;
  readonly where: Whereabouts;
}

function printRunbook(runs: readonly [Run, ...Run[]], { print, known, where }: PrintContext): void {
  const [{ runbook }] = runs;
  const { title, source, tags, steps } = runbook;
  print.result(safe`${cyan(pathFrom(source.path, where))}  ${bold(title)}${tagged(tags)}`);
  for (const run of runs) print.result(safe`  ${lastLine(lastOf(run, known))}`);
  const width = Math.max(...steps.map(({ number }) => String(number).length));
  for (const step of steps) {
    const about = step.title === undefined ? '' : safe`  ${step.title}`;
    const why = step.skip === undefined ? '' : safe`  ${yellow('skipped')}: ${step.skip}`;
    const number = dim(String(step.number).padStart(width));
    print.result(safe`  ${number}  ${step.id}${about}${tagged(step.tags ?? [])}${why}`);
  }
  print.result(safe``);
}

function tagged(tags: readonly string[]): SafeText {
  return tags.length === 0 ? safe`` : safe`  ${joined(tags.map((tag) => dim(`#${tag}`)))}`;
}

function lastLine({ image, last }: ListedRun): SafeText {
  const where = image === undefined ? 'in the default image' : `in ${image}`;
  if (last === undefined) return safe`${where}: ${yellow('never run')}`;
  const paint = last.status === 'passed' ? green : red;
  const change = last.stale ? ', changed since' : '';
  return safe`${where}: ${paint(last.status)}${change} ${dim(`${last.startedAt}, ${seconds(last.durationMs)}`)}`;
}

function printTotal({ runbooks, runs, shard }: Plan, print: Printer): void {
  const many = runs.length === runbooks.length ? '' : ` (${counted(runs.length, 'run')})`;
  const share =
    shard === undefined
      ? ''
      : `, shard ${shard.index} of ${shard.count} of ${counted(shard.runs.length, 'run')}`;
  print.result(safe`${bold(counted(runbooks.length, 'runbook'))}${many}${share}`);
}
