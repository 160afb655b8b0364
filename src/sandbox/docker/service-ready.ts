import {
  httpScript,
  isListening,
  readHttpAnswer,
  socketTableScript,
} from '../../model/ready-look.ts';
import type { Ready } from '../../model/runbook.ts';
import type { Spawn } from '../process.ts';
import { type LookShell, startLookShell } from './look-shell.ts';
import type { ServiceLog } from './service-log.ts';

export type Look =
  | { readonly ready: true }
  /** What is seen instead, in words that follow "it". */
  | { readonly seen: string }
  /** Why it can never be seen. */
  | { readonly never: string };

/** Looks whether a service is ready, as often as it is called. */
export interface Looker {
  look(): Promise<Look>;
  close(): void;
}

const isReady: Look = { ready: true };

function fromInside(spawn: Spawn, text: string, read: (said: string) => Look): Looker {
  let shell: Promise<LookShell> | undefined;
  return {
    async look() {
      shell ??= startLookShell(spawn, text);
      return read((await (await shell).look()) ?? '');
    },
    close: () => void shell?.then((one) => one.close()).catch(() => {}),
  };
}

function readHttp(said: string): Look {
  const answer = readHttpAnswer(said);
  switch (answer.kind) {
    case 'status':
      return answer.status < 400 ? isReady : { seen: `answers ${answer.status}` };
    case 'other':
      return { seen: 'does not answer in HTTP' };
    case 'silence':
      return { seen: 'does not answer' };
    case 'no-tool':
      return {
        never:
          'the sandbox has none of bash, curl and wget to ask it with; wait for its port with `tcp:…` or for a line of its log with `log:…`',
      };
  }
}

/** `spawn` starts processes in the sandbox, from where a service is looked at. */
export function serviceLooker(ready: Ready, log: ServiceLog, spawn: Spawn): Looker {
  switch (ready.kind) {
    case 'tcp':
      return fromInside(spawn, socketTableScript, (said) =>
        isListening(said, ready.port) ? isReady : { seen: `does not listen on port ${ready.port}` },
      );
    case 'http':
      return fromInside(spawn, httpScript(new URL(ready.url)), readHttp);
    case 'log':
      return { look: async () => readLog(ready.pattern, log), close: () => {} };
  }
}

function readLog(pattern: string, log: ServiceLog): Look {
  switch (log.matches(pattern)) {
    case true:
      return isReady;
    case false:
      return { seen: `has written no line that matches /${pattern}/` };
    case undefined:
      return {
        never: `it takes too long to look for /${pattern}/ in its log; a simpler regular expression is needed`,
      };
  }
}
