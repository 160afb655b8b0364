import { chmodSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Session } from '../../src/model/sandbox.ts';
import { bubblewrap, describeWith } from '../requirements.ts';
import {
  openTestSession,
  runAlone,
  shells,
  type TestGround,
  testGround,
} from './session-ground.ts';
import { type LawBlock, lawBlocks } from './shell-blocks.ts';

/** How many sequences of blocks; by hand: RUTTER_LAW=3000 npx vitest run … session-law */
const runs = Number(process.env.RUTTER_LAW ?? 100);
const seed = Number(process.env.RUTTER_LAW_SEED ?? 7);
const timeoutMs = 15_000;

/** Everything that a leaf looks at is set, so that `set -u` ends nothing. */
const first = [
  "a1=i a2=i a3=i b1=j b2=j b3=j k1=1 k2=1 k3=1 d1='' d2='' d3='' v='' x='' y='' z='' i=0 w=''",
  "q1='' q2='' q3='' e1='' e2='' e3='' s1='' s2='' s3=''",
].join('\n');

const reached = 'the-end-of-the-script-is-reached';

/** The blocks as one script; what is redirected for good is so only until the end of its block. */
function scriptOf(blocks: readonly LawBlock[]): string {
  const parts = blocks
    .filter((block) => !block.broken)
    .map(({ reference, status }) => {
      const known = status === undefined ? '' : `(exit ${status}) && :\n`;
      return `${reference}\n${known}__s=$?; command exec 1>&8 2>&9; (exit "$__s") && :\n`;
    });
  return `exec 8>&1 9>&2\n${first}\n${parts.join('')}__s=$?; trap - EXIT; echo ${reached}; exit "$__s"\n`;
}

const preamble = 'set -e; if (set -o pipefail) 2>/dev/null; then set -o pipefail; fi';

const saidByShell = 'words of a shell';

/** Sent to stdout, a trace keeps the depth that bash gives it, and a shell's words name other lines. */
const latin = (bytes: Uint8Array) =>
  Buffer.from(bytes)
    .toString('latin1')
    .replace(/^\++ (?=echo traced$|set \+x$)/gm, '+ ')
    .replace(/^(?:bash|sh|\/run\/rutter\/script-\d+): .*$/gm, saidByShell);

/** What the blocks wrote: the words of a shell about them name other lines, and trace other depths. */
const lines = (text: string) =>
  text
    .split('\n')
    .filter((line) => !line.includes(': ') && line !== saidByShell)
    .map((line) => line.replace(/^\++ /, '+ '));

let files = 0;
async function reference(ground: TestGround, blocks: readonly LawBlock[]) {
  files += 1;
  const name = `script-${files}`;
  writeFileSync(join(ground.folder, 'run', name), scriptOf(blocks));
  const [shell, aliases] =
    ground.shell === 'bash' ? ['bash', '; shopt -s expand_aliases'] : ['sh', ''];
  const program = `${preamble}${aliases}; . /run/rutter/${name}`;
  const { status, stdout, stderr } = await runAlone(ground, [shell, '-c', program, shell]);
  rmSync(join(ground.folder, 'run', name));
  const out = latin(stdout);
  const whole = out.endsWith(`${reached}\n`);
  return {
    status,
    whole,
    out: out.replace(`${reached}\n`, ''),
    err: latin(stderr),
  };
}

function emptied(ground: TestGround): string {
  for (const name of ['work', 'tmp']) {
    const folder = join(ground.folder, name);
    for (const entry of readdirSync(folder)) rmSync(join(folder, entry), { recursive: true });
  }
  files += 1;
  const state = join(ground.folder, 'run', String(files));
  mkdirSync(state);
  chmodSync(state, 0o777);
  return `/run/rutter/${files}`;
}

/** What we ask for ourselves, between blocks, must not be seen by them. */
async function meddle(session: Session, script: string): Promise<void> {
  if (script.length % 4 === 0) {
    const asked = await session.run({ script: 'echo quiet; false', timeoutMs, quiet: true });
    expect([asked.ended, asked.exitCode]).toEqual(['exit', 1]);
  }
  if (script.length % 7 === 0) {
    const started = await session.start('echo job; exit 3');
    expect('job' in started && (await started.job.ended)).toBe(3);
  }
}

async function holds(ground: TestGround, blocks: readonly LawBlock[]): Promise<void> {
  const session = await openTestSession(ground, { stateDir: emptied(ground) });
  const done: LawBlock[] = [];
  let out = '';
  let err = '';
  await session.run({ script: first, timeoutMs });
  for (const block of blocks) {
    const execution = await session.run({ script: block.script, timeoutMs });
    expect(execution.ended).toBe(block.broken ? 'syntax-error' : 'exit');
    if (block.broken) continue;
    done.push(block);
    out += latin(execution.stdout);
    err += latin(execution.stderr);
    const expected = await reference(ground, done);
    expect({ status: execution.exitCode, out, err: lines(err) }).toEqual({
      status: expected.status,
      out: expected.out,
      err: lines(expected.err),
    });
    // A command that nobody has meant to fail has ended the script, and the block.
    if (!expected.whole) break;
    await meddle(session, block.script);
  }
  await session[Symbol.asyncDispose]();
}

/**
 * The law: a block of a session has the status and the output that it has in one fresh shell that
 * is given all blocks up to it as one script, in which each block ends where its first failing
 * command, its `exit` or its `return` stands.
 */
describeWith(bubblewrap(), 'a session and one fresh shell', () => {
  for (const shell of shells) {
    test(`${shell}: say the same`, {
      timeout: 60_000 + runs * 5_000,
    }, async () => {
      let ground = testGround(shell);
      const property = fc.asyncProperty(lawBlocks(shell), async (blocks) => {
        try {
          await holds(ground, blocks);
        } catch (error) {
          await ground[Symbol.asyncDispose]();
          ground = testGround(shell);
          throw error;
        }
      });
      try {
        await fc.assert(property, { numRuns: runs, seed });
      } finally {
        await ground[Symbol.asyncDispose]();
      }
    });
  }
});
