import { describe, expect, test } from 'vitest';
import type { Condition } from '../../src/model/runbook.ts';
import type { Session } from '../../src/model/sandbox.ts';
import type { SandboxFacts } from '../../src/runbook/run/condition-test.ts';
import { reasonToSkip } from '../../src/runbook/run/conditions.ts';
import { block, brief, describeOnEngines } from './on-engines.ts';
import { parsePage } from './page.ts';

describeOnEngines(['bubblewrap', 'docker', 'podman'], 'conditions', (prove, product) => {
  test('of the engine, the architecture and the commands that are there', async () => {
    const report = await prove(
      [
        block(`sh name=a only-if=engine:${product}`, 'true'),
        block(`sh name=b skip-if=engine:${product}`, 'false'),
        block('sh name=c only-if="architecture:x86_64 architecture:aarch64"', 'true'),
        block('sh name=d only-if=architecture:sparc*', 'false'),
        block('sh name=e needs="sh nonesuch"', 'false'),
        block('sh name=f', 'mkdir -p /work/bin && PATH=$PATH:/work/bin'),
        block('sh name=g file=/work/bin/nonesuch mode=0755', '#!/bin/sh', 'echo now'),
        block('sh name=h needs=nonesuch', 'nonesuch'),
        block('output', 'now'),
        block('sh name=i skip-if=command:nonesuch', 'false'),
      ].join('\n'),
    );
    expect(report.diagnostics).toEqual([]);
    expect(brief(report)).toMatchObject({
      status: 'passed',
      steps: [
        ...['a passed', 'b skipped', 'c passed', 'd skipped', 'e skipped'],
        ...['f passed', 'g passed', 'h passed', 'i skipped'],
      ],
    });
    const name = report.ground?.name;
    const reasons = report.steps.flatMap(({ reason }) => (reason === undefined ? [] : [reason]));
    expect(reasons).toEqual([
      `left out under \`${product}\``,
      `only on \`sparc*\`; this is ${report.ground?.architecture}`,
      `needs \`nonesuch\`, which ${name} does not have`,
      'left out where there is `nonesuch`',
    ]);
  });

  test('asking leaves the shell as it was', async () => {
    const report = await prove(
      [
        block('sh exit=3', '(exit 3)'),
        block('sh needs=sh', 'echo $?'),
        block('output', '3'),
        block('sh', 'set -u +e'),
        block('console needs=sh', '$ echo $- | tr -cd ue; echo', 'u'),
      ].join('\n'),
    );
    expect(report.diagnostics.map((one) => one.message)).toEqual([]);
  });

  test('that leave nothing to be run prove nothing', async () => {
    const report = await prove(
      [block(`sh skip-if=engine:${product}`, 'true'), block('sh skip="no disk"', 'true')].join(
        '\n',
      ),
    );
    expect(brief(report)).toEqual({
      status: 'not-run',
      steps: ['step-1 skipped', 'step-2 skipped'],
      told: ['verify-not-run: not run: every step is skipped'],
    });
    expect(report.reason).toBe('every step is skipped');
    expect(report.diagnostics[0]).toMatchObject({
      severity: 'warning',
      details: [`step-1: left out under \`${product}\``, 'step-2: no disk'],
    });
  });
});

describeOnEngines(['docker'], 'conditions of the image', (prove) => {
  test('as the page asks for it', async () => {
    const report = await prove(
      [
        block('sh only-if=image:debian:*', 'true'),
        block('sh only-if="image:alpine:* image:busybox:1"', 'true'),
        block('sh skip-if=image:busybox:*', 'true'),
      ].join('\n'),
      { image: 'busybox:1', settings: { images: ['busybox:1', 'debian:12'] } },
    );
    expect(brief(report)).toMatchObject({
      status: 'passed',
      steps: ['step-1 skipped', 'step-2 passed', 'step-3 skipped'],
    });
    expect(report.steps[0]?.reason).toBe('only in the image `debian:*`; this is busybox:1');
    expect(report.steps[2]?.reason).toBe('left out in the image `busybox:*` (this is busybox:1)');
  });
});

describe('a condition', () => {
  const facts: SandboxFacts = {
    engine: 'docker',
    architecture: 'arm64',
    images: ['docker.io/library/debian:12@sha256:00'],
    name: 'debian:12',
  };
  const nobody = {
    run() {
      throw new Error('nothing is asked of the shell');
    },
  } as unknown as Session;
  const holds = async (written: string): Promise<boolean> => {
    const { runbook } = parsePage(block(`sh only-if="${written}"`, 'true'));
    const conditions: readonly Condition[] = runbook?.steps[0]?.conditions ?? [];
    expect(conditions).toHaveLength(1);
    return (await reasonToSkip({ conditions }, facts, nobody)) === undefined;
  };
  test.each([
    ['image:debian:12', true],
    ['image:debian:*', true],
    ['image:*:12', true],
    ['image:*', true],
    ['image:debian:1', false],
    ['image:debian', false],
    ['image:d*n:1*2', true],
    ['image:d*nn*:12', false],
    ['image:*@sha256:*', true],
    ['architecture:aarch64', true],
    ['arch:arm*', true],
    ['arch:amd64', false],
    ['engine:podman', false],
    ['engine:podman engine:docker', true],
  ])('%s', async (written, expected) => {
    expect(await holds(written)).toBe(expected);
  });
  test('with many stars takes no time', async () => {
    expect(await holds(`image:${'*a'.repeat(200)}`)).toBe(false);
  });
});
