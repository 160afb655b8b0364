import { createInterface } from 'node:readline';
import type { SourceFile } from '../../model/source.ts';
import type { Hunk } from '../../runbook/update/edit.ts';
import { counted, pathFrom, type Whereabouts } from '../diagnostic-text.ts';
import type { Printer } from '../print.ts';
import { bold, cyan, dim, green, red, safe } from '../safe-text.ts';

/** Which changes a person wants. */
export interface Asker {
  choose(source: SourceFile, hunks: readonly Hunk[]): Promise<readonly Hunk[]>;
  /** Nothing more is to be asked. */
  readonly isOver: boolean;
  close(): void;
}

const help = [
  'y  write this change',
  'n  leave it as it is',
  'a  write this and all that follow in this page',
  'd  leave this and all that follow in this page',
  'q  quit: write what was chosen, and ask no more',
];

export interface Asking {
  readonly input: NodeJS.ReadableStream;
  readonly print: Printer;
  readonly where: Whereabouts;
  readonly signal: AbortSignal;
}

/**
 * Asks for each change on the terminal, as `git add --patch` does. The end of the input quits; where
 * the run is interrupted, nothing of the page is chosen.
 */
export function asker({ input, print, where, signal }: Asking): Asker {
  const lines = createInterface({ input, terminal: false, signal });
  const answers = lines[Symbol.asyncIterator]();
  let isOver = false;
  const ask = async (left: number): Promise<string> => {
    for (;;) {
      print.problem(safe`${bold('write this change?')} [y,n,a,d,q,?] ${dim(remaining(left))}`);
      const { value, done } = await answers.next();
      const answer = done ? 'q' : String(value).trim().toLowerCase();
      if (/^[ynadq]$/.test(answer)) return answer;
      for (const line of help) print.problem(safe`  ${line}`);
    }
  };
  return {
    async choose(source, hunks) {
      const chosen: Hunk[] = [];
      for (const [index, hunk] of hunks.entries()) {
        showHunk(source, hunk, { print, where });
        const answer = await ask(hunks.length - index - 1);
        if (signal.aborted) return [];
        if (answer === 'y') chosen.push(hunk);
        if (answer === 'a') return [...chosen, ...hunks.slice(index)];
        if (answer === 'q') isOver = true;
        if (answer === 'q' || answer === 'd') return chosen;
      }
      return chosen;
    },
    get isOver() {
      return isOver;
    },
    close: () => lines.close(),
  };
}

function remaining(left: number): string {
  return left === 0 ? '' : `${counted(left, 'change')} after it in this page`;
}

/** A change as a diff shows it, with the line before it. */
export function showHunk(
  source: SourceFile,
  { step, line, start, removed, added }: Hunk,
  { print, where }: { readonly print: Printer; readonly where: Whereabouts },
): void {
  print.problem(safe`${cyan(`${pathFrom(source.path, where)}:${line}`)}  ${bold(step.id)}`);
  const before = source.text.slice(0, Math.max(0, start - 1));
  const context = before.slice(before.lastIndexOf('\n') + 1);
  if (line > 1) print.problem(safe`  ${context}`);
  for (const one of removed) print.problem(red(`- ${one}`));
  for (const one of added) print.problem(green(`+ ${one}`));
}
