import { type Diagnostic, diagnosticAt } from '../../model/diagnostic.ts';
import type { Command, Step } from '../../model/runbook.ts';
import { SandboxError } from '../../model/sandbox.ts';
import { visible } from './captured.ts';
import { firstLine } from './command-place.ts';
import type { RunContext } from './context.ts';
import { type Interpreted, interpreted } from './interpreter.ts';

/** What the session's shell is to be given. */
export type Prepared =
  | { readonly script: string; readonly interpreted?: Interpreted | undefined }
  | { readonly problem: Diagnostic };

/** Readable by whomever a step becomes, and executable for an interpreter that is `{}` alone. */
const mode = 0o755;

/**
 * The shell text of a command. Of a block in another language that is the interpreter's, and the
 * block is written to a file first: no text of it is read by the shell.
 * @throws SandboxError when the session is gone.
 */
export async function prepare(
  step: Step,
  command: Command,
  { session, runbook }: Pick<RunContext, 'session' | 'runbook'>,
): Promise<Prepared> {
  const { interpreter } = step;
  if (interpreter === undefined || !session.alive) return { script: command.script };
  const problem = (
    code: 'step-syntax' | 'step-file',
    message: string,
    hint?: string,
  ): Prepared => ({
    problem: diagnosticAt(runbook.source, firstLine(runbook.source, step.span), {
      ...{ code, message, hint },
    }),
  });
  if (command.script.includes('\0')) {
    const hint = 'write it in the escapes of the language, for example `\\0`';
    return problem('step-syntax', `the text of step \`${step.id}\` has a NUL in it`, hint);
  }
  const found = interpreted({ ...step, interpreter }, session);
  try {
    await session.write(found.path, `${command.script}\n`, mode);
  } catch (error) {
    if (!(error instanceof SandboxError) || !session.alive) throw error;
    return problem('step-file', visible(error.message));
  }
  return { script: found.script, interpreted: found };
}
