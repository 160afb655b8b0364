import { expect, test } from 'vitest';
import { block, brief, describeOnEngines } from './on-engines.ts';
import { verifyConfig } from './page.ts';

/** A server in what every image has: each line of it in Perl without a module beyond perl-base. */
const server = (port: number, status = '200 OK') => [
  "exec perl -MIO::Socket::INET -e '$| = 1;",
  `  my $listen = IO::Socket::INET->new(Listen => 5, LocalAddr => "127.0.0.1", LocalPort => ${port}, ReuseAddr => 1) or die "listen: $!\\n";`,
  '  print "up\\n";',
  '  while (my $client = $listen->accept) {',
  '    while (my $line = <$client>) { last if $line =~ /^\\r?$/ }',
  `    print $client "HTTP/1.1 ${status}\\r\\nContent-Length: 3\\r\\n\\r\\nhi\\n";`,
  '    print "asked\\n";',
  '    close $client;',
  "  }'",
];

const get = (port: number) => [
  `exec 3<>/dev/tcp/127.0.0.1/${port}`,
  'printf "GET / HTTP/1.0\\r\\n\\r\\n" >&3',
  'tail -n 1 <&3',
  'exec 3>&-',
];

describeOnEngines(['bubblewrap', 'docker', 'podman'], 'a background step', (prove) => {
  test('is waited for by port, by URL and by log, and stopped by a step', async () => {
    const report = await prove(
      [
        block('sh name=by-port background ready=tcp:8081', ...server(8081)),
        block('sh name=by-url background ready=http://localhost:8082/health', ...server(8082)),
        block('sh name=by-log background ready="log:^up$"', ...server(8083)),
        block('bash', ...get(8081)),
        block('output', 'hi'),
        block('bash', ...get(8083)),
        block('output', 'hi'),
        block('sh stop=by-port', 'echo stopped'),
        block('bash exit=1', '(exec 3<>/dev/tcp/127.0.0.1/8081)'),
      ].join('\n'),
    );
    expect(brief(report)).toEqual({
      status: 'passed',
      steps: [
        ...['by-port', 'by-url', 'by-log', 'step-4', 'step-5', 'step-6', 'step-7'].map(
          (id) => `${id} passed`,
        ),
      ],
      told: [],
    });
    const output = report.steps.slice(0, 3).map((step) => step.commands[0]?.stdout);
    // The one by URL was asked by us, once, when it was up.
    expect(output).toEqual(['up\nasked\n', 'up\nasked\n', 'up\nasked\n']);
    expect(report.steps[0]?.commands[0]).toMatchObject({ ended: 'exit', passed: true });
    expect(report.steps[0]?.commands[0]?.exitCode).toBeUndefined();
  });

  test('that dies before it is ready fails at once, with what it wrote', async () => {
    const report = await prove(
      [
        block(
          'sh name=server background ready=tcp:9',
          'echo starting',
          'echo "no such key" >&2',
          'exit 3',
        ),
        block('sh', 'true'),
      ].join('\n'),
    );
    expect(brief(report)).toEqual({
      status: 'failed',
      steps: ['server failed', 'step-2 not-run'],
      told: [
        'step-background: step `server`, in the background, exited with 3 before it was ready (ready=tcp:9)',
      ],
    });
    expect(report.diagnostics[0]?.details).toEqual(['stdout: starting', 'stderr: no such key']);
    expect(report.steps[0]?.commands[0]).toMatchObject({ exitCode: 3, stdout: 'starting\n' });
  });

  test('that is not ready in time is told of, with what it wrote, and teardown runs', async () => {
    const report = await prove(
      [
        block('sh name=server background ready=tcp:9 timeout=800ms', 'echo waiting', 'sleep 60'),
        block('sh role=teardown', 'true'),
      ].join('\n'),
    );
    expect(brief(report)).toEqual({
      status: 'failed',
      steps: ['server failed', 'step-2 passed'],
      told: [
        'step-not-ready: step `server`, in the background, was not ready within 800 ms (ready=tcp:9)',
      ],
    });
    expect(report.diagnostics[0]?.details).toEqual(['stdout: waiting']);
  });

  test('that dies later fails the runbook, and the step that misses it says so', async () => {
    const report = await prove(
      [
        block(
          'bash name=server background ready=log:up',
          'echo up',
          'until test -e /tmp/die; do sleep 0.02; done',
          'echo "out of disk" >&2',
          'exit 7',
        ),
        block('bash name=ask', 'touch /tmp/die', 'sleep 0.5', 'exec 3<>/dev/tcp/127.0.0.1/8084'),
        block('sh', 'true'),
      ].join('\n'),
    );
    expect(brief(report)).toMatchObject({
      status: 'failed',
      steps: ['server failed', 'ask failed', 'step-3 not-run'],
    });
    const [ask, died] = report.diagnostics;
    expect(ask?.hint).toBe('step `server`, which was to run in the background, had exited with 7');
    expect(ask?.details).toEqual([
      'stderr: bash: connect: Connection refused',
      'stderr: bash: line 3: /dev/tcp/127.0.0.1/8084: Connection refused',
    ]);
    expect(died?.message).toBe(
      'step `server`, in the background, exited with 7 before it was stopped',
    );
    expect(died?.details).toEqual(['stdout: up', 'stderr: out of disk']);
  });
});

describeOnEngines(['bubblewrap'], 'the end of a background step', (prove) => {
  test('by itself with its expected status is fine; its whole output is compared', async () => {
    const text = (last: string) =>
      [
        block('bash name=job background ready=log:one', 'echo one', 'sleep 0.2', 'echo two'),
        block('output', 'one', last),
        block('sh', 'sleep 0.6'),
      ].join('\n');
    expect(brief(await prove(text('two')))).toMatchObject({ status: 'passed', told: [] });
    const report = await prove(text('three'));
    expect(brief(report)).toEqual({
      status: 'failed',
      steps: ['job failed', 'step-2 passed'],
      told: [
        'step-output: step `job`, in the background, did not print what is expected until it ended',
      ],
    });
    expect(report.diagnostics[0]?.details).toContain('-three');
    expect(report.steps[0]?.commands[0]?.diff).toContain('+two');
  });

  test('at once, with another status, is a failure also where nothing is waited for', async () => {
    const report = await prove(
      [block('sh name=server background', 'nonesuch --port 1'), block('sh', 'true')].join('\n'),
    );
    expect(brief(report)).toMatchObject({ steps: ['server failed', 'step-2 not-run'] });
    expect(report.diagnostics[0]).toMatchObject({
      code: 'step-background',
      message: 'step `server`, in the background, exited with 127 at once',
      hint: expect.stringContaining('`nonesuch`'),
      span: { start: { line: 2 } },
    });
  });

  test('into the background by itself, before its log says that it is ready', async () => {
    const report = await prove(block('sh name=server background ready=log:never', 'echo gone'));
    expect(report.diagnostics[0]).toMatchObject({
      message: expect.stringContaining('exited with 0 before it was ready (ready="log:never")'),
      hint: expect.stringContaining('foreground'),
    });
  });

  test('comes after the teardown', async () => {
    const report = await prove(
      [
        block(
          'bash name=server background ready=log:up',
          'echo up',
          'trap "echo bye; exit 9" TERM',
          'while :; do sleep 0.05; done',
        ),
        block('sh', 'false'),
        block('sh role=teardown', 'touch /tmp/x'),
      ].join('\n'),
    );
    expect(brief(report).steps).toEqual(['server passed', 'step-2 failed', 'step-3 passed']);
    expect(report.steps[0]?.commands[0]).toMatchObject({ stdout: 'up\nbye\n', passed: true });
  });

  test('text that is no command is not started', async () => {
    const report = await prove(block('sh background', 'echo "open'));
    expect(report.diagnostics[0]?.code).toBe('step-syntax');
  });

  test.each([
    ['a status of 503 is not ready', 'http://localhost:8085/', 'it answers 503'],
    ['nobody answers', 'http://localhost:8086/', 'it does not answer'],
  ])('%s', async (_, url, seen) => {
    const report = await prove(
      block(`sh name=server background timeout=1s ready=${url}`, ...server(8085, '503 Soon')),
    );
    expect(report.diagnostics[0]).toMatchObject({
      code: 'step-not-ready',
      message: expect.stringContaining(`was not ready within 1 s; ${seen} (ready=${url})`),
    });
  });

  test('nobody waits longer than the limit for an answer, and the next question is another', async () => {
    const report = await prove(
      [
        block(
          'bash name=mute background timeout=700ms ready=http://127.0.0.1:8089/',
          `exec perl -MIO::Socket::INET -e 'my $l = IO::Socket::INET->new(Listen => 5, LocalPort => 8089); sleep 60'`,
        ),
        block(
          'bash name=other role=teardown background ready=http://127.0.0.1:8090/',
          ...server(8090),
        ),
      ].join('\n'),
    );
    expect(brief(report)).toEqual({
      status: 'failed',
      steps: ['mute failed', 'other passed'],
      told: [
        'step-not-ready: step `mute`, in the background, was not ready within 700 ms; it does not answer (ready=http://127.0.0.1:8089/)',
      ],
    });
  });

  test('the time of the whole runbook is a limit, too', async () => {
    const report = await prove(block('sh name=server background ready=tcp:9', 'sleep 60'), {
      settings: { timeoutMs: 700 },
    });
    expect(brief(report).told).toEqual([
      'step-not-ready: step `server`, in the background, was not ready before the time of the whole runbook, 700 ms, was over (ready=tcp:9)',
    ]);
  });

  test('a pattern that takes for ever ends the wait', async () => {
    const report = await prove(
      block(
        'sh background timeout=20s ready="log:^(a+)+$"',
        'printf "%060d!\\n" 0 | tr 0 a',
        'sleep 60',
      ),
    );
    expect(report.diagnostics[0]).toMatchObject({
      code: 'step-not-ready',
      message: expect.stringContaining('takes too long to look for'),
    });
  });

  test('many lines, in pieces and in colour, and the line that is not ended yet', async () => {
    const report = await prove(
      [
        block(
          'bash background ready="log:^ready to serve$"',
          'for i in $(seq 2000); do echo "line $i"; done',
          'printf "\\033[32mready"; sleep 0.1; printf " to serve\\033[0m"',
          'sleep 60',
        ),
        block('sh', 'true'),
      ].join('\n'),
    );
    expect(brief(report)).toMatchObject({ status: 'passed' });
  });

  test('of one and the beginning of the next on the same port', async () => {
    const report = await prove(
      [
        block('bash name=first background ready=tcp:8087', ...server(8087)),
        block('bash name=second background stop=first ready=tcp:8087', ...server(8087)),
        block('bash name=third background ready=tcp:8087', ...server(8087)),
      ].join('\n'),
    );
    expect(brief(report)).toEqual({
      status: 'failed',
      steps: ['first passed', 'second passed', 'third failed'],
      told: [
        'step-not-ready: step `third`, in the background, was not started, as somebody listens on its port already (ready=tcp:8087)',
      ],
    });
  });

  test('may need force, also for what it has started in a session of its own', async () => {
    const report = await prove(
      [
        block(
          'bash name=stubborn background ready=log:up',
          'trap "" TERM',
          'setsid sleep 61 & echo up',
          'while :; do sleep 0.1; done',
        ),
        block('bash stop=stubborn exit=1', 'grep -lz "^61$" /proc/[0-9]*/cmdline'),
      ].join('\n'),
    );
    expect(brief(report)).toMatchObject({ status: 'passed', told: [] });
  });

  test('comes with everything else at once, also while it is waited for', async () => {
    const controller = new AbortController();
    const report = await prove(
      block('bash name=server background ready=tcp:9 timeout=50s', 'echo up', 'sleep 60'),
      {
        signal: controller.signal,
        onStep: (event) => event.type === 'step-start' && setTimeout(() => controller.abort(), 300),
      },
    );
    expect(report).toMatchObject({ status: 'error', reason: 'interrupted' });
    expect(report.steps[0]?.status).toBe('not-run');
  });

  test('with the shell, that a later step takes away, is told of that step alone', async () => {
    const report = await prove(
      [
        block('bash name=server background ready=log:up', 'echo up', 'sleep 60'),
        block('sh name=late timeout=300ms', 'sleep 60'),
      ].join('\n'),
    );
    expect(brief(report)).toMatchObject({
      steps: ['server passed', 'late failed'],
      told: ['step-timeout: step `late` did not end within 300 ms'],
    });
    expect(report.steps[0]?.commands[0]?.stdout).toBe('up\n');
  });

  test('by a signal is a failure of its own', async () => {
    const report = await prove(
      [
        block(
          'bash name=server background ready=log:up',
          'echo up; until test -e /tmp/go; do sleep 0.02; done; kill -9 $BASHPID',
        ),
        block('sh', 'touch /tmp/go; sleep 0.5'),
        block('sh', 'true'),
      ].join('\n'),
    );
    expect(brief(report)).toMatchObject({
      steps: ['server failed', 'step-2 passed', 'step-3 not-run'],
      told: [
        'step-background: step `server`, in the background, exited with 137 before it was stopped',
      ],
    });
    expect(report.diagnostics[0]?.hint).toContain('SIGKILL');
  });

  test('expected by the page: `exit=`', async () => {
    const report = await prove(
      [
        block('bash name=job background exit=3 ready=log:up', 'echo up; sleep 0.1; exit 3'),
        block('sh', 'sleep 0.5'),
      ].join('\n'),
    );
    expect(brief(report)).toMatchObject({ status: 'passed', told: [] });
    expect(report.steps[0]?.commands[0]).toMatchObject({ exitCode: 3, expectedExit: 3 });
  });
});

describeOnEngines(
  ['bubblewrap', 'docker'],
  'a background step that takes all processes',
  (prove) => {
    test('is told of as not ready, and no engine is to blame', async () => {
      const bomb = ['f() { f | f & }; f; while :; do sleep 0.1; done'];
      for (const ready of ['tcp:9', 'http://localhost:9/']) {
        const report = await prove(
          block(`bash name=bomb background timeout=1500ms ready=${ready}`, ...bomb),
          { verify: { limits: { ...verifyConfig.limits, pids: 60 } } },
        );
        expect(brief(report)).toMatchObject({ status: 'failed', steps: ['bomb failed'] });
        expect(brief(report).told[0]).toMatch(/^step-(?:not-ready|background): /);
      }
    });
  },
);

describeOnEngines(['docker'], 'a background step in a sandbox of few tools', (prove) => {
  const image = 'busybox:1';
  const settings = { images: [image] };
  test('is asked with what is there', async () => {
    const report = await prove(
      [
        block('sh', 'mkdir /tmp/w && echo hi >/tmp/w/index.html'),
        block(
          'sh name=httpd background ready=http://127.0.0.1:8088/index.html',
          'exec httpd -f -p 8088 -h /tmp/w',
        ),
        block('sh', 'wget -q -O - http://127.0.0.1:8088/'),
        block('output', 'hi'),
        block('sh stop=httpd exit=1', 'wget -q -O - http://127.0.0.1:8088/ 2>/dev/null'),
      ].join('\n'),
      { image, settings },
    );
    expect(brief(report)).toMatchObject({ status: 'passed', told: [] });
  });

  test('is told of as not ready where the answer is 404', async () => {
    const report = await prove(
      block(
        'sh name=httpd background timeout=1s ready=http://127.0.0.1:8088/nothing',
        'exec httpd -f -p 8088 -h /tmp',
      ),
      { image, settings },
    );
    expect(report.diagnostics[0]).toMatchObject({
      code: 'step-not-ready',
      message: expect.stringContaining('it answers 404'),
    });
  });
});
