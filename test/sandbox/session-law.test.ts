import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bubblewrap, describeWith } from '../requirements.ts';
import {
  openTestSession,
  shells,
  type TestGround,
  type TestShell,
  testGround,
  workDir,
} from './session-ground.ts';

const name = fc.constantFrom('a', 'b', 'c');
const word = fc.oneof(
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the text is a shell's
  fc.constantFrom('x', "'it is'", '"$a"', '$b', '${c-none}', '"end 0 0"', '\\"', '*.none', '$?'),
  fc.stringMatching(/^[a-z]{1,5}$/),
);
const leaf = fc.oneof(
  { weight: 4, arbitrary: word.map((one) => `echo ${one}`) },
  { weight: 3, arbitrary: fc.tuple(name, word).map(([one, value]) => `${one}=${value}`) },
  { weight: 2, arbitrary: fc.tuple(name, word).map(([f, w]) => `f${f}() { echo ${w}; ${f}=9; }`) },
  { weight: 2, arbitrary: name.map((f) => `f${f} || echo none`) },
  { weight: 1, arbitrary: word.map((w) => `cat <<E1\nline ${w}\n\tE1\nE1`) },
  { weight: 1, arbitrary: word.map((w) => `cat <<'E2'\n${w} ( " {\nE2`) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('false', '(exit 4)', 'cd /tmp', 'cd /', 'pwd', 'set +e'),
  },
  { weight: 1, arbitrary: fc.nat(5).map((n) => `exit ${n}`) },
  { weight: 1, arbitrary: word.map((w) => `echo ${w} >&2`) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('set -e', 'export a', 'set -- 1 2', 'echo "$#"', 'printf e'),
  },
);
const command = fc.oneof(
  { weight: 6, arbitrary: leaf },
  { weight: 1, arbitrary: fc.tuple(leaf, leaf).map(([a, b]) => `if true; then\n${a}\n${b}\nfi`) },
  { weight: 1, arbitrary: leaf.map((a) => `for i in 1 2; do\n${a}\ndone`) },
  { weight: 1, arbitrary: leaf.map((a) => `(\n${a}\n)`) },
  { weight: 1, arbitrary: leaf.map((a) => `v=$(\n${a}\n)\necho "$v"`) },
);
const block = fc.array(command, { minLength: 1, maxLength: 4 }).map((lines) => lines.join('\n'));
const sequence = fc.array(block, { minLength: 1, maxLength: 5 });

const decode = (bytes: Uint8Array) => Buffer.from(bytes).toString();

/** What the blocks themselves wrote: the words of a shell about them name other lines. */
const lines = (text: string) => text.split('\n').filter((line) => !line.includes(': '));

let folders = 0;
function fresh(ground: TestGround): string {
  folders += 1;
  mkdirSync(join(ground.folder, 'run', String(folders)));
  chmodSync(join(ground.folder, 'run', String(folders)), 0o777);
  return `/run/rutter/${folders}`;
}

const preamble = 'set -e; if (set -o pipefail) 2>/dev/null; then set -o pipefail; fi';

async function reference(ground: TestGround, shell: TestShell, script: string) {
  writeFileSync(join(ground.folder, 'run/script'), script);
  const program = `cd ${workDir}; ${preamble}; . /run/rutter/script`;
  const started = await ground.spawn([shell === 'bash' ? 'bash' : 'sh', '-c', program]);
  started.stdin.end();
  const [out, err, status] = await Promise.all([
    buffer(started.stdout),
    buffer(started.stderr),
    started.exited,
  ]);
  return { status, out: out.toString(), err: err.toString() };
}

/**
 * The law: blocks that succeed, in one session, do what one fresh shell does that is given the same
 * blocks as one script. A block that fails ends the comparison, after its status and its output.
 */
describeWith(bubblewrap(), 'a session and one fresh shell', () => {
  for (const shell of shells) {
    test(`${shell}: say the same`, { timeout: 60_000 }, async () => {
      const ground = testGround(shell);
      await fc.assert(
        fc.asyncProperty(sequence, async (blocks) => {
          const session = await openTestSession(ground, { stateDir: fresh(ground) });
          const done: string[] = [];
          let out = '';
          let err = '';
          for (const script of blocks) {
            const execution = await session.run({ script, timeoutMs: 9000 });
            done.push(script);
            out += decode(execution.stdout);
            err += decode(execution.stderr);
            expect(execution.ended).toBe('exit');
            const whole = await reference(ground, shell, done.join('\n'));
            expect({ status: execution.exitCode, out, err: lines(err) }).toEqual({
              ...whole,
              err: lines(whole.err),
            });
            if (execution.exitCode !== 0 || /^exit/m.test(script)) break;
          }
          await session[Symbol.asyncDispose]();
        }),
        { numRuns: 25, seed: 7, interruptAfterTimeLimit: 15_000 },
      );
      await ground[Symbol.asyncDispose]();
    });
  }
});
