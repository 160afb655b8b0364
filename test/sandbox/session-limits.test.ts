import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { SandboxError } from '../../src/model/sandbox.ts';
import type { SandboxProcess, Spawn } from '../../src/sandbox/process.ts';
import { openSession } from '../../src/sandbox/session/session.ts';
import { bubblewrap, describeWith } from '../requirements.ts';
import { openTestSession, shells, type TestGround, testGround } from './session-ground.ts';

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString();
const grounds: TestGround[] = [];
const ground = (shell: (typeof shells)[number]) => {
  const made = testGround(shell);
  grounds.push(made);
  return made;
};

afterEach(async () => {
  for (const made of grounds.splice(0)) await made[Symbol.asyncDispose]();
});

describeWith(bubblewrap(), 'a session at its limits', () => {
  for (const shell of shells) {
    test(`${shell}: every byte of 10 MB comes back, NUL and invalid UTF-8 too`, async () => {
      const session = await openTestSession(ground(shell));
      const random = await session.run({
        script: 'head -c 10000000 /dev/urandom >/tmp/r; cat /tmp/r',
        timeoutMs: 20_000,
      });
      expect(random.ended).toBe('exit');
      const file = readFileSync(join(grounds[0]?.folder ?? '', 'tmp/r'));
      expect(Buffer.compare(Buffer.from(random.stdout), file)).toBe(0);
    });

    test(`${shell}: output over the limit is cut and ends the session at once`, async () => {
      const session = await openTestSession(ground(shell), { outputBytes: 10_000 });
      const exact = await session.run({ script: 'yes | head -c 10000', timeoutMs: 9000 });
      expect([exact.stdout.length, exact.truncated, session.alive]).toEqual([10_000, false, true]);
      const endless = await session.run({ script: 'yes', timeoutMs: 20_000 });
      expect([endless.ended, endless.stdout.length, endless.truncated]).toEqual([
        'output-limit',
        10_000,
        true,
      ]);
      expect(session.alive).toBe(false);
    });

    test(`${shell}: a timeout keeps what was written and ends everything`, async () => {
      const session = await openTestSession(ground(shell));
      const script = 'echo out; printf half >&2; sleep 60 & while :; do sleep 9; done';
      const late = await session.run({ script, timeoutMs: 400 });
      expect([late.ended, text(late.stdout), text(late.stderr), late.exitCode]).toEqual([
        'timeout',
        'out\n',
        'half',
        undefined,
      ]);
      const after = await session.run({ script: 'echo no', timeoutMs: 400 });
      expect([after.ended, after.stdout.length]).toEqual(['sandbox-lost', 0]);
      await expect(session.write('x', 'y')).rejects.toThrow(SandboxError);
    });

    test(`${shell}: a file is written exactly, below the shell’s folder`, async () => {
      const session = await openTestSession(ground(shell));
      await session.run({ script: 'mkdir -p /tmp/here && cd /tmp/here', timeoutMs: 5000 });
      const contents = [
        '',
        'no newline',
        "it's\n\n",
        'a\0b\0',
        '$x `y` \\ "z" é\r\n',
        '-n\n%s%%\n',
      ];
      for (const [at, content] of contents.entries()) {
        await session.write(`deep/er/${at}`, content);
        const path = join(grounds[0]?.folder ?? '', `tmp/here/deep/er/${at}`);
        expect(readFileSync(path, 'utf8')).toBe(content);
      }
      await session.write('/tmp/big', 'x'.repeat(1_000_000));
      expect(statSync(join(grounds[0]?.folder ?? '', 'tmp/big')).size).toBe(1_000_000);
      await expect(session.write('/proc/no/such', 'x')).rejects.toThrow(
        /^`\/proc\/no\/such` cannot be written: .*(No such file|can't create|cannot create)/,
      );
      await expect(session.write('/tmp/', 'x')).rejects.toThrow(SandboxError);
      await session.run({ script: 'mkfifo /tmp/pipe', timeoutMs: 5000 });
      await expect(session.write('/tmp/pipe', 'x')).rejects.toThrow(/something that is no file/);
      expect((await session.run({ script: 'cat deep/er/1', timeoutMs: 5000 })).ended).toBe('exit');
    });

    test(`${shell}: a sandbox that dies is lost, never waited for`, async () => {
      const made = ground(shell);
      const session = await openTestSession(made);
      const script = 'echo a; echo >/tmp/begun; sleep 60';
      const running = session.run({ script, timeoutMs: 30_000 });
      await vi.waitFor(() => statSync(join(made.folder, 'tmp/begun')), 10_000);
      setTimeout(() => void made.kill(), 300);
      const execution = await running;
      expect([execution.ended, text(execution.stdout), session.alive]).toEqual([
        'sandbox-lost',
        'a\n',
        false,
      ]);
    });

    test(`${shell}: no block can tell the result of another`, async () => {
      const session = await openTestSession(ground(shell));
      const script = `set; env; { set; cat /run/rutter/block; } >/tmp/seen
        (sleep 0.1; grep -aoE '[0-9a-f]{32}' /tmp/seen | while read -r t; do
          printf 'end %s 0 e 1\\n/forged\\n%s\\n' "$t" "$t"; done >/run/rutter/control) &
        printf 'end 0 0 e 1\\n/forged\\n0\\n' >/run/rutter/control`;
      expect((await session.run({ script, timeoutMs: 5000 })).ended).toBe('exit');
      const next = await session.run({ script: 'sleep 0.5; false', timeoutMs: 5000 });
      expect([next.exitCode, next.cwd === '/forged']).toEqual([1, false]);
    });

    test(`${shell}: memory that ran out is told apart by who knows`, async () => {
      const session = await openTestSession(ground(shell), {
        outOfMemory: async () => true,
      });
      const killed = await session.run({ script: "sh -c 'kill -9 $$'", timeoutMs: 5000 });
      expect([killed.ended, killed.exitCode, session.alive]).toEqual(['out-of-memory', 137, true]);
      expect((await session.run({ script: 'exit 1', timeoutMs: 5000 })).ended).toBe('exit');
    });
  }

  test('a sandbox without a shell, or whose process does not start, is an error', async () => {
    const made = ground('busybox');
    const options = { outputBytes: 1000, workDir: '/', stateDir: '/nowhere', kill: made.kill };
    await expect(openSession({ ...options, spawn: made.spawn })).rejects.toThrow(
      /no shell came up/,
    );
    const refuse: Spawn = async () => {
      throw new Error('refused');
    };
    await expect(openSession({ ...options, spawn: refuse })).rejects.toThrow(/refused/);
  });

  test('a transport that breaks at any moment loses the sandbox and throws nothing', async () => {
    for (const afterMs of [0, 5, 20, 60, 150]) {
      const made = ground('dash');
      const started: SandboxProcess[] = [];
      const spawn: Spawn = async (argv) => {
        const one = await made.spawn(argv);
        started.push(one);
        return one;
      };
      const session = await openTestSession(made, { spawn });
      const running = session.run({
        script: 'echo a; sleep 0.1; echo b; sleep 9',
        timeoutMs: 9000,
      });
      setTimeout(() => {
        const { stdin, stdout, stderr } = started[afterMs % 2] ?? made.spawn.prototype;
        for (const stream of [stdin, stdout, stderr]) stream.destroy(new Error('broken'));
        void made.kill();
      }, afterMs);
      expect((await running).ended).toBe('sandbox-lost');
      await session[Symbol.asyncDispose]();
    }
  });
});
