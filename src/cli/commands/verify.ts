import { resolve } from 'node:path';
import type { Runbook } from '../../model/runbook.ts';
import { jsonReport } from '../../report/json.ts';
import { totalLine } from '../../report/summary.ts';
import { type VerifyEvent, verify } from '../../verify.ts';
import type { Run } from '../command.ts';
import { pathFrom, type Whereabouts } from '../diagnostic-text.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { harmlessLines } from '../harmless.ts';
import { palette } from '../palette.ts';
import type { Printer } from '../print.ts';
import { listDiagnostics } from '../print-diagnostics.ts';
import { reportLineOf } from '../report-line.ts';
import { cyan, dim, safe, trusted, yellow } from '../safe-text.ts';
import { isCi } from '../surroundings.ts';
import { inGitHubActions, tellGitHub } from '../tell-github.ts';
import { writeReports } from '../write-reports.ts';

export const run: Run = async ({ arguments: [paths], options, print, signal, cwd }) => {
  const where = { root: resolve(options.root ?? '.'), cwd };
  const result = await verify({
    root: options.root,
    configFile: options.config,
    paths: Array.isArray(paths) ? paths : [],
    engine: options.engine,
    strict: options.strict,
    ci: isCi(),
    signal,
    onEvent: (event) => printEvent(event, print, where),
  });
  const unwritten = await writeReports(result, options);
  if (print.json) print.document(JSON.parse(jsonReport(result)));
  listDiagnostics(result.diagnostics, { print, ...where });
  const untold = inGitHubActions() ? await tellGitHub(result, print, where) : [];
  listDiagnostics([...unwritten, ...untold], { print, ...where });
  if (result.stopped) print.problem(yellow('interrupted: the rest was not run'));
  print.result(trusted(totalLine(result, palette)));
  // A report that was asked for and is not there must not pass unseen.
  const status: ExitStatus = result.exitCode;
  return status === exitStatus.ok && unwritten.length > 0 ? exitStatus.usage : status;
};

function printEvent(event: VerifyEvent, print: Printer, where: Whereabouts): void {
  switch (event.type) {
    case 'found':
      break;
    case 'runbook-start':
      print.progress(safe`… ${headOf(event, where)}  starting`);
      break;
    case 'step-start': {
      const { step, total } = event;
      const name = step.title ?? step.id;
      print.progress(safe`… ${headOf(event, where)}  ${step.number}/${total} ${name}`);
      break;
    }
    case 'step-end':
      if (print.loudness === 'verbose') printStep(event, print);
      break;
    case 'runbook-end':
      print.result(reportLineOf(event.report, where));
      listDiagnostics(event.report.diagnostics, { print, ...where });
      break;
  }
}

function headOf(
  { runbook, image }: { readonly runbook: Runbook; readonly image?: string | undefined },
  where: Whereabouts,
): string {
  return [pathFrom(runbook.source.path, where), ...(image === undefined ? [] : [image])].join('  ');
}

/** What a step ran and what came of it, as somebody at a terminal would have seen it. */
function printStep(
  { step, result }: Extract<VerifyEvent, { type: 'step-end' }>,
  print: Printer,
): void {
  print.note(safe`  ${cyan(step.id)} ${result.status} ${dim(`${result.durationMs} ms`)}`);
  for (const command of result.commands) {
    for (const line of harmlessLines(command.script)) print.note(safe`    ${dim(`$ ${line}`)}`);
    for (const stream of [command.stdout, command.stderr]) {
      if (stream !== '') for (const line of harmlessLines(stream)) print.note(safe`    ${line}`);
    }
  }
}
