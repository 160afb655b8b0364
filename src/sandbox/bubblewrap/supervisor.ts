import type { Readable, Writable } from 'node:stream';
import { SandboxError } from '../../model/sandbox.ts';
import { pipesDir, workDir } from './walls.ts';

const longestLine = 100;

/**
 * The first process of a namespace sandbox. Nobody can enter such a sandbox later without rights over
 * it, so it starts further processes itself: a line `ID COMMAND` on its stdin starts one on the pipes
 * of that name. It says `started ID` when the process holds its pipes and `exited ID STATUS` when it
 * has ended. When its stdin ends, it ends, and the sandbox with it.
 */
export const supervisorScript = `cd ${workDir} || exit
nl='
'
while read -r id command; do
  { (
    exec 3>&1 <"${pipesDir}/$id.in" >"${pipesDir}/$id.out" 2>"${pipesDir}/$id.err"
    echo "started $id" >&3
    exec 3>&-
    eval "$command"
  )
  echo "exited $id $?"; } &
done
exit 0`;

/** A line of shell text that becomes the given command. */
export function commandLine(argv: readonly string[], resetsSignals: boolean): string {
  const words = argv.map((word) => {
    return `'${word.replaceAll("'", "'\\''").replaceAll('\n', `'"$nl"'`)}'`;
  });
  // An asynchronous list starts with SIGINT and SIGQUIT ignored, for good unless this is done.
  return `exec ${resetsSignals ? 'env --default-signal=INT,QUIT ' : ''}${words.join(' ')}`;
}

/** A process as the supervisor tells of it; `exited` is undefined when the sandbox ended first. */
export interface Supervised {
  readonly started: Promise<void>;
  readonly exited: Promise<number | undefined>;
}

export interface Supervisor {
  request(id: string, command: string): Supervised;
}

/** Speaks with a supervisor over its streams. */
export function supervise(stdin: Writable, stdout: Readable): Supervisor {
  const waiting = new Map<string, (status?: number) => void>();
  let rest = '';
  let over = false;
  const settle = (key: string, status?: number) => {
    waiting.get(key)?.(status);
    waiting.delete(key);
  };
  const end = () => {
    over = true;
    for (const key of waiting.keys()) settle(key);
  };
  stdout.on('data', (chunk: Buffer) => {
    const lines = (rest + chunk.toString()).split('\n');
    rest = (lines.pop() ?? '').slice(-longestLine);
    for (const line of lines) {
      const [, key = '', status] = /^((?:started|exited) \d+)(?: (\d+))?$/.exec(line) ?? [];
      settle(key, status === undefined ? undefined : Number(status));
    }
  });
  for (const event of ['end', 'close', 'error']) stdout.on(event, end);
  stdin.on('error', () => {});
  return {
    request(id, command) {
      if (over) throw new SandboxError('the sandbox is gone');
      const told = (word: string) =>
        new Promise<number | undefined>((resolve) => waiting.set(`${word} ${id}`, resolve));
      const exited = told('exited');
      const started = new Promise<void>((resolve, reject) => {
        void told('started').then(() => (over ? undefined : resolve()));
        // What has ended before it began could not open its pipes.
        void exited.then(() => reject(new SandboxError('the sandbox did not start a process')));
      });
      stdin.write(`${id} ${command}\n`);
      return { started, exited };
    },
  };
}
