import { canonicalJson } from '../model/canonical.ts';
import { type Diagnostic, diagnostic } from '../model/diagnostic.ts';
import type { Report, ShardRecord } from '../model/report.ts';
import { runKey } from '../model/run-key.ts';
import type { RunFindings } from './json.ts';
import type { RunFile } from './read-runs.ts';

export interface MergedFindings extends RunFindings {
  readonly exitCode: 0 | 1 | 3;
}

interface ShardFile extends RunFile {
  readonly shard: ShardRecord;
}

/**
 * Joins what the shards of one run found into what a single run would have. Whatever is missing, there
 * twice, or of another run is an error: a run that nobody made must not look like one that passed. The
 * whole took as long as its longest shard. A single report of a run without shards is taken as it is.
 */
export function mergeRuns(files: readonly RunFile[]): MergedFindings {
  const [first] = files;
  if (first === undefined) return failed([nothing()]);
  if (files.length === 1 && first.run.shard === undefined) return joined(files, first.run.reports);
  const problems = [...unfit(files), ...differingPlans(files)];
  if (problems.length > 0) return failed(problems);
  const shards = files.flatMap(({ file, run }): readonly ShardFile[] =>
    run.shard === undefined ? [] : [{ file, run, shard: run.shard }],
  );
  const twice = repeated(shards);
  const unique = shards.filter(({ shard }) => !twice.has(shard.index));
  const { reports, diagnostics } = reportsOf(unique);
  return joined(unique, reports, [
    ...[...twice].map(([index, names]) => thereTwice(index, names)),
    ...missing(shards),
    ...diagnostics,
  ]);
}

function joined(
  files: readonly RunFile[],
  reports: readonly Report[],
  problems: readonly Diagnostic[] = [],
): MergedFindings {
  const runs = files.map(({ run }) => run);
  // Every shard reads all pages, and finds the same mistakes in them.
  const found = new Map(
    runs.flatMap((run) => run.diagnostics.map((one) => [canonicalJson(one), one] as const)),
  );
  const diagnostics = [...found.values(), ...problems];
  const codes = new Set(runs.map(({ summary }) => summary.exitCode));
  const isFailed =
    diagnostics.some((one) => one.severity === 'error' && one.code !== 'verify-no-engine') ||
    reports.some((report) => report.status === 'failed') ||
    [...codes].some((code) => code !== 0 && code !== 3);
  // Every shard counts the blocks of all pages.
  const coverage = runs.find(({ summary }) => summary.coverage !== undefined)?.summary.coverage;
  const isStopped = codes.has(3) || reports.some((report) => report.status === 'error');
  return {
    reports,
    diagnostics,
    exitCode: isFailed ? 1 : isStopped ? 3 : 0,
    durationMs: Math.max(0, ...runs.map(({ summary }) => summary.durationMs)),
    ...(coverage === undefined ? {} : { coverage }),
  };
}

function failed(diagnostics: readonly Diagnostic[]): MergedFindings {
  return { reports: [], diagnostics, exitCode: 1, durationMs: 0 };
}

function nothing(): Diagnostic {
  return diagnostic({
    code: 'merge-missing',
    message: 'there is no report of any shard',
    hint: 'let each shard write one with `--json-file`, and bring them together in a folder',
  });
}

function unfit(files: readonly RunFile[]): readonly Diagnostic[] {
  const found = files.flatMap(({ file, run: { shard } }) => {
    if (shard === undefined) return `\`${file}\` is the report of a whole run, not of a shard`;
    const { index, count } = shard;
    return index > count ? `\`${file}\` is of shard ${index} of ${count}` : [];
  });
  const hint = 'remove what earlier runs left in the folder';
  return found.map((message) => diagnostic({ code: 'merge-other-plan', message, hint }));
}

function differingPlans(files: readonly RunFile[]): readonly Diagnostic[] {
  const plans = new Map<string, string[]>();
  for (const { file, run } of files) {
    if (run.shard === undefined) continue;
    const key = canonicalJson({ ...run.shard, index: 0 });
    plans.set(key, [...(plans.get(key) ?? []), file]);
  }
  if (plans.size < 2) return [];
  return [
    diagnostic({
      code: 'merge-other-plan',
      message: `the reports are of ${plans.size} different plans`,
      details: [...plans.values()].map((names) => names.map((name) => `\`${name}\``).join(', ')),
      hint: 'run all shards on the same commit, with the same options and the same `.rutter/durations.json`, and remove what earlier runs left in the folder',
    }),
  ];
}

/** The files of each shard that there is more than one of. */
function repeated(shards: readonly ShardFile[]): ReadonlyMap<number, readonly string[]> {
  const files = new Map<number, readonly string[]>();
  for (const { file, shard } of shards) {
    files.set(shard.index, [...(files.get(shard.index) ?? []), file]);
  }
  return new Map([...files].filter(([, names]) => names.length > 1));
}

function thereTwice(index: number, files: readonly string[]): Diagnostic {
  return diagnostic({
    code: 'merge-twice',
    message: `shard ${index} is there ${files.length} times`,
    details: files.map((file) => `\`${file}\``),
    hint: 'remove what earlier runs left in the folder',
  });
}

function missing(shards: readonly ShardFile[]): readonly Diagnostic[] {
  const count = shards[0]?.shard.count ?? 0;
  const there = new Set(shards.map(({ shard }) => shard.index));
  const gone = Array.from({ length: count }, (_, at) => at + 1).filter((one) => !there.has(one));
  if (gone.length === 0) return [];
  const named = gone.length === 1 ? `shard ${gone[0]}` : `the shards ${ranges(gone)}`;
  return [
    diagnostic({
      code: 'merge-missing',
      message: `${named} of ${count} ${gone.length === 1 ? 'is' : 'are'} missing`,
      hint: 'see what became of the job: it must write its report with `--json-file` also where a runbook fails',
    }),
  ];
}

/** `1, 3–5` of ascending numbers; two stand by themselves. */
function ranges(numbers: readonly number[]): string {
  const starts = numbers.filter((one, at) => numbers[at - 1] !== one - 1);
  const ends = numbers.filter((one, at) => numbers[at + 1] !== one + 1);
  return starts
    .map((start, at) => {
      const end = ends[at] ?? start;
      return end === start ? start : `${start}${end === start + 1 ? ', ' : '–'}${end}`;
    })
    .join(', ');
}

/** The report of each run of the plan, in its order, and what is said of runs that have not just one. */
function reportsOf(shards: readonly ShardFile[]): {
  readonly reports: readonly Report[];
  readonly diagnostics: readonly Diagnostic[];
} {
  const plan = shards[0]?.shard;
  if (plan === undefined) return { reports: [], diagnostics: [] };
  const given = new Map<string, readonly Report[]>();
  for (const { run } of shards) {
    for (const report of run.reports) {
      const key = runKey(report.runbook, report.image);
      given.set(key, [...(given.get(key) ?? []), report]);
    }
  }
  const reports: Report[] = [];
  const problems: string[] = [];
  // Where a shard is missing, that is said once and not for each of its runs.
  const isWhole = shards.length === plan.count;
  for (const key of plan.runs) {
    const [report, ...more] = given.get(key) ?? [];
    given.delete(key);
    if (report !== undefined && more.length === 0) reports.push(report);
    else if (report !== undefined) problems.push(`\`${key}\` is in ${more.length + 1} reports`);
    else if (isWhole) problems.push(`\`${key}\` is in no report`);
  }
  for (const key of given.keys()) problems.push(`\`${key}\` is in no plan`);
  return { reports, diagnostics: problems.length === 0 ? [] : [notEachOnce(problems)] };
}

function notEachOnce(problems: readonly string[]): Diagnostic {
  return diagnostic({
    code: 'merge-no-report',
    message: 'not every run of the plan has its report',
    details: problems,
    hint: 'a shard was stopped before its end: run it again',
  });
}
