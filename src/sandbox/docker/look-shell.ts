import { randomBytes } from 'node:crypto';
import type { Spawn } from '../process.ts';

/** A shell in the sandbox that runs one text again and again, each time when it is told to. */
export interface LookShell {
  /** What the text wrote to stdout; undefined once the shell is gone. */
  look(): Promise<string | undefined>;
  close(): void;
}

const longestAnswer = 4 * 1024 * 1024;

export async function startLookShell(spawn: Spawn, text: string): Promise<LookShell> {
  const token = randomBytes(16).toString('hex');
  const loop = `while IFS= read -r go; do { ${text}\n} </dev/null 2>/dev/null; printf %s ${token}; done`;
  const { stdin, stdout, stderr, exited } = await spawn(['sh', '-c', loop]);
  for (const stream of [stdin, stdout, stderr]) stream.on('error', () => {});
  stderr.resume();
  let said = '';
  let isGone = false;
  let heard = (): void => {};
  stdout.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString('latin1')).slice(-longestAnswer);
    heard();
  });
  void exited.then(() => {
    isGone = true;
    heard();
  });
  return {
    look() {
      said = '';
      if (!isGone) stdin.write('\n');
      return new Promise((resolve) => {
        heard = () => {
          const end = said.indexOf(token);
          if (end !== -1) resolve(said.slice(0, end));
          else if (isGone) resolve(undefined);
        };
        heard();
      });
    },
    close: () => stdin.end(),
  };
}
