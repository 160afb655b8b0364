import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import type { Command } from '../../src/model/runbook.ts';
import type { Execution } from '../../src/model/sandbox.ts';
import { sourceFile } from '../../src/model/source.ts';
import { collectBlocks } from '../../src/runbook/read/blocks.ts';
import { editsOf, withEdits } from '../../src/runbook/update/edit.ts';
import { type PageUpdate, updatePage } from '../../src/runbook/update/update-page.ts';
import { type PageOptions, parsePage, told } from './page.ts';

/** What a command printed, and how it ended. */
export interface Printed {
  readonly stdout?: string | Uint8Array;
  readonly stderr?: string | Uint8Array;
  readonly exit?: number;
}

export interface Updated extends PageUpdate {
  readonly text: string;
}

/** The page after its commands, in their order, have printed something. */
export async function updated(
  text: string,
  printed: readonly Printed[],
  options: PageOptions = {},
): Promise<Updated> {
  const page = parsePage(text, options);
  const { runbook } = page;
  if (runbook === undefined || page.diagnostics.some((one) => one.severity === 'error')) {
    throw new Error(`${told(page).join('\n')}\n${text}`);
  }
  const source = sourceFile(runbook.source.path, text);
  const { blocks } = collectBlocks(unified().use(remarkParse).use(remarkGfm).parse(text), source);
  const commands = runbook.steps.flatMap((step) => step.commands);
  const ran = new Map(
    commands.flatMap((command, index): readonly [Command, Execution][] => {
      const one = printed[index];
      return one === undefined ? [] : [[command, execution(one)]];
    }),
  );
  const update = await updatePage({
    ...{ runbook, blocks, ran },
    reparse: async (after) => {
      const read = parsePage(after, options);
      return read.diagnostics.some((one) => one.severity === 'error') ? undefined : read.runbook;
    },
  });
  return { ...update, text: withEdits(text, editsOf(update.hunks)) };
}

export function execution({ stdout = '', stderr = '', exit = 0 }: Printed): Execution {
  const bytes = (one: string | Uint8Array): Uint8Array =>
    typeof one === 'string' ? Buffer.from(one) : one;
  return {
    exitCode: exit,
    ended: 'exit',
    stdout: bytes(stdout),
    stderr: bytes(stderr),
    truncated: false,
    durationMs: 1,
  };
}
