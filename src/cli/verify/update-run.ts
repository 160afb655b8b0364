import { readEntry } from '../../content/entry.ts';
import { createMarkdown } from '../../markdown/processor.ts';
import type { Config } from '../../model/config.ts';
import type { Report } from '../../model/report.ts';
import type { Command, Runbook, Step } from '../../model/runbook.ts';
import type { Engine } from '../../model/sandbox.ts';
import { sourceFile } from '../../model/source.ts';
import type { Block } from '../../runbook/read/block.ts';
import { collectBlocks } from '../../runbook/read/blocks.ts';
import { prove } from '../../runbook/run/prove.ts';
import { expectedPlace } from '../../runbook/update/expected-place.ts';
import { recording } from '../../runbook/update/recording.ts';
import { type PageUpdate, updatePage } from '../../runbook/update/update-page.ts';
import { type ParsePage, pageParser } from '../../verify/parse-page.ts';

export interface UpdateRun {
  readonly runbook: Runbook;
  readonly image: string | undefined;
  readonly engine: Engine;
  readonly secrets: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

export interface RanPage extends PageUpdate {
  /** Of the run, in which output and stated statuses were not judged. */
  readonly report: Report;
}

/** Runs pages and says what would have to be written into them; one for all pages. */
export function pageUpdater(config: Config): (run: UpdateRun) => Promise<RanPage> {
  const markdown = createMarkdown(config.markdown);
  const parse = pageParser(config);
  const blocksOf = async ({ source }: Runbook): Promise<readonly Block[]> => {
    const { entry } = await readEntry(source, config);
    const tree = markdown.parse(source, entry?.bodyStart ?? 0);
    return collectBlocks(tree, source, config.verify.languages).blocks;
  };
  return async ({ runbook, ...run }) => {
    const blocks = await blocksOf(runbook);
    const record = recording(runbook, (step, command) =>
      statesExit(runbook, blocks, { step, command }),
    );
    const report = await prove({ ...run, runbook: record.runbook, review: record.review });
    const reparse = reparser(runbook, parse);
    const update = await updatePage({ runbook, blocks, ran: record.ran, reparse });
    return { report, ...update };
  };
}

function reparser(
  { source }: Runbook,
  parse: ParsePage,
): (text: string) => Promise<Runbook | undefined> {
  return async (text) => (await parse(sourceFile(source.path, text))).runbook;
}

/** Whether a page says of a command how it ends: with `[N]`, or with `exit=N` at the block. */
function statesExit(
  { source }: Runbook,
  blocks: readonly Block[],
  { step, command }: { readonly step: Step; readonly command: Command },
): boolean {
  if (expectedPlace(source, blocks, command)?.status !== undefined) return true;
  const block = blocks.find(({ offset }) => offset === step.span.start.offset);
  return block?.info.attributes.has('exit') === true && command === step.commands.at(-1);
}
