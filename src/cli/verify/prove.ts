import { resolve } from 'node:path';
import type { Runbook } from '../../model/runbook.ts';
import { type VerifyEvent, type VerifyOptions, type VerifyResult, verify } from '../../verify.ts';
import type { Invocation, Options } from '../command.ts';
import { counted, pathFrom, type Whereabouts } from '../diagnostic-text.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { openLiveView } from '../live-view.ts';
import type { Printer } from '../print.ts';
import { listDiagnostics } from '../print-diagnostics.ts';
import { reportLineOf } from '../report-line.ts';
import { dim, type SafeText, safe, yellow } from '../safe-text.ts';
import { isCi } from '../surroundings.ts';
import { planOptions } from './plan-options.ts';
import { printSteps } from './print-steps.ts';
import { tellFindings } from './tell-findings.ts';

const interruptedRemark = 'interrupted: the rest was not run; `--resume` goes on from here';

/** Runs what is asked for, and tells of it: the work of `verify` without any other mode. */
export async function proveOnce(
  { options, print, cwd }: Pick<Invocation, 'options' | 'print' | 'cwd'>,
  given: VerifyOptions & {
    /** What is said of a run that was stopped, if it is to be another thing than usual. */
    readonly remark?: (() => string | undefined) | undefined;
  },
): Promise<{ readonly status: ExitStatus; readonly result: VerifyResult }> {
  const where = { root: resolve(options.root ?? '.'), cwd };
  const live = openLiveView(print, where);
  let result: VerifyResult;
  let runbooks: readonly Runbook[] = [];
  try {
    result = await verify({
      // A log that is only read is to grow from its start; a terminal shows also what is not told yet.
      order: print.live ? 'longest' : 'plan',
      ...given,
      onEvent: (event) => {
        if (event.type === 'found') runbooks = event.runbooks;
        live.on(event);
        printEvent(event, print, where);
        given.onEvent?.(event);
      },
    });
  } finally {
    live.close();
  }
  if (result.reports.some((report) => !report.cached)) {
    // Where all is known to pass, it was said when it ran.
    const { weakLine } = await import('../../runbook/lint/weak-line.ts');
    const weak = weakLine(runbooks);
    if (weak !== undefined) print.note(safe`${yellow(weak)}`);
  }
  if (result.plan.length === 0 && result.shard === undefined) {
    const nothing = nothingTodo(given);
    if (nothing !== undefined) print.note(nothing);
  }
  const { unwritten } = await tellFindings(result, {
    ...{ options, print, where },
    remark: result.stopped ? (given.remark?.() ?? interruptedRemark) : undefined,
  });
  // A report that was asked for and is not there must not pass unseen.
  const { exitCode } = result;
  const status = exitCode === exitStatus.ok && unwritten ? exitStatus.usage : exitCode;
  return { status, result };
}

/** Why what was asked for is nothing, where that is good news. */
function nothingTodo({ changed, failed }: VerifyOptions): SafeText | undefined {
  const since =
    changed === undefined ? '' : ` changed since ${changed === true ? 'HEAD' : changed}`;
  if (failed) return safe`no runbook${since === '' ? '' : ` that${since}`} failed the last time`;
  return since === '' ? undefined : safe`no runbook${since}`;
}

/** The options of the command line as `verify` takes them. */
export function verifyOptions(
  { arguments: taken, signal }: Pick<Invocation, 'arguments' | 'signal'>,
  options: Options,
): VerifyOptions {
  return {
    ...planOptions({ arguments: taken, options }),
    root: options.root,
    configFile: options.config,
    engine: options.engine,
    jobs: options.jobs,
    failFast: options.failFast,
    force: options.force,
    maxAgeMs: options.maxAge,
    resume: options.resume,
    offline: options.offline,
    frozen: options.frozen,
    strict: options.strict,
    ci: isCi(),
    signal,
  };
}

function printEvent(event: VerifyEvent, print: Printer, where: Whereabouts): void {
  if (event.type === 'resumed') printResumed(event, print, where);
  if (event.type === 'pull') print.note(dim(`${event.product} pulls ${event.reference}`));
  if (event.type !== 'report') return;
  const { report } = event;
  print.result(reportLineOf(report, where));
  if (print.loudness === 'verbose' && !report.cached) printSteps(report.steps, print);
  listDiagnostics(report.diagnostics, { print, ...where });
}

function printResumed(
  { past }: Extract<VerifyEvent, { type: 'resumed' }>,
  print: Printer,
  where: Whereabouts,
): void {
  if (past === undefined) {
    print.note(yellow('there is no run to go on with: everything is run'));
    return;
  }
  const changed = past.samePlan ? '' : '; what has changed since is run anew';
  print.note(safe`going on: ${counted(past.taken, 'run')} had ended${changed}`);
  for (const { runbook, image, steps } of past.lost) {
    const name = `${pathFrom(runbook.source.path, where)}${image === undefined ? '' : ` in ${image}`}`;
    print.note(
      safe`  ${name} had ended ${counted(steps.length, 'step')} of ${runbook.steps.length}, and begins anew as its sandbox is gone`,
    );
    if (print.loudness === 'verbose') printSteps(steps, print);
  }
}
