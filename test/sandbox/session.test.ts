import { afterEach, expect, test } from 'vitest';
import { bubblewrap, describeWith } from '../requirements.ts';
import { type BlockCase, sessionCases } from './session-cases.ts';
import { openTestSession, shells, testGround } from './session-ground.ts';

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString();
const timeoutMs = 15_000;
const grounds: AsyncDisposable[] = [];

afterEach(async () => {
  for (const ground of grounds.splice(0)) await ground[Symbol.asyncDispose]();
});

function ground(shell: (typeof shells)[number]) {
  const made = testGround(shell);
  grounds.push(made);
  return made;
}

describeWith(bubblewrap(), 'a session', () => {
  for (const shell of shells) {
    for (const { name, only, blocks } of sessionCases) {
      if (only && !only.includes(shell)) continue;
      test(`${shell}: ${name}`, async () => {
        const session = await openTestSession(ground(shell));
        for (const block of blocks) {
          const execution = await session.run({ script: block.script, timeoutMs });
          const seen = {
            ended: execution.ended,
            code: execution.exitCode,
            out: text(execution.stdout),
            err: text(execution.stderr),
            cwd: execution.cwd,
            line: execution.problem?.line,
          };
          expect({ script: block.script.slice(0, 200), ...seen }).toMatchObject(expected(block));
          expect(session.alive).toBe(execution.ended !== 'sandbox-lost');
        }
      });
    }
  }
});

function expected(block: BlockCase) {
  const match = (wanted: string | RegExp) =>
    typeof wanted === 'string' ? wanted : expect.stringMatching(wanted);
  return {
    ...(block.ended === undefined ? {} : { ended: block.ended }),
    ...(block.code === undefined ? {} : { code: block.code }),
    ...(block.out === undefined ? {} : { out: match(block.out) }),
    ...(block.err === undefined ? {} : { err: match(block.err) }),
    ...(block.line === undefined ? {} : { line: block.line }),
  };
}
