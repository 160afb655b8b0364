import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { localStore } from '../../src/cache/local.ts';
import { openPasses, type PassesOptions } from '../../src/cache/passes.ts';
import { seal } from '../../src/cache/sealed.ts';
import type { Report } from '../../src/model/report.ts';
import { reportSchema } from '../../src/report/schema.ts';
import { folderWith } from '../cli/rutter.ts';
import { passOf, runbookOf } from './reports.ts';
import { type CacheServer, cacheServer } from './server.ts';

const key = 'a'.repeat(64);
const runbook = runbookOf();
const dayMs = 24 * 3_600_000;

function passesIn(stateDir: string, options: Partial<PassesOptions> = {}) {
  return openPasses({
    stateDir,
    maxAgeMs: 7 * dayMs,
    check: (value) => {
      const checked = reportSchema.safeParse(value);
      return checked.success ? checked.data : undefined;
    },
    ...options,
  });
}

const remoteAt = ({ url }: CacheServer, faults: string[] = []) => ({
  remote: { url, onFault: (problem: string) => faults.push(problem) },
});

const agoAt = (ms: number) => `${new Date(Date.now() - ms).toISOString().slice(0, 19)}Z`;

describe('passes in a folder', () => {
  test('one that was kept is found again, and says that it is known', async () => {
    const passes = passesIn(folderWith());
    const pass = passOf();
    expect(await passes.find(key, runbook, undefined)).toBeUndefined();
    await passes.keep(key, runbook, pass);
    expect(await passes.find(key, runbook, undefined)).toEqual({ ...pass, cached: true });
  });
  test('what may not stand in is not kept', async () => {
    const folder = folderWith();
    await passesIn(folder).keep(key, runbook, passOf(runbook, { partial: true }));
    await passesIn(folder).keep(key, runbook, passOf(runbook, { status: 'error' }));
    expect(readdirSync(folder)).toEqual([]);
  });
  test.each<readonly [string, Partial<Report>]>([
    ['a failure', { status: 'failed' }],
    ['a late pass', { steps: passOf().steps.map((step) => ({ ...step, attempts: 2 })) }],
  ])('after %s an earlier pass is believed no more, wherever it is', async (_, change) => {
    const folder = folderWith();
    const server = await cacheServer();
    const both = passesIn(folder, remoteAt(server));
    await both.keep(key, runbook, passOf(runbook, { startedAt: agoAt(60_000) }));
    await both.close();
    expect(await passesIn(folder).find(key, runbook, undefined)).toBeDefined();
    await passesIn(folder, { force: true }).keep(key, runbook, passOf(runbook, change));
    expect(await passesIn(folder).find(key, runbook, undefined)).toBeUndefined();
    // The server has the older pass, and does not overrule what was seen here.
    expect(await passesIn(folder, remoteAt(server)).find(key, runbook, undefined)).toBeUndefined();
    const elsewhere = passesIn(folderWith(), remoteAt(server));
    expect(await elsewhere.find(key, runbook, undefined)).toBeDefined();
    await both.keep(key, runbook, passOf(runbook, change));
    await both.close();
    const later = passesIn(folderWith(), remoteAt(server));
    expect(await later.find(key, runbook, undefined)).toBeUndefined();
    await both.keep(key, runbook, passOf());
    expect(await passesIn(folder).find(key, runbook, undefined)).toBeDefined();
  });
  test('one that is too old is not believed', async () => {
    const folder = folderWith();
    await passesIn(folder).keep(key, runbook, passOf(runbook, { startedAt: agoAt(2 * dayMs) }));
    expect(await passesIn(folder).find(key, runbook, undefined)).toBeDefined();
    const strict = passesIn(folder, { maxAgeMs: dayMs });
    expect(await strict.find(key, runbook, undefined)).toBeUndefined();
  });
  test('with `force` nothing is looked up, and what passes replaces what was known', async () => {
    const folder = folderWith();
    await passesIn(folder).keep(key, runbook, passOf(runbook, { durationMs: 1 }));
    const forced = passesIn(folder, { force: true });
    expect(await forced.find(key, runbook, undefined)).toBeUndefined();
    await forced.keep(key, runbook, passOf(runbook, { durationMs: 2 }));
    expect((await passesIn(folder).find(key, runbook, undefined))?.durationMs).toBe(2);
  });
  test('a file that is no whole pass is not believed', async () => {
    const folder = folderWith();
    await passesIn(folder).keep(key, runbook, passOf());
    const file = join(folder, 'cache/passes', `${key}.json`);
    const text = readFileSync(file, 'utf8');
    const others = [
      ...['', '{}', text.slice(0, -2), text.replace('"durationMs":12', '"durationMs":13')],
      ...[seal('b'.repeat(64), passOf()), seal(key, { ...passOf(), steps: 'none' }), seal(key, 7)],
      ...[seal(key, passOf(runbook, { status: 'failed' })), seal(key, null)],
    ];
    for (const other of others) {
      writeFileSync(file, other);
      expect(await passesIn(folder).find(key, runbook, undefined), other).toBeUndefined();
    }
    writeFileSync(file, text);
    expect(await passesIn(folder).find(key, runbook, undefined)).toBeDefined();
  });
  test('a folder that cannot be had is no failure', async () => {
    const folder = folderWith({ cache: 'a file' });
    const passes = passesIn(folder);
    await passes.keep(key, runbook, passOf());
    expect(await passes.find(key, runbook, undefined)).toBeUndefined();
    await passes.close();
  });
  test('is kept within bounds: the oldest go, and what a killed process has left', async () => {
    const folder = join(folderWith(), 'passes');
    mkdirSync(folder);
    const age = (name: string, ms: number) => {
      writeFileSync(join(folder, name), 'x');
      utimesSync(join(folder, name), new Date(Date.now() - ms), new Date(Date.now() - ms));
    };
    for (let number = 0; number < 5; number += 1) age(`${number}.json`, number * 60_000);
    age('9.json', 40 * dayMs);
    age('.writing-old', dayMs);
    age('.writing-now', 0);
    await localStore({ folder, maxAgeMs: 30 * dayMs, most: 3, largestBytes: 100 }).prune();
    expect(readdirSync(folder).sort()).toEqual(['.writing-now', '0.json', '1.json', '2.json']);
  });
});

describe('passes on a server', () => {
  test('are shared by machines, and then lie in the folder, too', async () => {
    const server = await cacheServer();
    const one = passesIn(folderWith(), remoteAt(server));
    await one.keep(key, runbook, passOf());
    await one.close();
    const folder = folderWith();
    const other = passesIn(folder, remoteAt(server));
    expect(await other.find(key, runbook, undefined)).toMatchObject({ cached: true });
    expect(await passesIn(folder).find(key, runbook, undefined)).toMatchObject({ cached: true });
    expect(server.asked.map(({ method }) => method)).toEqual(['PUT', 'GET']);
  });
  test('what it says is not believed for being said', async () => {
    const hostile: readonly unknown[] = [
      passOf(runbook, { status: 'failed' }),
      passOf(runbook, { runbookDigest: `sha256:${'0'.repeat(64)}` }),
      passOf(runbook, { steps: [] }),
      passOf(runbook, { startedAt: agoAt(-30 * dayMs) }),
      passOf(runbook, { startedAt: agoAt(30 * dayMs) }),
      { ...passOf(), diagnostics: { length: 1 } },
      JSON.parse(`{"__proto__": ${JSON.stringify(passOf())}}`),
      'passed',
      [],
    ];
    const texts = [...hostile.map((value) => seal(key, value)), 'passed', '{}\n{}\n', '\n', ''];
    for (const text of texts) {
      const faults: string[] = [];
      const server = await cacheServer((_, response) => response.end(text));
      const passes = passesIn(folderWith(), remoteAt(server, faults));
      expect(await passes.find(key, runbook, undefined), text).toBeUndefined();
    }
  });
  test('its names for steps are not taken over', async () => {
    const [step] = passOf().steps;
    const named: Report = passOf(runbook, { title: '\u001b[31m', file: '../../x', runbook: '..' });
    const steps = step === undefined ? [] : [{ ...step, id: '<script>', name: '<script>' }];
    const server = await cacheServer((_, response) => response.end(seal(key, { ...named, steps })));
    const passes = passesIn(folderWith(), remoteAt(server));
    expect(await passes.find(key, runbook, undefined)).toEqual({
      ...passOf(runbook, { startedAt: named.startedAt }),
      cached: true,
    });
  });
});
