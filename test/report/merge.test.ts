import { expect, test } from 'vitest';
import { diagnostic } from '../../src/model/diagnostic.ts';
import type { Report } from '../../src/model/report.ts';
import { runKey } from '../../src/model/run-key.ts';
import { digestOf } from '../../src/model/source.ts';
import { jsonReport, type RunFindings } from '../../src/report/json.ts';
import { mergeRuns } from '../../src/report/merge.ts';
import type { RunFile } from '../../src/report/read-runs.ts';
import { runSchema } from '../../src/report/schema.ts';
import { exampleReport } from './examples.ts';

const reports = ['a', 'b', 'c'].map((runbook, at) =>
  exampleReport({ runbook, durationMs: 100 * (at + 1) }),
);
const keys = reports.map(({ runbook, image }) => runKey(runbook, image));

function file(index: number, own: readonly Report[], more: Partial<RunFindings> = {}): RunFile {
  const shard = { index, count: 2, plan: digestOf('plan'), runs: keys };
  const findings = { reports: own, diagnostics: [], exitCode: 0, durationMs: 10 * index, shard };
  const text = jsonReport({ ...findings, ...more });
  return { file: `${index}.json`, run: runSchema.parse(JSON.parse(text)) };
}

const [a, b, c] = reports as [Report, Report, Report];
const codesOf = (files: readonly RunFile[]) => {
  const { diagnostics, exitCode } = mergeRuns(files);
  return [exitCode, ...diagnostics.map(({ code }) => code)];
};

test('the reports are in the order of the plan, and took as long as the longest shard', () => {
  expect(mergeRuns([file(2, [b]), file(1, [c, a])])).toEqual({
    reports,
    diagnostics: [],
    exitCode: 0,
    durationMs: 20,
  });
});

test('a mistake that every shard found is told once', () => {
  const mistake = diagnostic({ code: 'runbook-empty', message: 'x' });
  const found = [
    file(1, [a, c], { diagnostics: [mistake] }),
    file(2, [b], { diagnostics: [mistake] }),
  ];
  expect(mergeRuns(found)).toMatchObject({ diagnostics: [mistake], exitCode: 1 });
});

test('the status is the worst of the shards', () => {
  const both = (report: Report, exitCode: number) =>
    mergeRuns([file(1, [a, c]), file(2, [report], { exitCode })]).exitCode;
  expect(both(b, 0)).toBe(0);
  expect(both({ ...b, status: 'not-run' }, 1)).toBe(1);
  expect(both({ ...b, status: 'error' }, 3)).toBe(3);
  // Whatever a report says of itself: what failed has failed.
  expect(both({ ...b, status: 'failed' }, 0)).toBe(1);
  expect(both(b, 2)).toBe(1);
});

test('a single whole run is taken as it is; beside shards it is of another run', () => {
  const whole = file(1, reports, { shard: undefined });
  expect(mergeRuns([whole])).toMatchObject({ reports, diagnostics: [], exitCode: 0 });
  expect(codesOf([whole, file(2, [b])])).toEqual([1, 'merge-other-plan']);
  expect(codesOf([whole, whole])).toEqual([1, 'merge-other-plan', 'merge-other-plan']);
});

test('of many missing shards the stretches are named', () => {
  const shard = (index: number) => ({ index, count: 9, plan: digestOf('plan'), runs: keys });
  const { diagnostics } = mergeRuns([
    file(2, [b], { shard: shard(2) }),
    file(5, [], { shard: shard(5) }),
    file(8, [], { shard: shard(8) }),
  ]);
  expect(diagnostics[0]?.message).toBe('the shards 1, 3, 4, 6, 7, 9 of 9 are missing');
  expect(mergeRuns([file(2, [b], { shard: shard(2) })]).diagnostics[0]?.message).toBe(
    'the shards 1, 3–9 of 9 are missing',
  );
});

test('what is missing, twice, of another plan or of none is an error', () => {
  expect(codesOf([])).toEqual([1, 'merge-missing']);
  expect(codesOf([file(2, [b])])).toEqual([1, 'merge-missing']);
  expect(codesOf([file(1, [a, c]), file(2, [b]), file(2, [b])])).toEqual([1, 'merge-twice']);
  expect(codesOf([file(1, [a]), file(2, [b])])).toEqual([1, 'merge-no-report']);
  expect(codesOf([file(1, [a, c]), file(2, [b, a])])).toEqual([1, 'merge-no-report']);
  const foreign = exampleReport({ runbook: 'z' });
  expect(codesOf([file(1, [a, c]), file(2, [b, foreign])])).toEqual([1, 'merge-no-report']);
  const other = { index: 2, count: 2, plan: digestOf('other'), runs: keys };
  expect(codesOf([file(1, [a, c]), file(2, [b], { shard: other })])).toEqual([
    1,
    'merge-other-plan',
  ]);
  const beyond = { index: 3, count: 2, plan: digestOf('plan'), runs: keys };
  expect(codesOf([file(1, [a, c]), file(2, [b], { shard: beyond })])).toEqual([
    1,
    'merge-other-plan',
  ]);
});

test('of what is in doubt nothing is handed on; of the rest all is', () => {
  const { reports: kept } = mergeRuns([file(1, [a, c]), file(2, [b]), file(2, [b])]);
  expect(kept).toEqual([a, c]);
  expect(mergeRuns([file(1, [a, c]), file(2, [b, a])]).reports).toEqual([b, c]);
});
