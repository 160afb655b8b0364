import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { SandboxError } from '../../model/sandbox.ts';
import type { Endpoint } from '../watchdog/duty.ts';
import { parseJson, textAt } from './json.ts';
import { oneLine } from './words.ts';

/** How long an engine may take, in milliseconds. */
export interface Patience {
  /** To say who it is. */
  readonly hello: number;
  /** To look something up. */
  readonly look: number;
  /** To create, start or remove. */
  readonly work: number;
  /** To show some progress of what it fetches. */
  readonly progress: number;
}

export const patience: Patience = { hello: 3_000, look: 10_000, work: 60_000, progress: 60_000 };

export interface Question {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Without the version; its parts are encoded already. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>> | undefined;
  readonly body?: object | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly limitMs: number;
  /** What is asked for, in words that follow "to", e.g. `create a container`. */
  readonly purpose: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  /** What the body is as JSON; undefined where it is none. */
  readonly body: unknown;
  /** The engine's own words for what went wrong. */
  readonly words: string;
}

/**
 * Speaks the Engine API with one engine (https://docs.docker.com/reference/api/engine/). Every call
 * ends within its limit, and throws a SandboxError where the engine gives no answer.
 */
export interface Client {
  /** Any status is an answer. */
  ask(question: Question): Promise<Answer>;
  /** Like `ask`, but a status of an error is thrown, with the engine's words. */
  demand(question: Question): Promise<Answer>;
  /** A connection that the engine has taken over ("hijacked"): our bytes are a process's stdin. */
  hijack(question: Question): Promise<Duplex>;
  /** An answer while it comes in. The limit is for its head, and for each pause of the body. */
  stream(question: Question, signal?: AbortSignal): Promise<http.IncomingMessage>;
}

const longestAnswer = 64 * 1024 * 1024;
const longestRefusal = 64 * 1024;

function reasonOf(error: unknown): string {
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  switch (code) {
    case 'ENOENT':
      return 'there is no such socket';
    case 'ECONNREFUSED':
      return 'nothing listens there';
    case 'EACCES':
      return 'this user may not use it (on Linux: sudo usermod -aG docker $USER, then log in anew)';
    case 'ECONNRESET':
    case 'EPIPE':
      return 'the engine closed the connection';
    default:
      return String(code).startsWith('HPE_')
        ? 'what answers there does not speak HTTP'
        : oneLine(String(message ?? error));
  }
}

async function textOf(answer: http.IncomingMessage, longest: number): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > longest) throw new SandboxError('the answer of the engine is too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

/** `api` is the version to speak, as the first part of a path; before it is known there is none. */
export function createClient(endpoint: Endpoint, api?: string): Client {
  const { tls, certificates, ...place } = endpoint;
  const file = (name: string) =>
    certificates ? readFileSync(join(certificates, name)) : undefined;
  const secure = tls ? { ca: file('ca.pem'), cert: file('cert.pem'), key: file('key.pem') } : {};

  function send(question: Question, upgrade: boolean, signal?: AbortSignal): http.ClientRequest {
    const { method, path, query, body, headers } = question;
    const search = query === undefined ? '' : `?${new URLSearchParams(query)}`;
    const content = body === undefined ? '' : JSON.stringify(body);
    // A connection each: those of a pool may be closed by the engine just when they are used.
    const request = (tls ? https : http).request({
      ...{ ...place, ...secure, method, agent: false },
      path: `${api === undefined ? '' : `/${api}`}${path}${search}`,
      headers: {
        Host: place.host ?? 'localhost',
        'Content-Length': Buffer.byteLength(content),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(upgrade ? { Connection: 'Upgrade', Upgrade: 'tcp' } : { Connection: 'close' }),
        ...headers,
      },
      ...(signal === undefined ? {} : { signal }),
    });
    request.end(content);
    return request;
  }

  /** What `listen` resolves with, within the limit; the request is given up then. */
  function settle<T>(
    { limitMs, purpose }: Question,
    request: http.ClientRequest,
    listen: (resolve: (value: T | Promise<T>) => void, reject: (reason: unknown) => void) => void,
  ): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const fail = (reason: unknown) => {
        clearTimeout(timer);
        request.destroy();
        const isOurs = reason instanceof SandboxError;
        reject(isOurs ? reason : new SandboxError(`cannot ${purpose}: ${reasonOf(reason)}`));
      };
      const timer = setTimeout(() => {
        const seconds = Math.round(limitMs / 100) / 10;
        fail(new SandboxError(`cannot ${purpose}: the engine gave no answer within ${seconds} s`));
      }, limitMs);
      request.on('error', fail);
      listen((value) => {
        Promise.resolve(value).then((given) => {
          clearTimeout(timer);
          resolve(given);
        }, fail);
      }, fail);
    });
  }

  async function read(answer: http.IncomingMessage): Promise<Answer> {
    const status = answer.statusCode ?? 0;
    const text = await textOf(answer, status < 400 ? longestAnswer : longestRefusal);
    const body = parseJson(text);
    const words = oneLine(textAt(body, 'message') ?? text) || `it answered with status ${status}`;
    return { status, headers: answer.headers, body, words };
  }

  async function ask(question: Question): Promise<Answer> {
    const request = send(question, false);
    return await settle<Answer>(question, request, (resolve) => {
      request.on('response', (answer) => resolve(read(answer)));
    });
  }

  const refused = ({ purpose }: Question, { words }: Answer) =>
    new SandboxError(`cannot ${purpose}: ${words}`);

  return {
    ask,
    async demand(question) {
      const answer = await ask(question);
      if (answer.status >= 400) throw refused(question, answer);
      return answer;
    },
    async hijack(question) {
      const request = send(question, true);
      return await settle<Duplex>(question, request, (resolve, reject) => {
        request.on('upgrade', (_answer, socket, head) => {
          socket.on('error', () => {});
          if (head.length > 0) socket.unshift(head);
          resolve(socket);
        });
        request.on('response', (answer) => {
          read(answer).then((given) => reject(refused(question, given)), reject);
        });
      });
    },
    async stream(question, signal) {
      const request = send(question, false, signal);
      return await settle<http.IncomingMessage>(question, request, (resolve, reject) => {
        request.on('response', (answer) => {
          if ((answer.statusCode ?? 0) < 400) {
            answer.setTimeout(question.limitMs, () => answer.destroy(new Error('no progress')));
            resolve(answer);
          } else read(answer).then((given) => reject(refused(question, given)), reject);
        });
      });
    },
  };
}
