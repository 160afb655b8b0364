import { type Diagnostic, diagnosticAt } from '../../model/diagnostic.ts';
import type { CommandResult } from '../../model/report.ts';
import type { Step } from '../../model/runbook.ts';
import { SandboxError } from '../../model/sandbox.ts';
import type { Attempted } from './attempted.ts';
import { visible } from './captured.ts';
import { firstLine } from './command-place.ts';
import type { RunContext } from './context.ts';
import { type Demand, runCommand } from './run-command.ts';
import { startBackground } from './start-background.ts';
import { hintForWords } from './wall-hint.ts';

/**
 * Runs a step once: writes its file, starts it in the background, or runs its commands until one
 * does not do what is expected.
 * @throws SandboxError when the sandbox cannot do its part.
 */
export async function attempt(
  step: Step,
  context: RunContext,
  demand: Demand = 'all',
): Promise<Attempted> {
  if (step.file !== undefined) {
    return { commands: [], problem: await writeFile(step, step.file, context) };
  }
  const [first] = step.commands;
  if (step.background !== undefined && first !== undefined) {
    return startBackground(step, first, context);
  }
  const commands: CommandResult[] = [];
  for (const command of step.commands) {
    const { result, problem } = await runCommand(step, command, { context, demand });
    if (result !== undefined) commands.push(result);
    if (problem !== undefined) return { commands, problem };
  }
  return { commands };
}

async function writeFile(
  step: Step,
  file: NonNullable<Step['file']>,
  { runbook, session }: RunContext,
): Promise<Diagnostic | undefined> {
  try {
    await session.write(file.path, file.content, file.mode);
    return undefined;
  } catch (error) {
    if (!(error instanceof SandboxError) || !session.alive) throw error;
    return diagnosticAt(runbook.source, firstLine(runbook.source, step.span), {
      code: 'step-file',
      message: visible(error.message),
      hint: hintForWords(error.message, runbook.sandbox),
    });
  }
}
