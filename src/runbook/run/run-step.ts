import { type Diagnostic, diagnosticAt } from '../../model/diagnostic.ts';
import type { StepResult } from '../../model/report.ts';
import type { Step } from '../../model/runbook.ts';
import { attempt } from './attempt.ts';
import { firstLine } from './command-place.ts';
import type { RunContext } from './context.ts';
import { runAgain } from './idempotence.ts';
import { type Tried, tryStep } from './retry.ts';
import { aboutServices } from './service-logs.ts';

export interface StepOutcome {
  readonly result: StepResult;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Runs one step, as often as it may be tried, and an idempotent one again when it has passed.
 * @throws SandboxError when the sandbox cannot do its part.
 */
export async function runStep(step: Step, context: RunContext): Promise<StepOutcome> {
  const startedAt = performance.now();
  const ahead = await problemAhead(step, context);
  const tried: Tried =
    ahead === undefined
      ? await tryStep(step, context)
      : { commands: [], attempts: 1, problem: ahead };
  const { attempts, running } = tried;
  const isAgain = step.idempotent === true && tried.problem === undefined && running === undefined;
  // How it ends counts; what it writes may tell that there was nothing left to do.
  const second = isAgain ? await runAgain(step, context, () => attempt(step, context, 'exit')) : {};
  const problem = tried.problem ?? second.problem;
  const result: StepResult = {
    id: step.id,
    number: step.number,
    ...(step.name === undefined ? {} : { name: step.name }),
    digest: step.digest,
    status: problem === undefined ? 'passed' : 'failed',
    durationMs: Math.round(performance.now() - startedAt),
    commands: second.commands ?? tried.commands,
    ...(attempts === 1 ? {} : { attempts }),
    ...(second.changes === undefined ? {} : { changes: second.changes }),
  };
  const [command] = step.commands;
  if (running !== undefined && command !== undefined) {
    context.background.add({ ...running, step, command, startedAt, result });
  }
  if (problem === undefined) return { result, diagnostics: [] };
  return { result, diagnostics: [await aboutServices(problem, context.sandbox.services)] };
}

/** What stands against a step before it is tried at all. */
async function problemAhead(step: Step, context: RunContext): Promise<Diagnostic | undefined> {
  const { runbook, session } = context;
  const at = firstLine(runbook.source, step.span);
  if (context.deadline <= performance.now()) {
    return diagnosticAt(runbook.source, at, {
      code: 'step-timeout',
      message: `the time of the whole runbook was over before step \`${step.id}\``,
      hint: 'raise `timeout` under `runbook:` in the front matter',
    });
  }
  const isForBash = step.language === 'bash' && step.file === undefined && !step.interpreter;
  if (!isForBash || !session.alive || (await context.isBash())) return undefined;
  return diagnosticAt(runbook.source, at, {
    code: 'step-shell',
    message: `step \`${step.id}\` is written for bash, and ${context.ground.name} has none`,
    hint: 'write the block for `sh`, or name an image that has bash in the front matter',
  });
}
