import { defaults } from '../../config/defaults.ts';
import { loadConfig } from '../../config/load.ts';
import type { Config } from '../../model/config.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { ownSource } from '../../model/located.ts';
import type { Run } from '../../plan/runs.ts';
import { engineChooser } from '../../runbook/run/choose-engine.ts';
import { editsOf, type Hunk, withEdits } from '../../runbook/update/edit.ts';
import { findEngines } from '../../sandbox/engines.ts';
import { makePlan } from '../../verify/make-plan.ts';
import { secretsOf } from '../../verify/secrets.ts';
import type { Invocation } from '../command.ts';
import { counted, pathFrom } from '../diagnostic-text.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { loadOptions } from '../load-options.ts';
import { hasErrors, listDiagnostics } from '../print-diagnostics.ts';
import { refusal } from '../refusal.ts';
import { bold, dim, green, safe, yellow } from '../safe-text.ts';
import { planOptions } from './plan-options.ts';
import { asker, showHunk } from './update-ask.ts';
import { pageUpdater, type RanPage } from './update-run.ts';
import { writePage } from './update-write.ts';

/** What came of one page. */
interface PageOutcome {
  readonly file: string;
  readonly status: 'updated' | 'unchanged' | 'failed' | 'not-run';
  /** Changes that were written, and that there were. */
  readonly written: number;
  readonly changes: number;
  readonly diagnostics: readonly Diagnostic[];
}

/** `verify --update`: runs pages and writes what their commands printed into them. */
export async function update(invocation: Invocation): Promise<ExitStatus> {
  const { options, print, cwd, signal } = invocation;
  if (options.interactive && !(process.stdin.isTTY && print.live && !print.json)) {
    const hint = 'leave it out and look at the changes with `git diff`';
    throw refusal('usage-terminal', '`--interactive` needs a terminal to ask on', hint);
  }
  const config = await loadConfig(loadOptions(options));
  const plan = await makePlan(config, { ...planOptions(invocation), coverageMin: 0 });
  const where = { root: config.root, cwd };
  const { engines, refused } = await findEngines(options.engine ?? config.verify.engine, {
    defaultImage: config.verify.image,
  });
  const asking = options.interactive
    ? asker({ input: process.stdin, print, where, signal })
    : undefined;
  const runPage = pageRunner(config, engineChooser(engines), signal);
  const outcomes: PageOutcome[] = [];
  listDiagnostics(plan.diagnostics, { print, ...where });
  try {
    for (const run of firstImages(plan.runs)) {
      if (signal.aborted || engines.length === 0 || asking?.isOver) break;
      const ran = await runPage(run);
      const source = ownSource(run.runbook.source);
      if ('why' in ran) {
        outcomes.push({ ...nothing(source.path), status: 'not-run', diagnostics: [] });
        print.problem(safe`${yellow('-')} ${pathFrom(source.path, where)}  not run: ${ran.why}`);
        continue;
      }
      const chosen = asking ? await asking.choose(source, ran.hunks) : ran.hunks;
      const outcome = await settle(config, run, { ran, chosen });
      outcomes.push(outcome);
      print.result(outcomeLine(outcome, pathFrom(source.path, where)));
      const shows = print.loudness === 'verbose' && asking === undefined && !print.json;
      if (shows) for (const hunk of chosen) showHunk(source, hunk, { print, where });
      listDiagnostics(outcome.diagnostics, { print, ...where });
    }
  } finally {
    asking?.close();
    await Promise.all(engines.map((engine) => engine[Symbol.asyncDispose]()));
  }
  const diagnostics = [...plan.diagnostics, ...outcomes.flatMap((one) => one.diagnostics)];
  const isWell =
    outcomes.every(({ status }) => status === 'updated' || status === 'unchanged') &&
    !hasErrors(diagnostics) &&
    !diagnostics.some(({ code }) => code === 'update-left');
  if (print.json) print.document({ ok: isWell, pages: outcomes, diagnostics: plan.diagnostics });
  if (engines.length === 0) {
    for (const { name, reason } of refused) print.problem(safe`${yellow(name)}: ${reason}`);
    return exitStatus.noSandbox;
  }
  if (signal.aborted) print.problem(yellow('interrupted: the rest was not run'));
  const updated = outcomes.filter(({ status }) => status === 'updated').length;
  print.result(safe`${bold(`${counted(updated, 'page')} of ${outcomes.length} updated`)}`);
  return isWell ? exitStatus.ok : exitStatus.failed;
}

/** A page says one thing only: what it prints in the first of its images. */
function firstImages(runs: readonly Run[]): readonly Run[] {
  return runs.filter(
    (run, at) => runs.findIndex((one) => one.runbook.id === run.runbook.id) === at,
  );
}

function pageRunner(
  config: Config,
  chooseEngine: ReturnType<typeof engineChooser>,
  signal: AbortSignal,
): (run: Run) => Promise<RanPage | { readonly why: string }> {
  const updatePage = pageUpdater(config);
  const { image: own } = config.verify;
  const demanded = own === defaults.verify.image ? undefined : own;
  return async ({ runbook, image }) => {
    const secrets = secretsOf(runbook, process.env);
    if ('missing' in secrets) return { why: secrets.reason };
    const { network, privileges, services } = runbook.sandbox;
    const serviceImages = services.map((one) => one.image);
    const need = { image: image ?? demanded, network, privileges, serviceImages };
    const choice = await chooseEngine(need);
    if (!('engine' in choice)) {
      return { why: choice.refused.map((one) => `${one.product}: ${one.reason}`).join('; ') };
    }
    const { engine } = choice;
    return updatePage({ runbook, image, engine, secrets: secrets.values, signal });
  };
}

/** Writes what was chosen. Of a run that was stopped nothing is known for certain. */
async function settle(
  { root }: Config,
  { runbook }: Run,
  { ran, chosen }: { readonly ran: RanPage; readonly chosen: readonly Hunk[] },
): Promise<PageOutcome> {
  const source = ownSource(runbook.source);
  const { report, left, hunks } = ran;
  const page = { ...nothing(source.path), changes: hunks.length };
  const told = [...report.diagnostics, ...left];
  const isRun = report.status === 'passed' || report.status === 'failed';
  const problem =
    isRun && chosen.length > 0
      ? await writePage(root, source, withEdits(source.text, editsOf(chosen)))
      : undefined;
  const written = isRun && problem === undefined ? chosen.length : 0;
  const diagnostics = problem === undefined ? told : [...told, problem];
  if (report.status !== 'passed' || problem !== undefined) {
    return { ...page, status: 'failed', written, diagnostics };
  }
  return { ...page, status: written > 0 ? 'updated' : 'unchanged', written, diagnostics };
}

function nothing(file: string): Pick<PageOutcome, 'file' | 'written' | 'changes'> {
  return { file, written: 0, changes: 0 };
}

function outcomeLine({ status, written, changes, diagnostics }: PageOutcome, path: string) {
  const left = changes > written ? `, ${counted(changes - written, 'change')} left` : '';
  if (status === 'updated')
    return safe`${green('✔')} ${path}  ${counted(written, 'change')} written${left}`;
  if (status === 'unchanged') return safe`${green('✔')} ${path}  ${dim(`as it is${left}`)}`;
  if (diagnostics.some(({ code }) => code === 'update-changed' || code === 'update-refused'))
    return safe`${yellow('!')} ${path}  nothing written${left}`;
  const also = written > 0 ? `; ${counted(written, 'change')} written` : '';
  return safe`${yellow('!')} ${path}  a step failed in another way than by its output${also}`;
}
