import { resolve } from 'node:path';
import { UserError } from '../model/diagnostic.ts';
import { annotate } from './annotate.ts';
import type { Options } from './command.ts';
import { type ExitStatus, exitStatus } from './exit-status.ts';
import { harmlessLines } from './harmless.ts';
import type { Printer } from './print.ts';
import { printDiagnostics } from './print-diagnostics.ts';
import { dim, red, safe } from './safe-text.ts';
import { bugs, version } from './version.ts';

interface FailureContext {
  readonly print: Printer;
  readonly options: Options;
  /** Its stdout is a log, in which GitHub Actions looks for what it is to mark. */
  readonly annotates?: boolean;
}

/** What stopped a command, in words: a person's mistake, a machine that would not, or our bug. */
export function reportFailure(error: unknown, context: FailureContext): ExitStatus {
  const { print, options } = context;
  if (error instanceof UserError) {
    if (print.json) print.document({ ok: false, diagnostics: error.diagnostics });
    const where = { root: resolve(options.root ?? '.'), cwd: process.cwd() };
    printDiagnostics(error.diagnostics, { print, ...where });
    if (context.annotates) annotate(error.diagnostics, print, where);
    return exitStatus.usage;
  }
  if (isRefusedBySystem(error)) {
    if (print.json) print.document({ ok: false, diagnostics: [], reason: error.message });
    print.problem(safe`${red('error')} the system refused: ${error.message}`);
    if (options.verbose) for (const line of stackLines(error)) print.problem(dim(line));
    return exitStatus.failed;
  }
  print.problem(safe`${red('bug')} this is a mistake in Rutter, not in your site`);
  for (const line of stackLines(error)) print.problem(safe`  ${line}`);
  print.problem(
    safe`  rutter ${version}, node ${process.version}, ${process.platform} ${process.arch}`,
  );
  const where = bugs?.url === undefined ? '' : ` at ${bugs.url}`;
  print.problem(safe`  hint: please report it${where}, with the lines above and what you ran`);
  return exitStatus.bug;
}

/** Errors of system calls that say something of the machine, not of our code. */
const refusals = new Set(
  'EACCES EPERM EROFS ENOSPC EDQUOT EMFILE ENFILE ENOTDIR EISDIR ELOOP ENAMETOOLONG EIO'.split(' '),
);

function isRefusedBySystem(error: unknown): error is NodeJS.ErrnoException {
  return (
    error instanceof Error &&
    'syscall' in error &&
    'code' in error &&
    typeof error.code === 'string' &&
    refusals.has(error.code)
  );
}

function stackLines(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return harmlessLines(String(error));
  const cause = error.cause === undefined ? [] : ['caused by:', ...stackLines(error.cause)];
  return [...harmlessLines(error.stack ?? error.message), ...cause];
}
