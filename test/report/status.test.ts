import { describe, expect, test } from 'vitest';
import type { Evidence } from '../../src/model/report.ts';
import type { Runbook } from '../../src/model/runbook.ts';
import { digestOf } from '../../src/model/source.ts';
import { statusFinder, statusOf } from '../../src/report/status.ts';
import { parsePage } from '../runbook/page.ts';
import { exampleReport, exampleStep } from './examples.ts';

function runbook(text: string, images: readonly string[] = []): Runbook {
  const parsed = parsePage(text, { settings: { images } }).runbook;
  if (parsed === undefined) throw new Error('no runbook');
  return parsed;
}

function proof(of: Runbook, change: Partial<Evidence> = {}): Evidence {
  return exampleReport({
    runbook: of.id,
    image: undefined,
    runbookDigest: of.digest,
    steps: of.steps.map((step) =>
      exampleStep({ id: step.id, number: step.number, digest: step.digest }),
    ),
    ...change,
  });
}

const page = runbook('```sh\na\n```\n\n```sh name=b\nb\n```\n');

describe('the badge', () => {
  test('without evidence', () => {
    expect(statusOf(page, [])).toMatchObject({ badge: 'unverified', changedSteps: [] });
    expect(statusOf(page, [proof(page, { runbook: 'other' })]).badge).toBe('unverified');
  });
  test('among many runbooks is that of its own evidence', () => {
    const other = { ...page, id: 'other' };
    const evidence = [proof(page), proof(other, { status: 'failed' })];
    const find = statusFinder(evidence);
    for (const one of [page, other, { ...page, id: '__proto__' }]) {
      expect(find(one)).toEqual(statusOf(one, evidence));
    }
    expect(find(other).badge).toBe('failing');
  });
  test('of a pass and of a failure', () => {
    expect(statusOf(page, [proof(page)]).badge).toBe('verified');
    expect(statusOf(page, [proof(page, { status: 'failed' })]).badge).toBe('failing');
  });
  test('of a page that skips all its steps: nothing was proven', () => {
    const skipped = runbook('```sh skip="never"\na\n```\n');
    const [step] = skipped.steps;
    const proven = proof(skipped, {
      steps: [exampleStep({ status: 'skipped', digest: step?.digest ?? '', commands: [] })],
    });
    expect(statusOf(skipped, [proven]).badge).toBe('unverified');
  });
  test('of a page that has changed since names the steps', () => {
    const changed = runbook('```sh\na\n```\n\n```sh name=b\nB\n```\n');
    for (const status of ['passed', 'failed'] as const) {
      expect(statusOf(changed, [proof(page, { status })])).toMatchObject({
        badge: 'stale',
        changedSteps: ['b'],
      });
    }
  });
  test('of a stale page does not count what is not to be run', () => {
    const changed = runbook('```sh skip="not here"\nreboot\n```\n\n```sh name=b\nb\n```\n');
    expect(statusOf(changed, [proof(page)])).toMatchObject({
      badge: 'stale',
      changedSteps: ['b'],
    });
  });
  test('of a page that has only been reworded', () => {
    const reworded = runbook(
      '# New\n\nWords.\n\n```sh title="A"\na\n```\n\nMore.\n\n```sh name=other\nb\n```\n',
    );
    expect(statusOf(reworded, [proof(page)]).badge).toBe('verified');
  });
  test('needs every image that the page names', () => {
    const two = runbook('```sh\na\n```\n', ['debian:12', 'alpine:3.22']);
    const debian = proof(two, { image: 'debian:12' });
    const alpine = proof(two, { image: 'alpine:3.22', status: 'failed' });
    expect(statusOf(two, [debian]).badge).toBe('unverified');
    expect(statusOf(two, [debian, alpine]).badge).toBe('failing');
    expect(statusOf(two, [debian, { ...alpine, status: 'passed' }]).badge).toBe('verified');
    expect(statusOf(two, [debian, { ...alpine, runbookDigest: digestOf('x') }]).badge).toBe(
      'stale',
    );
  });
  test('each image has its own, and the page the worst', () => {
    const images = ['debian:12', 'debian:13', 'busybox:1'];
    const three = runbook('```sh\na\n```\n', images);
    const evidence = images.map((image) =>
      proof(three, { image, status: image === 'debian:13' ? 'failed' : 'passed' }),
    );
    const status = statusOf(three, evidence);
    expect(status.badge).toBe('failing');
    expect(status.images.map(({ image, badge }) => [image, badge])).toEqual([
      ['debian:12', 'verified'],
      ['debian:13', 'failing'],
      ['busybox:1', 'verified'],
    ]);
  });
  test('of a part of the steps: it proves nothing', () => {
    expect(statusOf(page, [proof(page, { partial: true })]).badge).toBe('unverified');
  });
  test('of a page that has moved to another image is stale', () => {
    const before = runbook('```sh\na\n```\n', ['debian:11']);
    const after = runbook('```sh\na\n```\n', ['debian:12']);
    expect(statusOf(after, [proof(before, { image: 'debian:11' })]).badge).toBe('stale');
    expect(
      statusOf(runbook('```sh\na\n```\n'), [proof(before, { image: 'debian:11' })]).badge,
    ).toBe('stale');
  });
});
