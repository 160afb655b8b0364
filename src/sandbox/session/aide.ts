import { randomBytes } from 'node:crypto';
import type { SandboxProcess, Spawn } from '../process.ts';
import { type AideOptions, aideText, jobAideText, markText } from './aide-text.ts';
import { type Capture, capture } from './capture.ts';

/** How long an output pipe may take to come to its end when nobody holds it open any more. */
const endMs = 20;
/** How long a mark may take through a pipe that somebody holds open. */
const markMs = 10_000;

/**
 * A shell of our own beside the user's: writes files for us and pumps one pair of output pipes.
 * No command of the user's runs in it.
 */
export interface Aide {
  readonly generation: number;
  readonly out: Capture;
  readonly err: Capture;
  send(commands: string): void;
  /** Waits until everything has come that a block wrote. */
  settled(): Promise<boolean>;
  /** Something in the background holds the pipes open: the next block needs others. */
  readonly held: boolean;
  readonly exited: Promise<unknown>;
}

export function newToken(): string {
  return randomBytes(16).toString('hex');
}

/** Gives a process's stdin a text; what goes wrong with the stream shows when the process ends. */
export function tell(started: SandboxProcess, text: string): void {
  if (started.stdin.writable) started.stdin.write(text);
}

export async function startAide(options: {
  readonly spawn: Spawn;
  readonly stateDir: string;
  readonly generation: number;
  readonly limit: number;
  readonly onOverflow: () => void;
  /** Of a background job, not of blocks. */
  readonly job?: boolean;
}): Promise<Aide> {
  const { spawn, stateDir, generation, limit, onOverflow, job = false } = options;
  const text: (own: AideOptions) => string = job ? jobAideText : aideText;
  const mark = newToken();
  const started = await spawn(['sh']);
  started.stdin.on('error', () => {});
  const out = capture({ stream: started.stdout, mark, limit, onOverflow });
  const err = capture({ stream: started.stderr, mark, limit, onOverflow });
  tell(started, text({ stateDir, generation, mark }));
  let held = false;
  const bothEnded = async (limitMs: number) =>
    (await Promise.all([out.ended(1, limitMs), err.ended(1, limitMs)])).every(Boolean);
  return {
    generation,
    out,
    err,
    send: (commands) => tell(started, commands),
    async settled() {
      if (await bothEnded(endMs)) return true;
      held = true;
      tell(started, markText({ generation, text: mark, job }));
      return bothEnded(markMs);
    },
    get held() {
      return held;
    },
    exited: started.exited,
  };
}
