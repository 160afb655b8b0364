import type { StepResult } from '../../model/report.ts';
import { harmlessLines } from '../harmless.ts';
import type { Printer } from '../print.ts';
import { cyan, dim, safe, yellow } from '../safe-text.ts';

/** What steps ran and what came of them, as somebody at a terminal would have seen it. */
export function printSteps(steps: readonly StepResult[], print: Printer): void {
  for (const { id, status, reason, durationMs, commands } of steps) {
    if (status === 'not-run') continue;
    if (status === 'skipped') print.note(safe`  ${cyan(id)} ${yellow('skipped')}: ${reason ?? ''}`);
    else print.note(safe`  ${cyan(id)} ${status} ${dim(`${durationMs} ms`)}`);
    for (const command of commands) {
      for (const line of harmlessLines(command.script)) print.note(safe`    ${dim(`$ ${line}`)}`);
      for (const stream of [command.stdout, command.stderr]) {
        if (stream !== '') for (const line of harmlessLines(stream)) print.note(safe`    ${line}`);
      }
    }
  }
}
