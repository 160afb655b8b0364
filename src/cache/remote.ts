import { atMost } from './at-most.ts';

/**
 * A server that keeps values by key, spoken to as Bazel speaks to its HTTP caches: GET `<url>/<key>`
 * answers 200 with the value or 404, PUT stores one, and the key is 64 hexadecimal digits
 * (https://bazel.build/remote/caching#http-caching). It never throws: what goes wrong is told once,
 * and from then on the server is left alone.
 */
export interface RemoteStore {
  /** Undefined where it has none, or cannot be asked. */
  get(key: string): Promise<Uint8Array | undefined>;
  put(key: string, text: string): Promise<void>;
}

export interface RemoteOptions {
  readonly url: string;
  /** Sent as a bearer token; without it, a name and a password in the URL are sent as Basic. */
  readonly token?: string | undefined;
  /** Told of the first thing that goes wrong, in words that hold no secret. */
  readonly onFault: (problem: string) => void;
  readonly signal?: AbortSignal | undefined;
  /** One request, from the connection to the last byte. Default: 10 seconds. */
  readonly timeoutMs?: number | undefined;
  /** A larger answer is not read. */
  readonly largestBytes: number;
}

const mostRedirects = 3;
/** A server that everybody shares is not to feel it when a large site is verified. */
const mostAtOnce = 16;

export function remoteStore(options: RemoteOptions): RemoteStore {
  const { signal, largestBytes, timeoutMs = 10_000 } = options;
  const base = new URL(options.url);
  const credentials = { token: options.token?.trim(), name: base.username, word: base.password };
  base.username = '';
  base.password = '';
  const inTurn = atMost(mostAtOnce);
  let isOff = false;

  const send = async (url: URL, init: RequestInit, redirects = 0): Promise<Response> => {
    const response = await fetch(url, { ...init, redirect: 'manual' });
    const location = response.headers.get('location');
    if (response.status < 300 || response.status > 399 || location === null) return response;
    await response.body?.cancel();
    const next = new URL(location, url);
    // Elsewhere nobody may have the token, and nobody was asked to be believed.
    if (next.origin !== base.origin) throw new Fault(`it sends us elsewhere, to ${next.origin}`);
    if (init.method !== 'GET') throw new Fault('it redirects what is to be stored');
    if (redirects >= mostRedirects) throw new Fault('it redirects again and again');
    return send(next, init, redirects + 1);
  };

  const attempt = async <T>(
    key: string,
    init: RequestInit,
    read: (response: Response) => Promise<T>,
  ): Promise<T | undefined> => {
    if (isOff || signal?.aborted) return undefined;
    const limit = AbortSignal.timeout(timeoutMs);
    try {
      const authorization = authorizationOf(credentials);
      const url = new URL(base);
      url.pathname = `${base.pathname.replace(/\/+$/, '')}/${key}`;
      const headers = {
        ...(authorization === undefined ? {} : { authorization }),
        ...init.headers,
      };
      const until = signal === undefined ? limit : AbortSignal.any([limit, signal]);
      return await read(await send(url, { ...init, headers, signal: until }));
    } catch (error) {
      // Many are asked at once: only the first is heard.
      if (!isOff && !signal?.aborted) {
        const words = limit.aborted ? `no answer within ${timeoutMs / 1000} s` : wordsOf(error);
        options.onFault(words);
      }
      isOff = true;
      return undefined;
    }
  };

  return {
    async get(key) {
      const init = { method: 'GET', headers: { accept: 'application/json' } };
      const read = async (response: Response): Promise<Uint8Array | undefined> => {
        if (response.status === 200) return await bounded(response, largestBytes);
        await response.body?.cancel();
        if (response.status === 404) return undefined;
        throw new Fault(`it answers with status ${response.status}`);
      };
      return await inTurn(() => attempt(key, init, read));
    },
    async put(key, text) {
      const headers = { 'content-type': 'application/json' };
      const init = { method: 'PUT', headers, body: text };
      const read = async (response: Response): Promise<void> => {
        await response.body?.cancel();
        if (!response.ok) throw new Fault(`it stores nothing: status ${response.status}`);
      };
      await inTurn(() => attempt(key, init, read));
    },
  };
}

interface Credentials {
  readonly token: string | undefined;
  /** As they stand in the URL. */
  readonly name: string;
  readonly word: string;
}

/** Something about the server's answers, in words for a person. */
class Fault extends Error {}

async function bounded(response: Response, largestBytes: number): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = [];
  let size = 0;
  // Counted as they come: neither a stated length nor a packed body can be relied on.
  for await (const part of response.body ?? []) {
    size += part.length;
    if (size > largestBytes) throw new Fault(`it answers with more than ${largestBytes} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function authorizationOf({ token, name, word }: Credentials): string | undefined {
  if (token) {
    // What cannot stand in a header would be quoted in the message of the exception.
    if (/^[\x21-\x7e]+$/.test(token)) return `Bearer ${token}`;
    throw new Fault('its token has characters that cannot be sent');
  }
  if (name === '') return undefined;
  const plain = `${decodeURIComponent(name)}:${decodeURIComponent(word)}`;
  return `Basic ${Buffer.from(plain).toString('base64')}`;
}

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // `fetch failed` has what happened as its cause.
  const cause = error.cause instanceof Error ? error.cause : error;
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;
  return code === undefined || cause.message.includes(code)
    ? cause.message
    : `${code} ${cause.message}`.trim();
}
