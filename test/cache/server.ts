import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface CacheServer {
  readonly url: string;
  readonly stored: Map<string, string>;
  /** Method, path and credentials of each request. */
  readonly asked: {
    readonly method: string;
    readonly path: string;
    readonly authorization?: string;
  }[];
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A server that keeps what is put, as `bazel-remote` does, or one that answers in another way. */
export async function cacheServer(answer?: Answer): Promise<CacheServer> {
  const stored = new Map<string, string>();
  const asked: CacheServer['asked'][number][] = [];
  const keep: Answer = (request, response) => {
    const path = request.url ?? '';
    if (request.method === 'PUT') {
      let body = '';
      request.setEncoding('utf8').on('data', (part: string) => {
        body += part;
      });
      request.on('end', () => {
        stored.set(path, body);
        response.writeHead(200).end();
      });
      return;
    }
    const found = stored.get(path);
    response.writeHead(found === undefined ? 404 : 200).end(found);
  };
  const server: Server = createServer((request, response) => {
    const { authorization } = request.headers;
    asked.push({
      ...{ method: request.method ?? '', path: request.url ?? '' },
      ...(authorization === undefined ? {} : { authorization }),
    });
    (answer ?? keep)(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/ac`, stored, asked };
}
