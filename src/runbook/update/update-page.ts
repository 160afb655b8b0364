import { type Diagnostic, diagnosticAt } from '../../model/diagnostic.ts';
import { located, ownSource, ownStretch } from '../../model/located.ts';
import type { Command, Runbook, Step } from '../../model/runbook.ts';
import type { Execution } from '../../model/sandbox.ts';
import { pointAt, type SourceFile } from '../../model/source.ts';
import { actualLines } from '../compare/actual.ts';
import { compare } from '../compare/compare.ts';
import type { Block } from '../read/block.ts';
import { attributeSpan } from '../read/block-span.ts';
import { visible } from '../run/captured.ts';
import { firstLine } from '../run/command-place.ts';
import { editsOf, type Hunk, withEdits } from './edit.ts';
import { type ExpectedPlace, expectedPlace } from './expected-place.ts';
import { longerFence } from './fence.ts';
import { hunksOf } from './hunks.ts';
import { newJson } from './new-json.ts';
import { type NewLine, newLines } from './new-lines.ts';
import type { LinePlace } from './written-line.ts';

export interface UpdateInput {
  readonly runbook: Runbook;
  readonly blocks: readonly Block[];
  /** What came of the commands that came back. */
  readonly ran: ReadonlyMap<Command, Execution>;
  /** Reads a text as the page; undefined where it is no sound runbook. */
  readonly reparse: (text: string) => Promise<Runbook | undefined>;
}

export interface PageUpdate {
  /** In the order of the page. None: it is as it should be, byte for byte. */
  readonly hunks: readonly Hunk[];
  /** Of what differs and cannot be written. */
  readonly left: readonly Diagnostic[];
}

/** Longer output is no text for a page. */
const mostLines = 2000;
const mostBytes = 256 * 1024;

const levels: readonly LinePlace['escapes'][] = ['needed', 'first', 'all'];

/**
 * What has to be written into a page so that its steps expect what they printed. Everything that holds
 * stays. Each change is tried: the new page is read, and compared with the same output.
 */
export async function updatePage(input: UpdateInput): Promise<PageUpdate> {
  const left: Diagnostic[] = [];
  let open = differing(input);
  const settled: Change[] = [];
  for (const escapes of levels) {
    const changes = open.flatMap((one) => {
      const change = changeOf(input, one, escapes);
      if (typeof change !== 'string') return [change];
      left.push(leftOut(input.runbook, one, change));
      return [];
    });
    const failing = await stillFailing(input, [...settled, ...changes]);
    settled.push(...changes.filter((change) => !failing.has(change.of.command)));
    open = changes.filter((change) => failing.has(change.of.command)).map((change) => change.of);
    if (open.length === 0) break;
  }
  for (const one of open) left.push(leftOut(input.runbook, one, 'it does not fit into its block'));
  const hunks: Hunk[] = [];
  for (const change of settled) {
    const own = change.hunks.flatMap((hunk) => inPage(input.runbook.source, hunk) ?? []);
    if (own.length === change.hunks.length) hunks.push(...own);
    else left.push(leftOut(input.runbook, change.of, 'it stands in a file that the page includes'));
  }
  return { hunks: hunks.sort((a, b) => a.start - b.start), left };
}

/** A hunk at its place in the page's own file; undefined where it has none there. */
function inPage(source: SourceFile, hunk: Hunk): Hunk | undefined {
  if (source.pieces === undefined) return hunk;
  const place = ownStretch(source, hunk);
  const along = hunk.along.flatMap((edit) => {
    const moved = ownStretch(source, edit);
    return moved === undefined ? [] : [{ ...edit, ...moved }];
  });
  if (place === undefined || along.length < hunk.along.length) return undefined;
  const { line } = pointAt(ownSource(source).text, place.start);
  return { ...hunk, ...place, line, along };
}

/** A command whose output or status is not as its page says. */
interface Differing {
  readonly step: Step;
  readonly command: Command;
  readonly index: number;
  readonly execution: Execution;
}

interface Change {
  readonly of: Differing;
  readonly hunks: readonly Hunk[];
}

function differing({ runbook, ran }: UpdateInput): readonly Differing[] {
  return runbook.steps.flatMap((step) =>
    step.commands.flatMap((command, index) => {
      const execution = ran.get(command);
      if (execution === undefined || isAsExpected(command, execution)) return [];
      return [{ step, command, index, execution }];
    }),
  );
}

function isAsExpected({ expect, exit }: Command, execution: Execution): boolean {
  if (exit !== execution.exitCode) return false;
  return expect === undefined || compare(expect, execution).same;
}

/** What to write for one command; a text tells why nothing can be. */
function changeOf(
  { runbook, blocks }: UpdateInput,
  of: Differing,
  escapes: LinePlace['escapes'],
): Change | string {
  const { source } = runbook;
  const { step, command, execution } = of;
  const { path } = located(source, step.span).source;
  if (path !== source.path) return `it stands in \`${path}\`, which the page includes`;
  const place = expectedPlace(source, blocks, command);
  if (place === undefined) {
    return command.expect === undefined
      ? attributeChange(source, blocks, of)
      : 'its place is not found';
  }
  const lines = newText(command, place, { execution, escapes });
  if (typeof lines === 'string') return lines;
  const all = [...lines, ...newStatus(command, place, execution)];
  const texts = all.flatMap((line) => ('text' in line ? [line.text] : []));
  const along = longerFence(place.block, source.text, [...place.block.lines, ...texts]);
  const hunks = hunksOf(source, place, { step, lines: all, along });
  if (place.status !== undefined || command.exit === execution.exitCode) return { of, hunks };
  const attribute = attributeChange(source, blocks, of);
  return typeof attribute === 'string' ? attribute : { of, hunks: [...attribute.hunks, ...hunks] };
}

function newText(
  { expect }: Command,
  place: ExpectedPlace,
  ran: { readonly execution: Execution; readonly escapes: LinePlace['escapes'] },
): readonly NewLine[] | string {
  const { block, from, count } = place;
  const { execution, escapes } = ran;
  if (expect === undefined || compare(expect, execution).same) {
    return Array.from({ length: count }, (_, kept) => ({ kept }));
  }
  const { stdout, stderr } = execution;
  if (stdout.length + stderr.length > mostBytes) return 'it is too long for a page';
  if (expect.pattern !== undefined) return `\`${expect.pattern}\` is not found in it`;
  const lines =
    expect.similarity !== undefined
      ? plainLines(stdout)
      : expect.format === 'json'
        ? newJson(block.lines.slice(from, from + count), stdout)
        : newLines(expect, execution, {
            console: expect.of === 'terminal',
            comment: block.comment,
            escapes,
          });
  return lines.length > mostLines && typeof lines !== 'string'
    ? 'it is too long for a page'
    : lines;
}

/** Text that is only alike knows no escapes. */
function plainLines(stdout: Uint8Array): readonly NewLine[] | string {
  const lines = actualLines(stdout);
  return lines.some(({ text }) => visible(text) !== text)
    ? 'it holds characters that are not seen'
    : lines.map(({ text }) => ({ text }));
}

/** The `[N]` below the lines. */
function newStatus(
  { exit }: Command,
  { status, count }: ExpectedPlace,
  { exitCode }: Execution,
): readonly NewLine[] {
  if (status === undefined) return [];
  if (exit === exitCode) return [{ kept: count }];
  return exitCode === 0 ? [] : [{ text: `[${exitCode}]` }];
}

/** The `exit=N` of the block. */
function attributeChange(
  source: SourceFile,
  blocks: readonly Block[],
  of: Differing,
): Change | string {
  const { step, execution } = of;
  const block = blocks.find(({ offset }) => offset === step.span.start.offset);
  if (block?.info.attributes.has('exit') !== true) return 'the page states no status';
  const { start, end } = attributeSpan(source, block, 'exit');
  const before = source.text.slice(start.offset, end.offset);
  const text = before.replace(/\d+/, `${execution.exitCode}`);
  const { line } = start;
  const hunk = { start: start.offset, end: end.offset, text, line, step, along: [] };
  return { of, hunks: [{ ...hunk, removed: [before], added: [text] }] };
}

/** The commands whose changes do not make the page expect what they printed. */
async function stillFailing(
  { runbook, reparse }: UpdateInput,
  changes: readonly Change[],
): Promise<ReadonlySet<Command>> {
  if (changes.length === 0) return new Set();
  const edits = editsOf(changes.flatMap((change) => change.hunks));
  const after = await reparse(withEdits(runbook.source.text, edits));
  const failing = changes.filter(({ of }) => {
    const { step, index, execution } = of;
    const command = after?.steps[step.number - 1]?.commands[index];
    const isSameCommand = command?.script === of.command.script;
    return !isSameCommand || !isAsExpected(command, execution);
  });
  return new Set(failing.map(({ of }) => of.command));
}

function leftOut({ source }: Runbook, { step, command }: Differing, why: string): Diagnostic {
  return diagnosticAt(source, firstLine(source, command.expect?.span ?? step.span), {
    code: 'update-left',
    severity: 'warning',
    message: `the output of step \`${step.id}\` was not written: ${why}`,
    hint: 'write by hand what is to be expected',
  });
}
