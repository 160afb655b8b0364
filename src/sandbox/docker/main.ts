import { randomBytes } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { PassThrough, Transform } from 'node:stream';
import { SandboxError } from '../../model/sandbox.ts';
import type { SandboxProcess } from '../process.ts';
import { readyLine } from './container.ts';
import { ended } from './exec.ts';
import { demultiplex } from './streams.ts';

const longestGreeting = 64 * 1024;
/** A token, a status and what is around them. */
const longestTail = 100;

/** The main process of a sandbox. */
export interface MainProcess {
  /**
   * The text of its os-release file, '' where it has none, once it is ready.
   * @throws SandboxError when the process ends, or says more than such a file can hold
   */
  readonly greeting: Promise<string>;
  /** Lets it become a shell of ours, once and after its greeting. */
  shell(): SandboxProcess;
}

/** Speaks with the main script of container.ts. */
export function mainProcess(main: Duplex): MainProcess {
  const { stdout, stderr } = demultiplex(main);
  // Until the shell is there nobody else reads it.
  stderr.resume();
  const over = ended(main);
  const greeting = new Promise<string>((resolve, reject) => {
    let text = '';
    const listen = (chunk: Buffer) => {
      text += chunk.toString();
      const end = `\n${text}`.indexOf(`\n${readyLine}\n`);
      if (end === -1 && text.length <= longestGreeting) return;
      stdout.off('data', listen).pause();
      if (end === -1) reject(new SandboxError('its os-release is too long'));
      else resolve(text.slice(0, end));
    };
    stdout.on('data', listen);
    void over.then(() =>
      reject(new SandboxError('its /bin/sh, which the steps need, is missing or does not run')),
    );
  });
  greeting.catch(() => {});
  return {
    greeting,
    shell() {
      const token = randomBytes(16).toString('hex');
      const last = new RegExp(`${token} (\\d+)\\n`);
      let told = (_status: number | undefined): void => {};
      const exited = new Promise<number | undefined>((resolve) => {
        told = resolve;
      });
      void over.then(() => told(undefined));
      let tail = '';
      const said = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          tail = (tail + chunk.toString('latin1')).slice(-longestTail);
          const status = last.exec(tail)?.[1];
          if (status === undefined) return done(null, chunk);
          told(Number(status));
          done();
        },
      });
      main.write(`${token}\n`);
      return {
        stdin: main,
        stdout: stdout.pipe(new PassThrough()),
        stderr: stderr.pipe(said),
        exited,
      };
    },
  };
}
