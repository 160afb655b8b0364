import { afterEach, expect, test } from 'vitest';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import type { Session } from '../../src/model/sandbox.ts';
import { type RunInput, runRunbook } from '../../src/runbook/run/run.ts';
import type { RunResult } from '../../src/runbook/run/run-log.ts';
import { bubblewrap, describeWith } from '../requirements.ts';
import {
  openTestSession,
  type TestGround,
  type TestShell,
  testGround,
} from '../sandbox/session-ground.ts';
import { type PageOptions, parsePage, told } from './page.ts';

let ground: TestGround | undefined;
let session: Session | undefined;
afterEach(async () => {
  await session?.[Symbol.asyncDispose]();
  await ground?.[Symbol.asyncDispose]();
  session = undefined;
  ground = undefined;
});

interface Options extends PageOptions, Partial<Pick<RunInput, 'signal' | 'onStep'>> {
  readonly shell?: TestShell;
  readonly outputBytes?: number;
}

async function run(text: string, options: Options = {}): Promise<RunResult> {
  const { shell = 'bash', outputBytes = 2 ** 20, signal, onStep } = options;
  const page = parsePage(text, options);
  const errors = page.diagnostics.filter((one) => one.severity === 'error');
  if (page.runbook === undefined || errors.length > 0) throw new Error(told(page).join('\n'));
  ground = testGround(shell);
  session = await openTestSession(ground, { outputBytes });
  return runRunbook({
    runbook: page.runbook,
    session,
    sandbox: { spawn: ground.spawn, writable: ['/work', '/tmp'], services: [] },
    ground: { name: 'debian:12', image: 'debian:12', architecture: 'amd64' },
    engine: 'docker',
    signal,
    onStep,
  });
}

const fence = '```';
function block(info: string, ...lines: readonly string[]): string {
  return [`${fence}${info}`, ...lines, fence, ''].join('\n');
}

/** `line:column code message` and what follows, of the only diagnostic. */
function only(result: RunResult): Diagnostic & { readonly at: string } {
  const [one, ...others] = result.diagnostics;
  if (one === undefined || others.length > 0) throw new Error(JSON.stringify(result, null, 2));
  return { ...one, at: `${one.span?.start.line}:${one.span?.start.column} ${one.code}` };
}

const statuses = (result: RunResult) => result.steps.map((step) => step.status);

describeWith(bubblewrap(), 'running a runbook', () => {
  test('state lasts from step to step, and every kind of expectation holds', async () => {
    const result = await run(
      [
        block('sh', 'greeting=hello', 'mkdir sub && cd sub'),
        block('ini file=app.ini', 'a = 1', '', 'b = 2'),
        block(
          'console',
          '$ echo $greeting',
          'hello',
          '$ cat app.ini',
          'a = 1',
          '...',
          '$ false',
          '[1]',
          '$ true',
        ),
        block('sh', 'printf "{\\"b\\": 1, \\"a\\": [1]}"'),
        block('json', '{"a": [1], "b": "[..]"}'),
        block('sh exit=3', 'exit 3'),
        block('bash', '[[ $greeting == h* ]] && echo yes'),
        block('output', 'yes'),
        block('sh skip="needs a disk"', 'exit 9'),
        '<!-- sh name=quiet\necho hidden\n-->\n',
      ].join('\n'),
    );
    expect(result.diagnostics).toEqual([]);
    expect(result.status).toBe('passed');
    expect(statuses(result)).toEqual([
      'passed',
      'passed',
      'passed',
      'passed',
      'passed',
      'passed',
      'skipped',
      'passed',
    ]);
    expect(result.steps[6]?.reason).toBe('needs a disk');
    expect(result.steps[2]?.commands.map((one) => one.exitCode)).toEqual([0, 0, 1, 0]);
  });

  test('a missing command is told at its line, with stderr and what to do', async () => {
    const result = await run(
      `# Title\n\n${block('sh name=apply', 'true', '  skiff aply -f app.yaml', 'true')}`,
    );
    const one = only(result);
    expect(one).toMatchObject({
      at: '5:3 step-exit',
      message: 'step `apply` exited with 127, expected 0',
      hint: 'debian:12 has no `skiff`; name another image in the front matter',
      details: [expect.stringMatching(/^stderr: .*skiff/)],
    });
    expect(one.frame?.lines[1]).toContain('skiff');
  });

  test.each([
    ['test 1 = 2', ['true', '  test 1 = 2', 'true'], '3:3'],
    ['a function of the block', ['f() {', '  true', '  false', '}', 'f', 'true'], '6:1'],
    ['one in a function in a condition', ['if true; then', '  false', 'fi'], '3:3'],
    ['a pipe', ['true', 'false |', '  cat', 'true'], '4:3'],
    ['tracing', ['set -x', 'true', 'false'], '4:1'],
    ['a file that is read', ["printf 'true\\n\\n\\nfalse\\n' >f", '. ./f', 'true'], '3:1'],
    ['a missing command in a function', ['f() {', '  nonesuch', '}', 'f'], '3:3'],
    ['a complaint that was let pass', ['nonesuch || true', 'false'], '3:1'],
  ])('bash knows the line of what fails in silence: %s', async (_, lines, at) => {
    expect(only(await run(block('sh', ...lines))).at).toBe(`${at} step-exit`);
  });

  test('no line is left of the block before', async () => {
    const result = await run(
      `${block('sh exit=1', 'true', 'false')}\n${block('sh', 'true', 'exit 4')}`,
    );
    expect(only(result).at).toBe('6:1 step-exit');
  });

  test.each(['bash', 'dash', 'busybox'] as const)('%s names the line', async (shell) => {
    const result = await run(block('sh', 'true', 'nonesuch', 'true'), { shell });
    expect(only(result).at).toBe('3:1 step-exit');
    expect(only(result).hint).toContain('`nonesuch`');
  });

  test('a script that the block calls names its own line; ours is that of the call', async () => {
    const script = [
      'echo "true; true; true; nonesuch" | tr ";" "\\n" > x.sh',
      'true',
      'true',
      'sh x.sh',
    ];
    expect(only(await run(block('sh', ...script))).at).toBe('5:1 step-exit');
  });

  test('what a plain shell does not say is told at its block; a transcript at its command', async () => {
    const { at } = only(await run(block('sh', 'true', 'false'), { shell: 'dash' }));
    expect(at).toBe('1:1 step-exit');
  });
  test('a command of a transcript', async () => {
    const one = only(await run(block('console', '$ true', '$ false', '$ echo later')));
    expect(one).toMatchObject({
      at: '3:3 step-exit',
      message: '`false` in step `step-1` exited with 1, expected 0',
    });
  });

  test('a success that was to fail', async () => {
    expect(only(await run(block('sh exit=1', 'true')))).toMatchObject({
      message: 'step `step-1` exited with 0, expected 1',
      hint: expect.stringContaining('expected to fail'),
    });
  });

  test('other output is told with the diff', async () => {
    const result = await run(block('console', '$ printf "a\\nb\\nc\\n"', 'a', 'x', '[..]'));
    expect(only(result)).toMatchObject({
      at: '2:1 step-output',
      details: ['--- expected', '+++ actual', '@@ -1,3 +1,3 @@', ' a', '-x', '+b', ' c'],
    });
    expect(result.steps[0]?.commands[0]?.diff).toContain('-x\n+b');
  });

  test.each([
    ['echo x >/usr/x', 'writable system'],
    ['{ echo "Temporary failure in name resolution" >&2; false; }', 'no network'],
    ['echo x >f; ./f', 'chmod +x'],
    ['kill -9 $BASHPID & wait $!', 'SIGKILL'],
    ['yes | head -n 1 >/dev/null', 'SIGPIPE'],
    ['sudo true', 'nobody becomes root'],
    ['systemctl() { echo "systemctl: not found" >&2; return 127; }; systemctl start x', 'no init'],
    ['f() { return 100; }; f apt-get update', 'need `privileges: packages` and `network: bridge`'],
    ['echo "Failed to connect to bus: Host is down" >&2; false', 'no init system'],
    ['echo "wget: Failed to connect to db port 5432" >&2; false', 'nobody listens'],
  ])('%s gets a hint', async (script, hint) => {
    expect(only(await run(block('sh', script))).hint).toContain(hint);
  });

  test.each([
    'echo "echo: Read-only file system" >&2; false',
    'echo "Temporary failure in name resolution" >&2; false',
    'echo "Permission denied" >&2; false',
  ])('no hint at a wall that is not there: %s', async (script) => {
    const allow = {
      network: ['none', 'bridge'],
      privileges: ['strict', 'root'],
      secrets: [],
      registries: [],
    } as const;
    const settings = { network: 'bridge', privileges: 'root' } as const;
    const result = await run(block('sh', script), { settings, verify: { allow } });
    expect(only(result).hint).toBeUndefined();
  });

  test('after a failure only teardown runs', async () => {
    const result = await run(
      [
        block('sh name=a', 'touch mark'),
        block('sh name=b', 'false'),
        block('sh name=c', 'rm mark'),
        block('sh name=d role=teardown', 'test -f mark'),
        block('sh skip="never"', 'x'),
      ].join('\n'),
    );
    expect(statuses(result)).toEqual(['passed', 'failed', 'not-run', 'passed', 'skipped']);
    expect(result.steps[2]?.reason).toBe('step `b` failed');
    expect(result.status).toBe('failed');
  });

  test('a timeout keeps what came, and nothing more runs', async () => {
    const result = await run(
      [
        block('sh timeout=700ms', 'echo before', 'sleep 60'),
        block('sh role=teardown', 'true'),
      ].join('\n'),
    );
    expect(only(result)).toMatchObject({
      at: '1:1 step-timeout',
      message: 'step `step-1` did not end within 700 ms',
      details: ['stdout: before'],
    });
    expect(result.steps[0]?.commands[0]).toMatchObject({ ended: 'timeout', stdout: 'before\n' });
    expect(result.steps[1]).toMatchObject({
      status: 'not-run',
      reason: 'step `step-1` failed, and its sandbox is gone',
    });
  });

  test('the time of the whole runbook', async () => {
    const result = await run([block('sh', 'sleep 60'), block('sh', 'true')].join('\n'), {
      settings: { timeoutMs: 800 },
    });
    expect(only(result).message).toBe(
      'step `step-1` did not end before the time of the whole runbook, 800 ms, was over',
    );
  });

  test('text that is no command', async () => {
    const result = await run(block('sh', 'echo never', 'echo "open'));
    expect(only(result)).toMatchObject({
      code: 'step-syntax',
      hint: expect.stringContaining('quote'),
    });
    expect(result.steps[0]?.commands[0]?.stdout).toBe('');
  });

  test('a shell that goes away', async () => {
    expect(only(await run(block('sh', 'kill -9 $$'))).code).toBe('step-lost');
  });

  test('more output than is kept', async () => {
    const result = await run(block('sh', 'head -c 3000000 /dev/zero | tr "\\0" x'), {
      outputBytes: 100_000,
    });
    expect(only(result).code).toBe('step-output-limit');
    const [command] = result.steps[0]?.commands ?? [];
    expect(command?.truncated).toBe(true);
    expect(command?.stdout.length).toBeLessThan(70_000);
  });

  test('a file that cannot be written', async () => {
    const result = await run(`${block('sh', 'mkdir d')}\n${block('ini file=d', 'x')}`);
    expect(only(result)).toMatchObject({ at: '5:1 step-file' });
  });

  test('a file where a pipe is, whose reader would be waited for', async () => {
    const result = await run(`${block('sh', 'mkfifo p')}\n${block('ini file=p', 'x')}`);
    expect(only(result)).toMatchObject({
      at: '5:1 step-file',
      message: expect.stringContaining('something that is no file is there'),
    });
  });

  test('a bash step where there is none', async () => {
    const one = only(await run(block('bash', 'true'), { shell: 'dash' }));
    expect(one).toMatchObject({
      at: '1:1 step-shell',
      message: expect.stringContaining('debian:12 has none'),
    });
  });

  test('what is printed stays data', async () => {
    const result = await run(
      block(
        'sh',
        'printf "\\033[31mred\\033[0m \\033]0;x\\007\\001\\000\\377\\r\\n::error::x\\n"',
        'false',
      ),
    );
    expect(result.steps[0]?.commands[0]?.stdout).toBe('red ␁␀\ufffd\n::error::x\n');
    expect(JSON.stringify(only(result).details)).not.toMatch(/\\u00[01]/);
  });

  test('many steps make a small report', async () => {
    const result = await run(
      Array.from({ length: 60 }, () => block('sh', 'head -c 200000 /dev/zero | tr "\\0" x')).join(
        '\n',
      ),
    );
    expect(result.status).toBe('passed');
    expect(JSON.stringify(result.steps).length).toBeLessThan(3_000_000);
  });

  test('events come in order', async () => {
    const seen: string[] = [];
    await run(
      [
        block('sh', 'true'),
        block('sh skip="x"', 'true'),
        block('sh', 'false'),
        block('sh', 'true'),
      ].join('\n'),
      {
        onStep: (event) => seen.push(`${event.type} ${event.step.id}`),
      },
    );
    expect(seen).toEqual([
      'step-start step-1',
      'step-end step-1',
      'step-start step-3',
      'step-end step-3',
    ]);
  });

  test('an abort returns at once', { timeout: 15_000 }, async () => {
    const controller = new AbortController();
    const result = await run(
      [block('sh', 'true'), block('sh', 'sleep 60'), block('sh', 'true')].join('\n'),
      {
        signal: controller.signal,
        onStep: (event) => event.step.number === 2 && setTimeout(() => controller.abort(), 100),
      },
    );
    expect(result).toMatchObject({ status: 'error', reason: 'interrupted' });
    expect(statuses(result)).toEqual(['passed', 'not-run', 'not-run']);
  });
});
