import { commandResult, stepOf, stepResult } from './fixture.ts';

/** Of every runbook of the voyage; the first is hidden. */
export const steps = [
  stepOf(1, { name: 'fill', role: 'setup', hidden: true }),
  stepOf(2, { title: 'See how full it is', name: 'see', role: 'check', language: 'console' }),
  stepOf(3, {
    script: 'du -x --max-depth=2 /var/log | sort -n | tail -5',
    background: { ready: { kind: 'log', pattern: 'listening on .*' } },
  }),
  stepOf(4, {
    name: 'rotate',
    file: { path: '/work/logrotate.conf', content: 'x' },
    language: 'ini',
    idempotent: true,
  }),
  stepOf(5, {
    name: 'truncate',
    role: 'fix',
    idempotent: true,
    stops: 'step-3',
    title: 'Make the log short without making its writer lose it',
  }),
  stepOf(6, { name: 'restart', skip: 'there is no service manager in the sandbox' }),
];
const [fill, see, du, rotate, truncate, restart] = steps as [
  (typeof steps)[0],
  (typeof steps)[0],
  (typeof steps)[0],
  (typeof steps)[0],
  (typeof steps)[0],
  (typeof steps)[0],
];

const output =
  'Filesystem      Size  Used Avail Use% Mounted on\n/dev/vda1        20G   20G     0 100% /\n';
/** All passed, but the one that is skipped. */
export const results = [
  stepResult(fill),
  stepResult(see, {
    commands: [
      commandResult({ script: 'df -h /var/log', stdout: output }),
      commandResult({
        script: 'find /var/log -xdev -size +100M \\\n  -printf "%s %p\\n"',
        stdout: '734003200 /var/log/app/debug.log\n',
        stderr: "find: '/var/log/private': Permission denied\n",
      }),
    ],
  }),
  stepResult(du, {
    commands: [
      commandResult({ stdout: '4\t/var/log/apt\n716804\t/var/log/app\n716816\t/var/log\n' }),
    ],
    durationMs: 310,
  }),
  stepResult(rotate, { commands: [] }),
  stepResult(truncate, { attempts: 3, durationMs: 2400 }),
  stepResult(restart, {
    status: 'skipped',
    reason: 'there is no service manager in the sandbox',
    commands: [],
  }),
];

/** The third failed, so that none after it ran. */
export const failed = [
  ...results.slice(0, 2),
  stepResult(du, {
    status: 'failed',
    commands: [
      commandResult({
        script: 'du',
        exitCode: 127,
        passed: false,
        stdout: '716816\t/var/log\n',
        stderr: 'sh: 1: sort: not found\n',
        diff: '--- expected\n+++ actual\n@@ -1,3 +1,1 @@\n-4\t/var/log/apt\n-716804\t/var/log/app\n 716816\t/var/log\n+-- sorted by nobody\n',
      }),
    ],
  }),
  ...results
    .slice(3)
    .map((one) => ({ ...one, status: 'not-run' as const, reason: 'step 3 failed', commands: [] })),
];
