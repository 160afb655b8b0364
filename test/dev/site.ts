import { mkdirSync, writeFileSync } from 'node:fs';
import { type IncomingHttpHeaders, request } from 'node:http';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import type { ServedSite } from '../../src/dev/served-site.ts';
import type { Manifest } from '../../src/model/output.ts';
import { digestOf } from '../../src/model/source.ts';

/** Writes a site of these files, with its manifest. */
export function siteOf(
  outDir: string,
  files: Readonly<Record<string, string>>,
  base = '/',
): ServedSite {
  const entries: Record<string, Manifest['files'][string]> = Object.create(null);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(outDir, path)), { recursive: true });
    writeFileSync(join(outDir, path), text);
    entries[path] = { digest: digestOf(text), bytes: Buffer.byteLength(text) };
  }
  return { outDir, base, manifest: { schema: 1, files: entries } };
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Ask {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly host?: string;
}

export function ask(port: number, path: string, options: Ask = {}): Promise<Answer> {
  const { method = 'GET', headers = {}, host = '127.0.0.1' } = options;
  return new Promise((resolve, reject) => {
    const sent = request({ host, port, path, method, headers, agent: false }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => {
        body += text;
      });
      // A stream of events has no end of its own; it is broken off with the server.
      response
        .on('error', reject)
        .on('close', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
        );
    });
    sent.on('error', reject).end();
  });
}

/** What comes back for bytes that no client library would send. */
export function askRaw(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    let answer = '';
    socket.setEncoding('latin1').on('data', (text) => {
      answer += text;
    });
    socket.on('close', () => resolve(answer)).on('error', reject);
  });
}

/** The states that a stream of events has told so far and will tell. */
export function listenTo(port: number): Promise<{
  next(): Promise<{ readonly build: string; readonly overlay: string }>;
  close(): void;
}> {
  return new Promise((resolve, reject) => {
    const told: { build: string; overlay: string }[] = [];
    const waiting: ((state: { build: string; overlay: string }) => void)[] = [];
    const sent = request(
      { host: '127.0.0.1', port, path: '/__rutter/events', agent: false },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
          for (let end = text.indexOf('\n\n'); end !== -1; end = text.indexOf('\n\n')) {
            const data = /^data: (.*)$/m.exec(text.slice(0, end))?.[1];
            text = text.slice(end + 2);
            if (data === undefined) continue;
            const state = JSON.parse(data);
            const taker = waiting.shift();
            if (taker === undefined) told.push(state);
            else taker(state);
          }
        });
        response.on('error', () => {});
        resolve({
          next: () => {
            const state = told.shift();
            return state === undefined
              ? new Promise((take) => waiting.push(take))
              : Promise.resolve(state);
          },
          close: () => sent.destroy(),
        });
      },
    );
    sent.on('error', reject).end();
  });
}
