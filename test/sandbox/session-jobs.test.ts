import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import type { BackgroundJob, Session } from '../../src/model/sandbox.ts';
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

async function start(session: Session, script: string): Promise<BackgroundJob> {
  const started = await session.start(script);
  if ('problem' in started) throw new Error(started.problem.message);
  return started.job;
}

const wrote = async (job: BackgroundJob, out: string | RegExp) => {
  await vi.waitFor(() => expect(text(job.output().stdout)).toMatch(out), 10_000);
};

describeWith(bubblewrap(), 'a block in the background', () => {
  for (const shell of shells) {
    const open = (more = {}) => openTestSession(ground(shell), more);
    const says = async (session: Session, script: string, quiet = false) => {
      const done = await session.run({ script, timeoutMs: 15_000, quiet });
      return [done.exitCode, text(done.stdout)];
    };

    test(`${shell}: begins with all of the shell, and changes nothing of it`, async () => {
      const session = await open();
      await says(session, 'a="x  y"; f() { echo "f $1"; }; alias hi="echo hi"; cd /tmp; set -u');
      await says(session, 'set -- p "q r"; (exit 3)');
      const job = await start(session, 'echo $? "$a" "$#" "$2"; f 1; hi; pwd; cd /; a=2; exit 7');
      expect(await job.ended).toBe(7);
      expect(text(job.output().stdout)).toBe('3 x  y 2 q r\nf 1\nhi\n/tmp\n');
      expect(await says(session, 'echo "$? $a $#"; pwd')).toEqual([0, '3 x  y 2\n/tmp\n']);
    });

    test(`${shell}: ends at its first failing command, with its words`, async () => {
      const session = await open();
      const job = await start(session, 'echo a\nnosuch\necho b');
      expect(await job.ended).toBe(127);
      expect(text(job.output().stdout)).toBe('a\n');
      expect(text(job.output().stderr)).toMatch(
        /^(bash: line 2: nosuch: command not found|sh: (2|line 2): nosuch: not found)\n$/,
      );
      await says(session, 'set +e');
      const on = await start(session, 'false\necho on; trap "echo bye" EXIT; exit 4');
      expect([await on.ended, text(on.output().stdout)]).toEqual([4, 'on\nbye\n']);
    });

    test(`${shell}: its output is its own, and no block waits for it`, async () => {
      const session = await open();
      const job = await start(session, 'while :; do echo tick; echo tock >&2; sleep 0.05; done');
      await wrote(job, /tick/);
      expect(await says(session, 'echo one')).toEqual([0, 'one\n']);
      expect(await says(session, 'exit 3')).toEqual([3, '']);
      expect(await says(session, 'echo two')).toEqual([0, 'two\n']);
      await job.stop(5000);
      expect(await job.ended).toBe(143);
      expect(text(job.output().stdout)).toMatch(/^(tick\n)+$/);
      expect(text(job.output().stderr)).toMatch(/^(tock\n)+$/);
    });

    test(`${shell}: the shell can wait for it and signal it`, async () => {
      const session = await open();
      const job = await start(session, 'sleep 0.3; exit 5');
      expect(await says(session, 'wait $! || echo $?')).toEqual([0, '5\n']);
      expect(await job.ended).toBe(5);
      const other = await start(session, 'trap "echo term; exit 6" TERM; echo on; sleep 60 & wait');
      await wrote(other, /on/);
      expect(await says(session, 'kill $!; wait $! || echo $?')).toEqual([0, '6\n']);
      expect([await other.ended, text(other.output().stdout)]).toEqual([6, 'on\nterm\n']);
      const killed = await start(session, 'echo on; sleep 60');
      await wrote(killed, /on/);
      await says(session, 'kill -9 $!');
      expect(await killed.ended).toBe(137);
      await killed.stop(0);
    });

    test(`${shell}: what is no complete command does not begin`, async () => {
      const session = await open();
      expect(await session.start('touch /tmp/ran\nif true; then')).toMatchObject({
        problem: { line: 2 },
      });
      expect(await session.start('cat <<X\nx')).toMatchObject({ problem: { line: 1 } });
      expect(await session.start('echo "a')).toMatchObject({ problem: { line: 1 } });
      expect(await session.start('a\0')).toMatchObject({ problem: { line: 1 } });
      expect(await says(session, 'echo $?; ls /tmp')).toEqual([0, '0\n']);
    });

    test(`${shell}: too much output is dropped, and it goes on`, async () => {
      const session = await open({ outputBytes: 10_000 });
      const job = await start(session, 'yes | head -c 3000000 || :; yes >&2 & sleep 0.1; kill $!');
      expect(await job.ended).toBe(0);
      const { stdout, stderr, truncated } = job.output();
      expect([stdout.length, stderr.length, truncated]).toEqual([10_000, 10_000, true]);
      expect(await says(session, 'echo alive')).toEqual([0, 'alive\n']);
    });

    test(`${shell}: stopping it stops all that it has started`, async () => {
      const session = await open();
      const script = `trap '' TERM
        (trap '' TERM; sleep 61) &
        (cd /; sleep 62 </dev/null >/dev/null 2>&1 &)
        if command -v setsid >/dev/null; then setsid sh -c 'trap "" TERM; sleep 63' & fi
        echo on
        while :; do sleep 64; done`;
      const job = await start(session, script);
      await wrote(job, /on/);
      const bystander = await says(session, 'sleep 65 & echo');
      expect(bystander).toEqual([0, '\n']);
      await job.stop(300);
      expect(await job.ended).toBe(137);
      const left = `for p in /proc/[0-9]*; do tr '\\0' ' ' <$p/cmdline | grep -o 'sleep 6[0-9]' || :; done`;
      expect(await says(session, left)).toEqual([0, 'sleep 65\n']);
    });

    test(`${shell}: a daemon that it leaves behind is stopped with it`, async () => {
      const session = await open();
      const job = await start(session, '(sleep 71 </dev/null >/dev/null 2>&1 &); echo gone');
      expect(await job.ended).toBe(0);
      await job.stop(1000);
      const left = `for p in /proc/[0-9]*; do tr '\\0' ' ' <$p/cmdline | grep -o 'sleep 7[0-9]' || :; done`;
      expect(await says(session, left)).toEqual([0, '']);
    });

    test(`${shell}: it is told of when its sandbox goes`, async () => {
      const session = await open();
      const job = await start(session, 'echo on; sleep 60');
      await wrote(job, /on/);
      await says(session, 'kill -9 $$');
      expect([await job.ended, session.alive]).toEqual([undefined, false]);
      await job.stop(1000);
      expect(text(job.output().stdout)).toBe('on\n');
      await expect(session.start('echo')).rejects.toThrow(/sandbox is gone/);
    });

    test(`${shell}: many at once`, async () => {
      const session = await open();
      const jobs = await Promise.all(
        [1, 2, 3, 4, 5].map((one) => start(session, `echo ${one}; sleep 0.1; exit ${one}`)),
      );
      expect(await Promise.all(jobs.map((job) => job.ended))).toEqual([1, 2, 3, 4, 5]);
      expect(jobs.map((job) => text(job.output().stdout))).toEqual(
        [1, 2, 3, 4, 5].map((one) => `${one}\n`),
      );
    });

    test(`${shell}: what we ask leaves no trace in the shell`, async () => {
      const session = await open();
      expect(await says(session, 'set -x; (exit 5)')).toEqual([5, '']);
      const quiet = await session.run({ script: 'echo q; false', timeoutMs: 9000, quiet: true });
      expect([quiet.exitCode, text(quiet.stdout), text(quiet.stderr)]).toEqual([1, 'q\n', '']);
      const after = await session.run({ script: 'echo $?', timeoutMs: 9000 });
      expect([text(after.stdout), text(after.stderr)]).toEqual(['5\n', '+ echo 5\n']);
      const job = await start(session, 'echo t');
      expect(await job.ended).toBe(0);
      expect(text(job.output().stderr)).toBe('+ echo t\n');
    });

    test(`${shell}: a file is written with its mode`, async () => {
      const session = await open();
      await session.write('/tmp/deep/run', '#!/bin/sh\necho ran', 0o755);
      expect(await says(session, '/tmp/deep/run')).toEqual([0, 'ran\n']);
      await session.write('/tmp/deep/run', 'x', 0o600);
      expect(readFileSync(join(grounds[0]?.folder ?? '', 'tmp/deep/run'), 'utf8')).toBe('x');
      expect(await says(session, 'ls -l /tmp/deep | grep -c ^-rw-------')).toEqual([0, '1\n']);
    });
  }
});
