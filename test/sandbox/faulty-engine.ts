import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What is done instead of passing a request on; `cut`: the answer is broken off when it has begun. */
export type Fault = 'hang' | 'garbage' | 'close' | 'nonsense' | 'cut';

/** A socket that passes on to an engine, but for what is to go wrong. */
export interface FaultyEngine extends AsyncDisposable {
  /** For DOCKER_HOST. */
  readonly host: string;
  /** The first line of every request so far. */
  readonly requests: readonly string[];
  /** From now on, for requests whose first line matches. */
  fail(match: RegExp, fault: Fault): void;
  /** All is well again. */
  heal(): void;
  /** The engine dies: every connection breaks, and no new one is taken. */
  die(): Promise<void>;
}

let last = 0;

/** Rutter sends one request on a connection, so that its first bytes say what it is. */
export async function faultyEngine(target: string): Promise<FaultyEngine> {
  last += 1;
  const path = join(tmpdir(), `rutter-test-engine-${process.pid}-${last}.sock`);
  const sockets = new Set<Socket>();
  const requests: string[] = [];
  let fault: { readonly match: RegExp; readonly how: Fault } | undefined;

  function keep(socket: Socket): Socket {
    sockets.add(socket);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
    return socket;
  }

  function passOn(client: Socket, first: Buffer, cut: boolean): void {
    const engine = keep(connect(target));
    engine.write(first);
    client.pipe(engine);
    if (cut) {
      engine.once('data', (chunk: Buffer) => {
        client.write(chunk.subarray(0, 40));
        setTimeout(() => client.destroy(), 50);
        engine.destroy();
      });
    } else engine.pipe(client);
    client.on('close', () => engine.destroy());
    engine.on('close', () => client.end());
  }

  const server = createServer((client) => {
    keep(client);
    client.once('data', (first: Buffer) => {
      const line = first.toString('latin1').split('\r\n')[0] ?? '';
      requests.push(line);
      const how = fault?.match.test(line) ? fault.how : undefined;
      switch (how) {
        case undefined:
        case 'cut':
          return passOn(client, first, how === 'cut');
        case 'hang':
          return;
        case 'close':
          return void client.destroy();
        case 'garbage':
          return void client.end('\0\u0001 this is no HTTP\r\n\r\n'.repeat(100));
        case 'nonsense':
          return void client.end(
            'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 15\r\n\r\n[null,{"Id":7}]',
          );
      }
    });
  }).listen(path);
  await once(server, 'listening');
  const die = async () => {
    for (const socket of sockets) socket.destroy();
    if (!server.listening) return;
    server.close();
    await once(server, 'close');
  };
  return {
    host: `unix://${path}`,
    requests,
    fail(match, how) {
      fault = { match, how };
    },
    heal() {
      fault = undefined;
    },
    die,
    async [Symbol.asyncDispose]() {
      await die();
      rmSync(path, { force: true });
    },
  };
}
