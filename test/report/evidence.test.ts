import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { digestOf } from '../../src/model/source.ts';
import { loadEvidence, saveEvidence } from '../../src/report/evidence.ts';
import { evidenceFileName } from '../../src/report/evidence-file.ts';
import { exampleReport, exampleStep, failedReport } from './examples.ts';

let stateDir: string;
beforeEach(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'rutter-evidence-'));
});
afterEach(() => rm(stateDir, { recursive: true, force: true }));

const fileOf = (report: Report): string =>
  join(stateDir, 'evidence', evidenceFileName(report.runbook, report.image));

describe('what is kept', () => {
  test('comes back as it was, with its keys sorted in the file', async () => {
    const report = failedReport();
    await saveEvidence(stateDir, report);
    const { evidence, diagnostics } = await loadEvidence(stateDir);
    // A lone surrogate cannot be written as UTF-8; captured text has none.
    const { startedAt, status, durationMs } = report;
    const kept = { ...report, history: [{ startedAt, status, durationMs }] };
    expect(evidence).toEqual(JSON.parse(Buffer.from(JSON.stringify([kept])).toString()));
    expect(diagnostics).toEqual([]);
    const keys = [...readFileSync(fileOf(report), 'utf8').matchAll(/^ {2}"(\w+)":/gm)].map(
      (one) => one[1],
    );
    expect(keys).toEqual([...keys].sort());
    expect(keys.length).toBeGreaterThan(10);
  });
  test('a run that says nothing about the page changes nothing', async () => {
    await saveEvidence(stateDir, exampleReport());
    await saveEvidence(stateDir, exampleReport({ status: 'error', reason: 'gone' }));
    await saveEvidence(stateDir, exampleReport({ status: 'not-run', reason: 'no image' }));
    const { evidence } = await loadEvidence(stateDir);
    expect(evidence.map((one) => one.status)).toEqual(['passed']);
  });
  test('a failing run takes the place of a pass', async () => {
    await saveEvidence(stateDir, exampleReport());
    await saveEvidence(stateDir, failedReport());
    const { evidence } = await loadEvidence(stateDir);
    expect(evidence).toMatchObject([{ status: 'failed' }]);
    expect(evidence[0]).not.toHaveProperty('provenSince');
  });
  test('a part of the steps proves nothing and takes nothing away', async () => {
    await saveEvidence(stateDir, exampleReport({ partial: true }));
    expect((await loadEvidence(stateDir)).evidence).toEqual([]);
    await saveEvidence(stateDir, exampleReport());
    await saveEvidence(stateDir, exampleReport({ partial: true, status: 'failed' }));
    expect((await loadEvidence(stateDir)).evidence).toMatchObject([{ status: 'passed' }]);
  });
  test('a flaky pass is kept, and says so', async () => {
    await saveEvidence(stateDir, exampleReport({ steps: [exampleStep({ attempts: 2 })] }));
    const [kept] = (await loadEvidence(stateDir)).evidence;
    expect(kept?.steps[0]).toMatchObject({ status: 'passed', attempts: 2 });
  });
  test('a pass that was not repeated is kept with the time of its run', async () => {
    const startedAt = '2026-01-30T10:00:00Z';
    await saveEvidence(stateDir, exampleReport({ startedAt: '2026-01-31T10:00:00Z' }));
    await saveEvidence(stateDir, exampleReport({ startedAt, cached: true }));
    const [kept] = (await loadEvidence(stateDir)).evidence;
    expect(kept).toMatchObject({ startedAt, provenSince: startedAt });
    expect(kept).not.toHaveProperty('cached');
  });
  test('of many that end at once every run is remembered', async () => {
    const days = Array.from({ length: 12 }, (_, at) => `2026-01-${10 + at}T10:00:00Z`);
    await Promise.all(
      days.map((startedAt) => saveEvidence(stateDir, exampleReport({ startedAt }))),
    );
    const [kept] = (await loadEvidence(stateDir)).evidence;
    expect(kept?.history?.map((one) => one.startedAt)).toEqual(days);
    expect(readdirSync(join(stateDir, 'evidence'))).toHaveLength(1);
  });
  test('a lock that a killed process has left is taken over', async () => {
    await saveEvidence(stateDir, exampleReport());
    const lock = join(stateDir, 'evidence', `.lock-${basename(fileOf(exampleReport()))}`);
    writeFileSync(lock, '');
    utimesSync(lock, 1_700_000_000, 1_700_000_000);
    await saveEvidence(stateDir, failedReport());
    expect((await loadEvidence(stateDir)).evidence).toMatchObject([{ status: 'failed' }]);
    expect(existsSync(lock)).toBe(false);
  });
  test('each image has its own', async () => {
    await saveEvidence(stateDir, exampleReport());
    await saveEvidence(stateDir, exampleReport({ image: 'alpine:3.22' }));
    await saveEvidence(stateDir, exampleReport({ image: undefined }));
    expect((await loadEvidence(stateDir)).evidence).toHaveLength(3);
  });
  test('no folder yet is no evidence', async () => {
    expect(await loadEvidence(join(stateDir, 'none'))).toEqual({ evidence: [], diagnostics: [] });
  });
});

describe('proven since', () => {
  const at = (day: number, change: Partial<Report> = {}): Report =>
    exampleReport({ startedAt: `2026-01-0${day}T00:00:00Z`, ...change });
  async function provenAfter(...reports: readonly Report[]): Promise<string | undefined> {
    for (const report of reports) await saveEvidence(stateDir, report);
    return (await loadEvidence(stateDir)).evidence[0]?.provenSince;
  }
  test('is the first of an unbroken row of passes', async () => {
    expect(await provenAfter(at(1), at(2), at(3, { status: 'error', reason: 'x' }), at(4))).toBe(
      at(1).startedAt,
    );
  });
  test('begins again after a failure', async () => {
    expect(await provenAfter(at(1), at(2, { status: 'failed' }), at(3), at(4))).toBe(
      at(3).startedAt,
    );
  });
  test('begins again when the runbook has changed', async () => {
    const runbookDigest = digestOf('other');
    expect(await provenAfter(at(1), at(2, { runbookDigest }), at(3, { runbookDigest }))).toBe(
      at(2).startedAt,
    );
  });
  test('begins again after evidence that cannot be read', async () => {
    await saveEvidence(stateDir, at(1));
    writeFileSync(fileOf(at(1)), '{');
    expect(await provenAfter(at(2))).toBe(at(2).startedAt);
  });
});

describe('the history', () => {
  const at = (day: number, change: Partial<Report> = {}): Report =>
    exampleReport({
      startedAt: new Date(Date.UTC(2026, 0, day)).toISOString().replace('.000', ''),
      durationMs: day,
      ...change,
    });
  async function historyAfter(...reports: readonly Report[]): Promise<readonly string[]> {
    for (const report of reports) await saveEvidence(stateDir, report);
    const [kept] = (await loadEvidence(stateDir)).evidence;
    return (kept?.history ?? []).map(
      ({ startedAt, status, durationMs }) => `${startedAt.slice(8, 10)} ${status} ${durationMs}`,
    );
  }
  test('is every run with its outcome and its time, the newest last', async () => {
    expect(
      await historyAfter(
        at(1),
        at(2, { status: 'failed' }),
        at(3, { status: 'error', reason: 'gone' }),
        at(4, { runbookDigest: digestOf('other') }),
      ),
    ).toEqual(['01 passed 1', '02 failed 2', '04 passed 4']);
  });
  test('has a run once, however often it is told of', async () => {
    expect(await historyAfter(at(1), at(2), at(2, { cached: true }), at(2))).toEqual([
      '01 passed 1',
      '02 passed 2',
    ]);
  });
  test('puts a pass from elsewhere at its place in time', async () => {
    expect(await historyAfter(at(1), at(3), at(2, { cached: true }))).toEqual([
      '01 passed 1',
      '02 passed 2',
      '03 passed 3',
    ]);
  });
  test('ends at thirty runs', async () => {
    const days = Array.from({ length: 40 }, (_, index) => index + 1);
    const kept = await historyAfter(...days.map((day) => at(day)));
    expect(kept).toHaveLength(30);
    expect(kept[0]).toMatch(/^11 /);
    expect(kept.at(-1)).toMatch(/^09 passed 40$/);
  });
  test('begins with what evidence of an earlier version knows', async () => {
    await saveEvidence(stateDir, at(1));
    const { history: _, ...old } = JSON.parse(readFileSync(fileOf(at(1)), 'utf8'));
    writeFileSync(fileOf(at(1)), JSON.stringify(old));
    const [read] = (await loadEvidence(stateDir)).evidence;
    expect(read).not.toHaveProperty('history');
    expect(await historyAfter(at(2, { status: 'failed' }))).toEqual(['01 passed 1', '02 failed 2']);
  });
  test('is not taken over from a file that belongs to another runbook', async () => {
    await saveEvidence(stateDir, at(1, { runbook: 'runbooks/other' }));
    const [other] = (await loadEvidence(stateDir)).evidence;
    writeFileSync(fileOf(at(2)), JSON.stringify(other));
    expect(await historyAfter(at(2))).toEqual(['02 passed 2']);
  });
  test('that is longer than ours is read as if it were not', async () => {
    await saveEvidence(stateDir, at(1));
    const kept = JSON.parse(readFileSync(fileOf(at(1)), 'utf8'));
    const [run] = kept.history;
    const long = Array.from({ length: 20_000 }, (_, durationMs) => ({ ...run, durationMs }));
    writeFileSync(fileOf(at(1)), JSON.stringify({ ...kept, history: long }));
    const { evidence } = await loadEvidence(stateDir);
    expect(evidence[0]?.history).toEqual(long.slice(-30));
  });

  test('that is no history makes the file one that is passed over', async () => {
    await saveEvidence(stateDir, at(1));
    const kept = JSON.parse(readFileSync(fileOf(at(1)), 'utf8'));
    writeFileSync(fileOf(at(1)), JSON.stringify({ ...kept, history: [{ status: 'maybe' }] }));
    expect((await loadEvidence(stateDir)).diagnostics).toMatchObject([
      { code: 'evidence-invalid' },
    ]);
  });
});

describe('hostile and broken files', () => {
  test.each([
    ['no JSON', '{"schema": 1'],
    ['nothing', ''],
    ['another thing', '[]'],
    ['another schema', JSON.stringify({ ...exampleReport(), schema: 2 })],
    ['a wrong type', JSON.stringify({ ...exampleReport(), steps: [{ ...exampleStep(), id: 7 }] })],
    ['a prototype', `{"__proto__": ${JSON.stringify(exampleReport())}}`],
    ['binary', '\u0000\u0001\ufffd'],
  ])('%s is passed over with a warning', async (_, text) => {
    await saveEvidence(stateDir, exampleReport({ image: 'other' }));
    writeFileSync(fileOf(exampleReport()), text);
    const { evidence, diagnostics } = await loadEvidence(stateDir);
    expect(evidence.map((one) => one.image)).toEqual(['other']);
    expect(diagnostics).toMatchObject([{ code: 'evidence-invalid', severity: 'warning' }]);
  });
  test('a folder with the name of evidence', async () => {
    await mkdir(fileOf(exampleReport()), { recursive: true });
    expect((await loadEvidence(stateDir)).diagnostics).toHaveLength(1);
  });
  test('evidence copied to the name of another runbook does not count', async () => {
    await saveEvidence(stateDir, exampleReport());
    const text = readFileSync(fileOf(exampleReport()), 'utf8');
    writeFileSync(fileOf(exampleReport({ runbook: 'runbooks/other' })), text);
    const { evidence, diagnostics } = await loadEvidence(stateDir);
    expect(evidence.map((one) => one.runbook)).toEqual(['runbooks/disk-full']);
    expect(diagnostics).toHaveLength(1);
  });
});

describe('file names', () => {
  test('are readable where they can be', () => {
    expect(evidenceFileName('runbooks/disk-full', 'debian:12')).toBe(
      'runbooks+disk-full@debian%3A12.json',
    );
    expect(evidenceFileName('runbooks/disk-full', undefined)).toBe('runbooks+disk-full@host.json');
  });
  const id = fc.oneof(
    fc
      .string({ unit: 'binary', minLength: 1, maxLength: 300 })
      .filter((one) => Buffer.from(one).toString() === one),
    fc.constantFrom(
      '..',
      '.',
      '../../etc/passwd',
      'A',
      'a',
      'host',
      'a+b',
      'a/b',
      'a%2Fb',
      'con',
      'a\0b',
      '@',
      'a@b',
    ),
  );
  const image = fc.oneof(fc.constant(undefined), id);
  test('never leave the folder', () => {
    fc.assert(
      fc.property(id, image, (runbook, of) => {
        const name = evidenceFileName(runbook, of);
        return (
          /^[a-z0-9%_+~][a-zA-Z0-9%_+~.-]*@[a-zA-Z0-9%_+~.-]+\.json$/.test(name) &&
          name.length < 220
        );
      }),
    );
  });
  test('are never the same for two, on a file system without case either', () => {
    fc.assert(
      fc.property(id, image, id, image, (a, b, c, d) => {
        const same = evidenceFileName(a, b).toLowerCase() === evidenceFileName(c, d).toLowerCase();
        return same === (a === c && b === d);
      }),
    );
  });
});

describe('at any moment', () => {
  test('many saves at once leave one whole report', async () => {
    await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        saveEvidence(
          stateDir,
          exampleReport({ durationMs: index, title: 'x'.repeat(index * 1000) }),
        ),
      ),
    );
    const { evidence, diagnostics } = await loadEvidence(stateDir);
    expect(evidence).toHaveLength(1);
    expect(diagnostics).toEqual([]);
    expect(readdirSync(join(stateDir, 'evidence'))).toHaveLength(1);
  });

  test('a kill in the middle leaves the old report or the new one', {
    timeout: 60_000,
  }, async () => {
    const script = join(stateDir, 'writer.mjs');
    const module = new URL('../../src/report/evidence.ts', import.meta.url).pathname;
    writeFileSync(
      script,
      `import { createJiti } from ${JSON.stringify(import.meta.resolve('jiti'))};
       const { saveEvidence } = await createJiti(import.meta.url).import(${JSON.stringify(module)});
       const report = ${JSON.stringify(exampleReport())};
       for (let n = 0; ; n += 1) {
         await saveEvidence(${JSON.stringify(stateDir)}, { ...report, title: String(n).repeat(20000) });
         if (n === 0) process.stdout.write('begun');
       }`,
    );
    for (let round = 0; round < 8; round += 1) {
      const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
      await new Promise((resolve) => child.stdout.once('data', resolve));
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 30));
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await gone;
      const { evidence, diagnostics } = await loadEvidence(stateDir);
      expect(diagnostics).toEqual([]);
      expect(evidence).toHaveLength(1);
    }
  });

  test('what a kill left behind is removed when it is old', async () => {
    await saveEvidence(stateDir, exampleReport());
    const left = join(stateDir, 'evidence', '.writing-0123-x.json');
    const recent = join(stateDir, 'evidence', '.writing-4567-x.json');
    writeFileSync(left, '{');
    writeFileSync(recent, '{');
    utimesSync(left, 1, 1);
    await saveEvidence(stateDir, exampleReport());
    expect([existsSync(left), existsSync(recent)]).toEqual([false, true]);
    expect((await loadEvidence(stateDir)).diagnostics).toEqual([]);
  });
});
