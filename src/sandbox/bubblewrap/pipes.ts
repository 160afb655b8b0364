import { execFile } from 'node:child_process';
import { constants, openSync, unlinkSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { type Readable, Writable } from 'node:stream';
import { promisify } from 'node:util';

/** Our ends of the three pipes of one process in a namespace sandbox. */
export interface Pipes {
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** Takes the names away once the process has its ends. */
  unlink(): void;
}

const run = promisify(execFile);
const names = ['in', 'out', 'err'] as const;
type Identity = { readonly uid: number; readonly gid: number } | undefined;

/** A stream that ends by closing: a pipe with a name cannot be shut down in one direction. */
function closingWriter(socket: Socket): Writable {
  const writer = new Writable({
    write: (chunk, _encoding, done) => void socket.write(chunk, done),
    final(done) {
      socket.destroy();
      done();
    },
    destroy(error, done) {
      socket.destroy();
      done(error);
    },
  });
  socket.on('error', (error) => writer.destroy(error));
  writer.on('error', () => {});
  return writer;
}

/**
 * Makes three named pipes `<id>.in`, `.out` and `.err` in a folder that the sandbox sees, and opens
 * our ends without waiting for the other side: reading, an end comes only after a writer has come and
 * gone; writing, we hold a reading end too, so that the first words are not refused.
 */
export async function createPipes(folder: string, id: string, identity: Identity): Promise<Pipes> {
  const [input, output, errors] = names.map((name) => join(folder, `${id}.${name}`)) as [
    string,
    string,
    string,
  ];
  const paths = [input, output, errors];
  await run('mkfifo', ['-m', '600', ...paths], { ...identity, env: {} });
  const nonblocking = constants.O_NONBLOCK | constants.O_NOFOLLOW;
  const reader = (path: string) =>
    new Socket({ fd: openSync(path, constants.O_RDONLY | nonblocking), writable: false });
  const stdin = new Socket({
    fd: openSync(input, constants.O_RDWR | nonblocking),
    readable: false,
    writable: true,
  });
  return {
    stdin: closingWriter(stdin),
    stdout: reader(output),
    stderr: reader(errors),
    unlink() {
      for (const path of paths) unlinkSync(path);
    },
  };
}
