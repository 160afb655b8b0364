import type { CommandResult, Report, StepResult } from '../../src/model/report.ts';
import { digestOf } from '../../src/model/source.ts';

export function exampleCommand(change: Partial<CommandResult> = {}): CommandResult {
  return {
    script: 'true',
    exitCode: 0,
    expectedExit: 0,
    ended: 'exit',
    stdout: '',
    stderr: '',
    truncated: false,
    durationMs: 3,
    passed: true,
    ...change,
  };
}

export function exampleStep(change: Partial<StepResult> = {}): StepResult {
  return {
    id: 'step-1',
    number: 1,
    digest: digestOf('step'),
    status: 'passed',
    durationMs: 5,
    commands: [exampleCommand()],
    ...change,
  };
}

export function exampleReport(change: Partial<Report> = {}): Report {
  return {
    schema: 1,
    runbook: 'runbooks/disk-full',
    title: 'A full disk',
    file: 'content/runbooks/disk-full.md',
    image: 'debian:12',
    ground: {
      engine: 'docker',
      engineVersion: '20.10.24',
      image: 'debian:12',
      imageDigest: digestOf('image'),
      system: 'Debian GNU/Linux 12 (bookworm)',
      architecture: 'amd64',
      name: 'debian:12',
    },
    sourceDigest: digestOf('source'),
    runbookDigest: digestOf('runbook'),
    startedAt: '2026-01-31T10:00:00Z',
    durationMs: 1234,
    status: 'passed',
    steps: [exampleStep()],
    diagnostics: [],
    ...change,
  };
}

/** What a hostile container may print, after it has become text for people, and before. */
export const hostileText =
  'a\n::error file=x::pwned\n  ::set-output name=a::b\n##[add-path]/evil\n\u001b[31m\u0000\u0007 ]]> </system-out><x> "&\' ```` | \ud800\n';

export function failedReport(): Report {
  return exampleReport({
    status: 'failed',
    title: 'A | title <b>`x`</b> [l](javascript:1)',
    steps: [
      exampleStep(),
      exampleStep({
        id: 'evil',
        number: 2,
        status: 'failed',
        commands: [
          exampleCommand({ stdout: hostileText, stderr: hostileText, passed: false, exitCode: 1 }),
        ],
      }),
      exampleStep({
        id: 'later',
        number: 3,
        status: 'not-run',
        reason: 'step `evil` failed',
        commands: [],
      }),
      exampleStep({
        id: 'never',
        number: 4,
        status: 'skipped',
        reason: 'needs <hardware>',
        commands: [],
      }),
    ],
    diagnostics: [
      {
        code: 'step-exit',
        severity: 'error',
        message: 'step `evil` exited with 1, expected 0',
        hint: '100% sure: do, this',
        file: 'content/a:b,c.md',
        span: {
          start: { line: 7, column: 1, offset: 90 },
          end: { line: 7, column: 12, offset: 101 },
        },
        details: hostileText.split('\n').map((line) => `stderr: ${line}`),
      },
    ],
  });
}
