import { randomBytes } from 'node:crypto';
import { SandboxError, type SandboxProcess, type Spawn } from '../../model/sandbox.ts';
import { within } from './waiting.ts';

/** A shell of our own in the sandbox, beside the session, that looks at things for us. */
export interface Prober {
  /** Runs shell text and answers what it wrote to stdout; undefined when no answer came in time. */
  ask(script: string): Promise<string | undefined>;
  close(): void;
}

/** How long one look may take. */
const askMs = 15_000;
const longestAnswer = 4 * 1024 * 1024;

/** A prober that starts its shell when it is first asked, and a new one where that has gone silent. */
export function createProber(spawn: Spawn): Prober {
  let shell: Promise<ProbeShell> | undefined;
  let isBusy = false;
  return {
    async ask(script) {
      // Whoever asked before has given up waiting; an answer is not to be taken for another.
      if (isBusy) shell = undefined;
      shell ??= startShell(spawn);
      const own = shell;
      isBusy = true;
      const answer = await within(askMs, (await own).ask(script));
      if (shell !== own) return answer;
      isBusy = false;
      if (answer === undefined) shell = undefined;
      return answer;
    },
    close() {
      shell?.then(({ started }) => started.stdin.end()).catch(() => {});
    },
  };
}

interface ProbeShell {
  readonly started: SandboxProcess;
  ask(script: string): Promise<string | undefined>;
}

async function startShell(spawn: Spawn): Promise<ProbeShell> {
  const started = await spawn(['sh']);
  started.stdin.on('error', () => {});
  started.stderr.on('error', () => {}).resume();
  let text = '';
  let look = (): void => {};
  let isGone = false;
  started.stdout.on('error', () => {});
  started.stdout.on('data', (chunk: Buffer | string) => {
    text += chunk.toString('latin1');
    if (text.length > longestAnswer) text = text.slice(-longestAnswer);
    look();
  });
  void started.exited.then(() => {
    isGone = true;
    look();
  });
  return {
    started,
    ask(script) {
      if (isGone) throw new SandboxError('the sandbox does not say whether something is ready');
      const token = randomBytes(16).toString('hex');
      text = '';
      started.stdin.write(`{ ${script}\n} </dev/null 2>/dev/null; printf %s ${token}\n`);
      return new Promise((resolve) => {
        look = () => {
          const end = text.indexOf(token);
          if (end !== -1) resolve(text.slice(0, end));
          else if (isGone) resolve(undefined);
        };
        look();
      });
    },
  };
}
