import { expect, test } from 'vitest';
import { isFlaky } from '../../src/model/report.ts';
import { block, brief, describeOnEngines } from './on-engines.ts';

/** Fails until it has been run this often. */
const until = (times: number) => [
  'echo x >>/tmp/tries',
  `test "$(wc -l </tmp/tries)" -ge ${times}`,
];

describeOnEngines(['bubblewrap', 'docker'], 'a step with retries', (prove) => {
  test('that passes late is passed and flaky, and what was tried before is told as it happens', async () => {
    const seen: string[] = [];
    const report = await prove(
      [
        block('bash name=late retry=3 every=10ms', ...until(3)),
        block('sh name=once retry=2', 'true'),
      ].join('\n'),
      {
        onStep: (event) =>
          seen.push(
            event.type === 'step-retry'
              ? `${event.step.id} ${event.attempt}/${event.attempts} in ${event.pauseMs}`
              : `${event.type} ${event.step.id}`,
          ),
      },
    );
    expect(brief(report)).toEqual({
      status: 'passed',
      steps: ['late passed', 'once passed'],
      told: [],
    });
    expect(report.steps.map((step) => [step.attempts, isFlaky(step)])).toEqual([
      [3, true],
      [undefined, false],
    ]);
    expect(seen).toEqual([
      'step-start late',
      'late 2/4 in 10',
      'late 3/4 in 10',
      'step-end late',
      'step-start once',
      'step-end once',
    ]);
  });

  test('that never passes tells the last attempt, and how many there were', async () => {
    const report = await prove(
      block('bash name=never retry=2 every=5ms', 'echo x >>/tmp/n', 'wc -l </tmp/n', 'false'),
    );
    expect(brief(report)).toEqual({
      status: 'failed',
      steps: ['never failed'],
      told: ['step-exit: step `never` exited with 1, expected 0 (tried 3 times)'],
    });
    expect(report.steps[0]).toMatchObject({ attempts: 3, commands: [{ stdout: '3\n' }] });
    expect(report.diagnostics[0]?.details).toEqual(['stdout: 3']);
  });
});

describeOnEngines(['bubblewrap'], 'the bounds of retries', (prove) => {
  test('the time of the whole runbook', async () => {
    const report = await prove(block('sh name=slow retry=90 every=400ms', 'false'), {
      settings: { timeoutMs: 1500 },
    });
    expect(brief(report).told[0]).toMatch(
      /^step-exit: step `slow` exited with 1, expected 0 \(tried (?:twice|[34] times), then the time of the whole runbook was over\)$/,
    );
  });

  test('an attempt that is over its time is the last, and the hint says why', async () => {
    const report = await prove(block('sh retry=3 timeout=300ms', 'sleep 60'));
    expect(report.steps[0]?.attempts).toBeUndefined();
    expect(report.diagnostics[0]).toMatchObject({
      code: 'step-timeout',
      hint: expect.stringContaining('not tried again'),
    });
  });

  test('text that is no command stays none', async () => {
    const report = await prove(block('sh retry=9 every=30m', 'echo "open'));
    expect(brief(report).told).toEqual([expect.stringMatching(/^step-syntax: (?!.*tried)/)]);
  });

  test('a pause ends when everything is to stop', async () => {
    const controller = new AbortController();
    const report = await prove(block('sh retry=1 every=30m', 'false'), {
      settings: { timeoutMs: 3_600_000 },
      signal: controller.signal,
      onStep: (event) => event.type === 'step-retry' && controller.abort(),
    }).catch((error: unknown) => error);
    expect(report).toMatchObject({ status: 'error', reason: 'interrupted' });
  });

  test('the attempts before the last take nothing of the room that other outputs have', async () => {
    const wide = 'head -c 60000 /dev/zero | tr "\\0" x';
    const report = await prove(
      [
        block('bash retry=60 every=1ms', 'echo x >>/tmp/n', wide, 'test "$(wc -l </tmp/n)" -ge 50'),
        block('sh', wide),
      ].join('\n'),
    );
    expect(report.steps.map((step) => step.commands[0]?.stdout.length)).toEqual([60000, 60000]);
  });

  test('a transcript is tried again from its first command', async () => {
    const report = await prove(
      block(
        'console retry=2',
        '$ echo x >>/tmp/t; wc -l </tmp/t',
        '[..]',
        '$ test $(wc -l </tmp/t) = 2',
      ),
    );
    expect(report.steps[0]).toMatchObject({ status: 'passed', attempts: 2 });
    expect(report.steps[0]?.commands.map((one) => one.stdout)).toEqual(['2\n', '']);
  });
});
