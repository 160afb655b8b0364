import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { compiled } from '../cli/rutter.ts';
import { bubblewrap, describeWith } from '../requirements.ts';
import {
  createHub,
  type Hub,
  type JobResult,
  readAction,
  repository,
  runAction,
} from './github.ts';
import { checkout } from './site.ts';

const environment = { RUTTER_ENGINE: 'bubblewrap' };

function job(hub: Hub, workspace: string, inputs: Record<string, string>, runId = '1'): JobResult {
  const rutter = `${process.execPath} ${compiled()}`;
  return runAction({ workspace, hub, inputs: { rutter, ...inputs }, runId, environment });
}

describeWith(bubblewrap(), 'the GitHub action', () => {
  test('proves in shards, joins them, and builds with what they found', () => {
    const hub = createHub();
    const first = job(hub, checkout(), { shard: '1/2' });
    const second = job(hub, checkout(), { shard: '2/2' });
    expect([first.failed, second.failed], first.log + second.log).toEqual([false, false]);
    expect(first.outputs).toEqual({ report: '.rutter/reports', status: '0' });
    expect(readdirSync(hub.artifacts)).toEqual(['rutter-1-of-2', 'rutter-2-of-2']);

    const merged = job(hub, checkout(), { command: 'merge' });
    expect(merged.failed, merged.log).toBe(false);
    expect(merged.summary).toContain('runbooks/a');
    expect(existsSync(join(hub.caches, 'rutter-durations-1-1/.rutter/durations.json'))).toBe(true);

    const site = checkout();
    const built = job(hub, site, { command: 'build' });
    expect(built.failed, built.log).toBe(false);
    for (const name of ['a', 'b', 'c', 'd']) {
      expect(readFileSync(join(site, `dist/runbooks/${name}/index.html`), 'utf8')).toMatch(
        /verified/,
      );
    }
  }, 120_000);

  test('a shard that is missing fails the merge', () => {
    const hub = createHub();
    expect(job(hub, checkout(), { shard: '1/2' }).failed).toBe(false);
    const merged = job(hub, checkout(), { command: 'merge' });
    expect(merged.failed).toBe(true);
    expect(merged.outputs.status).toBe('1');
    expect(merged.log).toContain('shard 2 of 2 is missing');
  }, 120_000);

  test('a failing runbook fails its shard, is told at its line, and the site says so', () => {
    const hub = createHub();
    const ran = job(hub, checkout({ broken: 'c' }), {});
    expect(ran.failed).toBe(true);
    expect(ran.outputs.status).toBe('1');
    expect(ran.log).toMatch(/::error file=content\/runbooks\/c\.md,line=\d+/);
    expect(ran.summary).toContain('runbooks/c');
    expect(job(hub, checkout({ broken: 'c' }), { command: 'merge' }).failed).toBe(true);
    const site = checkout({ broken: 'c' });
    expect(job(hub, site, { command: 'build' }).failed).toBe(false);
    expect(readFileSync(join(site, 'dist/runbooks/c/index.html'), 'utf8')).toMatch(/failing/);
    expect(readFileSync(join(site, 'dist/runbooks/a/index.html'), 'utf8')).toMatch(/verified/);

    // The next run of the workflow adds to the history, also where a merge has failed before.
    job(hub, checkout(), {}, '2');
    const next = checkout();
    expect(job(hub, next, { command: 'merge' }, '2').failed).toBe(false);
    const evidence = readdirSync(join(next, '.rutter/evidence')).find((name) => /\bc@/.test(name));
    const { history } = JSON.parse(
      readFileSync(join(next, '.rutter/evidence', evidence ?? ''), 'utf8'),
    );
    expect(history).toMatchObject([{ status: 'failed' }, { status: 'passed' }]);
  }, 120_000);

  test('what has passed is not run again in the next run of the workflow', () => {
    const hub = createHub();
    expect(job(hub, checkout(), {}, '1').log).not.toContain('proven');
    const again = job(hub, checkout(), {}, '2');
    expect(again.failed, again.log).toBe(false);
    expect(again.log).toContain('proven');
    const without = job(hub, checkout(), { cache: 'false' }, '3');
    expect(without.log).not.toContain('proven');
  }, 120_000);

  test('what a build has kept is there in the next run of the workflow, and nothing else', () => {
    const hub = createHub();
    const [first, second, third] = [checkout(), checkout(), checkout()];
    const kept = '.rutter/build-of-a-test/kept';
    mkdirSync(join(first, '.rutter/build-of-a-test'), { recursive: true });
    writeFileSync(join(first, kept), 'bodies');
    const build = (site: string, run: string, inputs = {}) =>
      job(hub, site, { command: 'build', ...inputs }, run);
    expect([build(first, '1'), build(second, '2')].map(({ failed }) => failed)).toEqual([
      false,
      false,
    ]);
    expect(readFileSync(join(second, kept), 'utf8')).toBe('bodies');
    const saved = readdirSync(join(hub.caches, 'rutter-build-Linux-2-1/.rutter'));
    expect(saved.filter((name) => !name.startsWith('build-'))).toEqual([]);
    expect(build(third, '3', { cache: 'false' }).failed).toBe(false);
    expect(existsSync(join(third, kept))).toBe(false);
  }, 60_000);

  test('arguments are passed on a line each, and nothing in them is run', () => {
    const site = checkout();
    const ran = job(createHub(), site, {
      arguments: 'content/runbooks/a.md\n\n--name=$(touch hacked)\n',
    });
    expect(ran.failed).toBe(true);
    expect(ran.log).toContain('$(touch hacked)');
    expect(existsSync(join(site, 'hacked'))).toBe(false);
    rmSync(site, { recursive: true });
  }, 60_000);
});

describe('the inputs of the GitHub action', () => {
  test.each([{ command: 'destroy' }, { shard: '1;touch hacked' }])('%j is refused', (inputs) => {
    const ran = runAction({ workspace: checkout(), hub: createHub(), inputs, runId: '1' });
    expect(ran.failed).toBe(true);
    expect(ran.log).toContain('::error::');
  });

  test('no input is written into a script', () => {
    for (const step of readAction().runs.steps) expect(step.run ?? '').not.toContain('${{');
  });
});

interface Workflow {
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly needs?: string;
        readonly steps: readonly { uses?: string; with?: Record<string, string> }[];
      }
    >
  >;
}

test('the workflow of this repository gives the action inputs that it has, after jobs that exist', () => {
  const text = readFileSync(join(repository, '.github/workflows/site.yml'), 'utf8');
  const { jobs } = parse(text) as Workflow;
  const known = Object.keys(readAction().inputs);
  const steps = Object.values(jobs).flatMap((one) => one.steps);
  const own = steps.filter((step) => step.uses === './');
  expect(own.map((step) => step.with?.command ?? 'verify')).toEqual(['verify', 'merge', 'build']);
  expect(
    own.flatMap((step) => Object.keys(step.with ?? {})).filter((one) => !known.includes(one)),
  ).toEqual([]);
  for (const { needs } of Object.values(jobs)) {
    if (needs !== undefined) expect(Object.keys(jobs)).toContain(needs);
  }
});
