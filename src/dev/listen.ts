import type { RequestListener, Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ListenOptions {
  /** Where to listen; absent (or `localhost`): both loopback addresses. */
  readonly host?: string | undefined;
  /** 0: any free port. */
  readonly port: number;
}

export interface Listening {
  readonly port: number;
  /** Ends every connection, then resolves. */
  close(): Promise<void>;
}

const loopback = ['127.0.0.1', '::1'];
const triedPorts = 50;

/**
 * Listens at the port or, where it is taken, at the next free one.
 * @throws the system's error when the address is not ours, or no port of the next 50 is free.
 */
export async function listen(
  listener: RequestListener,
  options: ListenOptions,
): Promise<Listening> {
  const { host, port } = options;
  const hosts = host === undefined || host === 'localhost' ? loopback : [host];
  for (let tried = 0; ; tried += 1) {
    const wanted = port === 0 ? 0 : port + tried;
    try {
      return await listenAt(listener, hosts, wanted);
    } catch (error) {
      if (codeOf(error) !== 'EADDRINUSE' || tried >= triedPorts || wanted >= 65535) throw error;
    }
  }
}

/** One server an address, all at the same port. A machine without IPv6 does without that address. */
async function listenAt(
  listener: RequestListener,
  hosts: readonly string[],
  wanted: number,
): Promise<Listening> {
  const servers: Server[] = [];
  const close = async () => {
    await Promise.all(servers.map(closed));
  };
  let port = wanted;
  try {
    for (const host of hosts) {
      const server = createServer(listener);
      try {
        await started(server, host, port);
      } catch (error) {
        if (servers.length > 0 && noSuchAddress.has(codeOf(error) ?? '')) continue;
        throw error;
      }
      servers.push(server);
      port = (server.address() as AddressInfo).port;
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { port, close };
}

const noSuchAddress = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT']);

function started(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, exclusive: true }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
