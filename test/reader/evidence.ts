import type { Config } from '../../src/model/config.ts';
import type { CommandResult, Report, StepResult } from '../../src/model/report.ts';
import type { Runbook, Step } from '../../src/model/runbook.ts';
import { digestOf } from '../../src/model/source.ts';
import { saveEvidence } from '../../src/report/evidence.ts';
import { findRunbooks } from '../../src/verify/find-runbooks.ts';

/** How a run of a runbook is to have ended. `stale`: it passed, and a step was changed since. */
type Ending = 'passed' | 'failed' | 'stale';

interface Run {
  readonly image?: string;
  readonly day: number;
  readonly ending: Ending;
}

/** All that pages can show: several images, a failure, a change since, and a row of earlier runs. */
const runs: Readonly<Record<string, readonly Run[]>> = {
  'runbooks/disk-full': [
    ...[11, 12, 13, 14].flatMap((day) => [
      { image: 'debian:12', day, ending: 'passed' as const },
      { image: 'alpine:3.22', day, ending: 'passed' as const },
      { image: 'debian:13', day, ending: day < 13 ? ('passed' as const) : ('failed' as const) },
    ]),
  ],
  'runbooks/dns': [10, 12, 14].map((day) => ({ day, ending: 'passed' })),
  'runbooks/clock': [{ day: 2, ending: 'stale' }],
  'runbooks/mail': [9, 10, 14].map((day) => ({
    image: 'debian:12',
    day,
    ending: day === 9 ? 'failed' : 'passed',
  })),
};

/** Leaves in the site's state folder what `verify` would have left there. Nothing is run. */
export async function leaveEvidence(config: Config): Promise<void> {
  const { runbooks, diagnostics } = await findRunbooks(config, []);
  if (diagnostics.length > 0) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  for (const runbook of runbooks) {
    for (const run of runs[runbook.id] ?? []) {
      await saveEvidence(config.stateDir, reportOf(runbook, run));
    }
  }
}

function reportOf(runbook: Runbook, { image, day, ending }: Run): Report {
  const last = runbook.steps.findLast((step) => step.skip === undefined && !step.file);
  const failed = ending === 'failed' ? last : undefined;
  const digest = (written: string) =>
    ending === 'stale' ? digestOf(`${written}, before`) : written;
  return {
    schema: 1,
    runbook: runbook.id,
    title: runbook.title,
    file: runbook.source.path,
    ...(image === undefined ? {} : { image }),
    ground: {
      engine: image === undefined ? 'bubblewrap' : 'docker',
      engineVersion: image === undefined ? '0.8.0' : '20.10.24',
      ...(image === undefined ? {} : { image, imageDigest: digestOf(image) }),
      system: 'Debian GNU/Linux 12 (bookworm)',
      architecture: 'amd64',
      name: image ?? 'a namespace sandbox on Debian 12',
    },
    sourceDigest: runbook.source.digest,
    runbookDigest: digest(runbook.digest),
    startedAt: `2026-11-${String(day).padStart(2, '0')}T03:1${day % 10}:00Z`,
    durationMs: 2000 + 700 * day,
    status: failed === undefined ? 'passed' : 'failed',
    steps: runbook.steps.map((step) => ({
      ...resultOf(step, step === failed),
      digest: step === last ? digest(step.digest) : step.digest,
    })),
    diagnostics: [],
  };
}

function resultOf(step: Step, failed: boolean): StepResult {
  return {
    id: step.id,
    number: step.number,
    ...(step.name === undefined ? {} : { name: step.name }),
    digest: step.digest,
    status: step.skip !== undefined ? 'skipped' : failed ? 'failed' : 'passed',
    ...(step.skip === undefined ? {} : { reason: step.skip }),
    durationMs: 31 * step.number,
    commands: step.skip !== undefined ? [] : step.commands.map((one) => commandOf(one, failed)),
  };
}

function commandOf(
  { script, exit, expect }: Step['commands'][number],
  failed: boolean,
): CommandResult {
  const text = expect?.lines.map(({ raw }) => `${raw}\n`).join('') ?? '';
  return {
    script,
    exitCode: failed ? 1 : exit,
    expectedExit: exit,
    ended: 'exit',
    stdout: failed ? 'drwxr-xr-x 2 pilot pilot 4096 /work/app.log\n' : text,
    stderr: failed ? 'sh: can not create /work/app.log: Is a directory\n' : '',
    truncated: false,
    durationMs: 12,
    passed: !failed,
    ...(failed ? { diff: '--- expected\n+++ actual\n@@ -1,1 +1,1 @@\n-0\n+1' } : {}),
  };
}
