import { type Diagnostic, diagnosticAt } from '../../model/diagnostic.ts';
import type { CommandResult, StepResult } from '../../model/report.ts';
import type { Command, Runbook, Step } from '../../model/runbook.ts';
import { type Execution, type Ground, SandboxError, type Session } from '../../model/sandbox.ts';
import { compare } from '../compare/compare.ts';
import type { Comparison } from '../compare/comparison.ts';
import { type Captured, visible } from './captured.ts';
import { commandPlace, firstLine } from './command-place.ts';
import { commandFailure } from './failure.ts';

export interface RunContext {
  readonly runbook: Runbook;
  readonly session: Session;
  readonly ground: Pick<Ground, 'name' | 'image'> | undefined;
  /** By `performance.now()`: when the time of the whole runbook is over. */
  readonly deadline: number;
  readonly capture: (output: Uint8Array) => Captured;
  readonly isBash: () => Promise<boolean>;
}

export interface StepOutcome {
  readonly result: StepResult;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Runs one step: writes its file, or runs its commands until one does not do what is expected.
 * @throws SandboxError when the sandbox cannot do its part.
 */
export async function runStep(step: Step, context: RunContext): Promise<StepOutcome> {
  const started = performance.now();
  const commands: CommandResult[] = [];
  const diagnostics: Diagnostic[] = [];
  const ahead = await problemAhead(step, context);
  if (ahead !== undefined) diagnostics.push(ahead);
  for (const command of step.commands) {
    if (diagnostics.length > 0) break;
    const ran = await runCommand(step, command, context);
    commands.push(ran.result);
    if (ran.problem !== undefined) diagnostics.push(ran.problem);
  }
  const result: StepResult = {
    id: step.id,
    number: step.number,
    ...(step.name === undefined ? {} : { name: step.name }),
    digest: step.digest,
    status: diagnostics.length === 0 ? 'passed' : 'failed',
    durationMs: Math.round(performance.now() - started),
    commands,
  };
  return { result, diagnostics };
}

/** What stands against a step before its first command; a file step has nothing more than this. */
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
  if (step.file !== undefined) return writeFile(step, step.file, context);
  if (step.language !== 'bash' || !session.alive || (await context.isBash())) return undefined;
  return diagnosticAt(runbook.source, at, {
    code: 'step-shell',
    message: `step \`${step.id}\` is written for bash, and ${context.ground?.name ?? 'the sandbox'} has none`,
    hint: 'write the block for `sh`, or name an image that has bash in the front matter',
  });
}

async function writeFile(
  step: Step,
  file: NonNullable<Step['file']>,
  context: RunContext,
): Promise<Diagnostic | undefined> {
  try {
    await context.session.write(file.path, file.content);
    return undefined;
  } catch (error) {
    if (!(error instanceof SandboxError) || !context.session.alive) throw error;
    return diagnosticAt(context.runbook.source, firstLine(context.runbook.source, step.span), {
      code: 'step-file',
      message: visible(error.message),
      hint:
        context.runbook.sandbox.privileges === 'strict'
          ? 'a step may write below /work and /tmp'
          : undefined,
    });
  }
}

async function runCommand(
  step: Step,
  command: Command,
  context: RunContext,
): Promise<{ readonly result: CommandResult; readonly problem: Diagnostic | undefined }> {
  const { sandbox } = context.runbook;
  const leftMs = Math.max(1, context.deadline - performance.now());
  const stepMs = step.timeoutMs ?? sandbox.stepTimeoutMs;
  const execution = await context.session.run({
    script: command.script,
    timeoutMs: Math.ceil(Math.min(stepMs, leftMs)),
  });
  const comparison = compareOutput(command, execution);
  const isExpected = endedAsExpected(command, execution);
  const stdout = context.capture(execution.stdout);
  const stderr = context.capture(execution.stderr);
  const result: CommandResult = {
    script: command.script,
    ...(execution.exitCode === undefined ? {} : { exitCode: execution.exitCode }),
    expectedExit: command.exit,
    ended: execution.ended,
    stdout: stdout.text,
    stderr: stderr.text,
    truncated: execution.truncated || stdout.truncated || stderr.truncated,
    durationMs: Math.round(execution.durationMs),
    passed: isExpected && comparison.same,
    ...(comparison.same ? {} : { diff: comparison.diff }),
  };
  if (result.passed) return { result, problem: undefined };
  const problem = commandFailure({
    step,
    command,
    result,
    execution,
    comparison,
    ground: context.ground ?? { name: 'the sandbox' },
    sandbox,
    limit: leftMs < stepMs ? { of: 'runbook', ms: sandbox.timeoutMs } : { of: 'step', ms: stepMs },
    place: commandPlace(context.runbook.source, { step, command, execution }),
    source: context.runbook.source,
  });
  return { result, problem };
}

/** A command that was cut off has printed only a part; a diff would say nothing. */
function compareOutput(command: Command, execution: Execution): Comparison {
  if (command.expect === undefined || !cameBack(execution)) return { same: true };
  return compare(command.expect, execution);
}

function endedAsExpected(command: Command, execution: Execution): boolean {
  return cameBack(execution) && execution.exitCode === command.exit;
}

/** A page may mean to run out of memory; it says so with the status. */
function cameBack({ ended, exitCode }: Execution): boolean {
  return ended === 'exit' || (ended === 'out-of-memory' && exitCode !== undefined);
}
