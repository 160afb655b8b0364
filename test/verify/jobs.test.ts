import { expect, test } from 'vitest';
import { defaultJobs } from '../../src/verify/jobs.ts';
import { runbookOf } from '../cache/reports.ts';

const gibibyte = 2 ** 30;
const { sandbox } = runbookOf();
const bookOf = (memoryBytes: number) =>
  runbookOf({ sandbox: { ...sandbox, limits: { ...sandbox.limits, memoryBytes } } });

test.each([
  [8, 100 * gibibyte, 8],
  [8, 3.9 * gibibyte, 3],
  [8, gibibyte / 10, 1],
  [1, 100 * gibibyte, 1],
])('%d processors and %d free bytes: %d sandboxes of a gibibyte', (processors, freeBytes, jobs) => {
  const runbooks = [bookOf(gibibyte / 4), bookOf(gibibyte)];
  expect(defaultJobs(runbooks, { processors, freeBytes })).toBe(jobs);
});

test('of this machine: at least one', () => {
  expect(defaultJobs([])).toBeGreaterThan(0);
  expect(defaultJobs([bookOf(2 ** 50)])).toBe(1);
});
