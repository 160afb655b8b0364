import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../src/model/sandbox.ts';
import { findEngines } from '../../src/sandbox/engines.ts';
import { bubblewrap, describeWith, docker } from '../requirements.ts';
import { inSandbox, type Ran } from './engine-cases.ts';

/** What is looked at of one block. */
interface Wanted {
  readonly script: string;
  readonly ended?: Ran['ended'] | readonly Ran['ended'][];
  readonly code?: number;
  readonly out?: string;
  readonly reason?: RegExp;
}

interface Case {
  readonly name: string;
  readonly blocks: readonly Wanted[];
}

const ok = (script: string, out: string): Wanted => ({ script, ended: 'exit', code: 0, out });
const lost = (script: string, reason: RegExp): Wanted => ({
  script,
  ended: 'sandbox-lost',
  reason,
});
const filled =
  'dd if=/dev/zero of=fill bs=64k 2>/dev/null; dd if=/dev/zero of=rest bs=1 2>/dev/null';

const cases: readonly Case[] = [
  {
    name: 'a line of 1 GB',
    blocks: [{ script: 'head -c 1G /dev/zero | tr "\\0" x', ended: 'output-limit' }],
  },
  {
    name: 'who ignores TERM in a session of its own and holds the pipes',
    blocks: [
      ok(
        'setsid sh -c "trap \'\' TERM HUP; while :; do echo noise; sleep 0.05; done" >&2 & sleep 0.2',
        '',
      ),
      ok('echo two', 'two\n'),
      ok('sleep 0.2; echo three', 'three\n'),
    ],
  },
  {
    name: 'no process left, for who runs the blocks either',
    blocks: [
      {
        script: 'bomb() { bomb | bomb & }; bomb; sleep 1; :',
        ended: ['exit', 'timeout', 'sandbox-lost'],
      },
      // A shell that cannot fork tries again for half a minute.
      { script: 'sleep 0.1; echo next', ended: ['exit', 'timeout', 'sandbox-lost'] },
    ],
  },
  {
    name: 'a block that takes every process and lets them go again',
    blocks: [
      { script: 'for i in $(seq 100); do sleep 0.5 & done; wait', ended: ['exit', 'sandbox-lost'] },
    ],
  },
  {
    name: 'memory that the shell itself has taken',
    blocks: [
      {
        script: 'x=$(head -c 1G /dev/zero | tr "\\0" x); echo no',
        ended: 'out-of-memory',
        out: '',
      },
      { script: 'echo no', ended: 'sandbox-lost', out: '' },
    ],
  },
  {
    name: 'full places do not touch the session',
    blocks: [
      {
        script: `set +e; cd /tmp; ${filled}; cd /work; ${filled}; echo x >y`,
        ended: 'exit',
        code: 1,
      },
      ok(`printf '%s' "${'z'.repeat(9000)}" | wc -c; rm fill rest; echo x >y; cat y`, '9000\nx\n'),
    ],
  },
  {
    name: 'as many files as there is memory for',
    blocks: [
      {
        script: 'i=0; while :; do : >/work/f$i; i=$((i+1)); done',
        ended: ['out-of-memory', 'sandbox-lost'],
        code: 137,
      },
    ],
  },
  {
    name: 'the folder of the session is full',
    blocks: [
      ok(`set +e; cd /run/rutter; ${filled}; cd; echo filled`, 'filled\n'),
      lost(`: ${'y'.repeat(9000)}; echo never`, /own folder in the sandbox is full/),
    ],
  },
  {
    name: 'the folder of the session is emptied',
    blocks: [lost('rm -rf /run/rutter/*; echo gone', /own files in the sandbox were removed/)],
  },
  {
    name: 'noise and forged messages in the pipes of the session',
    blocks: [
      ok('cat /dev/urandom >/run/rutter/control & sleep 0.3; echo on; kill $!', 'on\n'),
      ok('yes "end 0 0 e" | head -n 100000 >/run/rutter/control || :; echo calm', 'calm\n'),
      ok('echo still', 'still\n'),
    ],
  },
  {
    name: '`kill -9 -1`',
    blocks: [{ script: 'kill -9 -1; sleep 9', ended: 'sandbox-lost' }],
  },
  { name: '`kill -9 $$`', blocks: [lost('kill -9 $$; sleep 9', /killed with SIGKILL/)] },
  {
    name: 'no descriptor left',
    blocks: [lost('ulimit -n 3; :', /open no more files|open no file/)],
  },
  {
    name: 'the closing of every descriptor',
    blocks: [
      ok('i=0; while [ $i -lt 250 ]; do eval "exec $i<&-"; i=$((i+1)); done; echo no || :', ''),
      ok('echo open; cat', 'open\n'),
    ],
  },
  {
    name: 'a folder that is removed, and folders that are none',
    blocks: [
      ok('mkdir /tmp/d; cd /tmp/d; rmdir /tmp/d; echo in', 'in\n'),
      ok('echo on; cd /proc/self/fd', 'on\n'),
      ok('pwd; cd /proc/self/cwd; echo cwd', '/proc/self/fd\ncwd\n'),
      ok('cd /dev/fd/; echo x >/tmp/y; cat /tmp/y', 'x\n'),
    ],
  },
  {
    name: 'output that nothing takes, and input that never was',
    blocks: [
      { script: 'exec >/dev/full; echo x; echo no', ended: 'exit', code: 1, out: '' },
      ok('cat; read -r x || echo eof; cat /dev/stdin; echo end', 'eof\nend\n'),
    ],
  },
];

const engines = [
  { name: 'docker', needs: docker },
  { name: 'bubblewrap', needs: bubblewrap },
] as const;

describe.each(engines)('hostile blocks under $name', ({ name, needs }) => {
  describeWith(needs(), 'end in words', () => {
    let engine: Engine;
    beforeAll(async () => {
      const found = await findEngines(name);
      const [first] = found.engines;
      if (!first) throw new Error(JSON.stringify(found.refused));
      engine = first;
    });
    afterAll(() => engine?.[Symbol.asyncDispose]());

    for (const { name, blocks } of cases) {
      test(name, { timeout: 120_000 }, async () => {
        await inSandbox(engine, {}, async (run) => {
          for (const { script, ended, code, out, reason } of blocks) {
            const done = await run(script, 30_000);
            const label = script.slice(0, 100);
            if (ended !== undefined) expect([ended].flat(), label).toContain(done.ended);
            if (code !== undefined) expect([label, done.exitCode]).toEqual([label, code]);
            if (out !== undefined) expect([label, done.stdout]).toEqual([label, out]);
            if (reason !== undefined) expect(done.reason, label).toMatch(reason);
          }
        });
      });
    }
  });
});
