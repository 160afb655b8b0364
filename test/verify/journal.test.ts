import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import {
  type FinishedRun,
  journalFile,
  readJournal,
  startJournal,
} from '../../src/verify/journal.ts';
import { passOf, runbookOf } from '../cache/reports.ts';
import { folderWith } from '../cli/rutter.ts';

const asReport = (value: unknown) => value as Report;
const finished = (id: string): FinishedRun => ({
  run: `${id}@default`,
  of: 'key',
  report: passOf(runbookOf({ id })),
});
const [step] = passOf().steps;
if (step === undefined) throw new Error('a pass has a step');

describe('the journal of a run', () => {
  test('has what ended, and the steps of what did not', async () => {
    const folder = folderWith();
    const journal = startJournal(folder, 'plan', []);
    journal.step('a@default', step);
    journal.report(finished('a'));
    journal.step('b@default', step);
    journal.step('b@default', { ...step, number: 2 });
    const past = await readJournal(folder, asReport);
    expect(past?.plan).toBe('plan');
    expect([...(past?.finished.keys() ?? [])]).toEqual(['a@default']);
    expect(past?.finished.get('a@default')).toEqual(finished('a'));
    expect(past?.steps).toEqual(new Map([['b@default', [step, { ...step, number: 2 }]]]));
  });
  test('begins with what is taken over, and replaces the old one at once', async () => {
    const folder = folderWith();
    startJournal(folder, 'old', []).report(finished('a'));
    const journal = startJournal(folder, 'new', [finished('a')]);
    journal.report(finished('b'));
    const past = await readJournal(folder, asReport);
    expect([past?.plan, [...(past?.finished.keys() ?? [])]]).toEqual([
      'new',
      ['a@default', 'b@default'],
    ]);
  });
  test('is gone when the run came to its end, and stays when it did not', async () => {
    const folder = folderWith();
    await startJournal(folder, 'plan', []).close(false);
    expect(existsSync(journalFile(folder))).toBe(true);
    await startJournal(folder, 'plan', []).close(true);
    expect(existsSync(journalFile(folder))).toBe(false);
    expect(await readJournal(folder, asReport)).toBeUndefined();
  });
  test('of another run, which was begun meanwhile, is left to it', async () => {
    const folder = folderWith();
    const first = startJournal(folder, 'first', []);
    startJournal(folder, 'second', []).report(finished('a'));
    await first.close(true);
    expect((await readJournal(folder, asReport))?.plan).toBe('second');
  });
  test('cut at any length it says what it says whole, and no more', async () => {
    const folder = folderWith();
    const journal = startJournal(folder, 'plan', []);
    journal.report(finished('a'));
    journal.report(finished('b'));
    await journal.close(false);
    const whole = readFileSync(journalFile(folder));
    const lines = [...whole.keys()].filter((at) => whole[at] === 0x0a);
    for (let length = 0; length < whole.length; length += 1) {
      writeFileSync(journalFile(folder), whole.subarray(0, length));
      const past = await readJournal(folder, asReport);
      const known = [...(past?.finished.keys() ?? [])];
      // The line end is no part of what a line says.
      const ended = lines.filter((at) => at <= length).length;
      expect(past === undefined, `${length} bytes`).toBe(ended === 0);
      expect(known).toEqual(['a@default', 'b@default'].slice(0, Math.max(0, ended - 1)));
    }
  });
  test('a line that was overwritten is passed over, those behind it are not', async () => {
    const folder = folderWith();
    const journal = startJournal(folder, 'plan', []);
    journal.report(finished('a'));
    journal.report(finished('b'));
    await journal.close(false);
    const text = readFileSync(journalFile(folder), 'utf8');
    for (const torn of [text.replace('"passed"', '"failed"'), text.replace(/\n.{100}/, '\n')]) {
      writeFileSync(journalFile(folder), torn);
      const past = await readJournal(folder, asReport);
      expect([...(past?.finished.keys() ?? [])]).toEqual(['b@default']);
    }
    writeFileSync(journalFile(folder), `${'\0'.repeat(512)}\n${text}`);
    expect(await readJournal(folder, asReport)).toBeUndefined();
  });
  test('what is no report is none', async () => {
    const folder = folderWith();
    startJournal(folder, 'plan', []).report(finished('a'));
    expect((await readJournal(folder, () => undefined))?.finished.size).toBe(0);
  });
  test('where none can be written, the run goes on without', async () => {
    const folder = folderWith();
    mkdirSync(journalFile(folder));
    const journal = startJournal(folder, 'plan', []);
    journal.step('a@default', step);
    journal.report(finished('a'));
    await journal.close(true);
  });
});
