import { describe, expect, test } from 'vitest';
import { ageOf, isLasting, passKey, toldOfToday } from '../../src/cache/pass.ts';
import { diagnostic } from '../../src/model/diagnostic.ts';
import type { Report, StepResult } from '../../src/model/report.ts';
import { digestOf, sourceFile } from '../../src/model/source.ts';
import { passOf, runbookOf, stepOf } from './reports.ts';

describe('the key of a pass', () => {
  const of = {
    runbook: { digest: digestOf('steps') },
    image: 'debian:12',
    fingerprint: 'docker 20.10 sha256:1',
    version: 'code',
  };
  test('is 64 hexadecimal digits, always the same', () => {
    expect(passKey(of)).toMatch(/^[0-9a-f]{64}$/);
    expect(passKey({ ...of })).toBe(passKey(of));
  });
  test.each([
    { runbook: { digest: digestOf('other steps') } },
    { image: undefined },
    { image: 'debian:13' },
    { fingerprint: 'docker 20.10 sha256:2' },
    { version: 'other code' },
  ])('changes with each part: %j', (change) => {
    expect(passKey({ ...of, ...change })).not.toBe(passKey(of));
  });
});

describe('what may stand in for a later run', () => {
  const runbook = runbookOf();
  const step = passOf().steps[0] as StepResult;
  const skipped: StepResult = { ...step, status: 'skipped', reason: 'not here' };
  test('a pass, also of a runbook with a skipped step', () => {
    expect(isLasting(passOf(), runbook)).toBe(true);
    expect(isLasting(passOf(runbook, { steps: [step, skipped] }), runbook)).toBe(true);
  });
  const problem = diagnostic({ code: 'verify-sandbox', severity: 'warning', message: 'x' });
  test.each<[string, Partial<Report>]>([
    ['a failure', { status: 'failed' }],
    ['an error of the sandbox', { status: 'error' }],
    ['what was not run', { status: 'not-run' }],
    ['a part of a page', { partial: true }],
    ['what was known before', { cached: true }],
    ['a pass with something to be told of', { diagnostics: [problem] }],
    ['a flaky pass', { steps: [{ ...step, attempts: 2 }] }],
    ['a pass of nothing', { steps: [skipped] }],
    ['a pass with a step that was not run', { steps: [step, { ...step, status: 'not-run' }] }],
  ])('not %s', (_, change) => {
    expect(isLasting(passOf(runbook, change), runbook)).toBe(false);
  });
  test('nothing that secrets had a part in', () => {
    const secret = runbookOf({ sandbox: { ...runbook.sandbox, secrets: ['API_TOKEN'] } });
    expect(isLasting(passOf(secret), secret)).toBe(false);
  });
});

describe('a pass of these very steps, told of today', () => {
  test('has the names, the place and the title of today', () => {
    const before = runbookOf();
    const source = sourceFile('content/runbooks/b.md', '# B\n\nMore words.\n');
    const steps = [stepOf({ id: 'hello', name: 'hello', number: 1 })];
    const now = runbookOf({ id: 'runbooks/b', title: 'B', source, steps });
    expect(toldOfToday(passOf(before), now, undefined)).toEqual(passOf(now));
  });
  test('a name that is gone is gone, a reason to skip is that of today', () => {
    const { name: _, ...unnamed } = stepOf({ id: 'step-1', skip: 'not today' });
    const skipped = { ...passOf().steps[0], status: 'skipped', reason: 'old' } as StepResult;
    const told = toldOfToday(
      passOf(runbookOf(), { steps: [skipped] }),
      runbookOf({ steps: [unnamed] }),
      undefined,
    );
    expect(told?.steps).toMatchObject([{ id: 'step-1', reason: 'not today' }]);
    expect(told?.steps[0]).not.toHaveProperty('name');
  });
  test('is none where a step or the image is another', () => {
    const other = stepOf({ digest: digestOf('other') });
    const digest = runbookOf().digest;
    expect(toldOfToday(passOf(), runbookOf({ steps: [other], digest }), undefined)).toBeUndefined();
    expect(toldOfToday(passOf(), runbookOf({ steps: [other] }), undefined)).toBeUndefined();
    expect(
      toldOfToday(passOf(), runbookOf({ steps: [stepOf(), stepOf()] }), undefined),
    ).toBeUndefined();
    expect(toldOfToday(passOf(), runbookOf(), 'debian:12')).toBeUndefined();
  });
});

test('an age: of a clock that is ahead there is none, unless it is so by little', () => {
  const now = Date.parse('2026-01-31T12:00:00Z');
  expect(ageOf({ startedAt: '2026-01-31T10:00:00Z' }, now)).toBe(7_200_000);
  expect(ageOf({ startedAt: '2026-01-31T12:01:00Z' }, now)).toBe(0);
  expect(ageOf({ startedAt: '2026-02-01T12:00:00Z' }, now)).toBeUndefined();
  expect(ageOf({ startedAt: 'soon' }, now)).toBeUndefined();
});
