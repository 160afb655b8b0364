import { once } from 'node:events';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { type RemoteOptions, remoteStore } from '../../src/cache/remote.ts';
import { cacheServer } from './server.ts';

const key = 'a'.repeat(64);

function storeAt(url: string, options: Partial<RemoteOptions> = {}) {
  const faults: string[] = [];
  const store = remoteStore({
    url,
    onFault: (problem) => faults.push(problem),
    largestBytes: 1000,
    ...options,
  });
  return { store, faults };
}

const text = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString('utf8');

describe('a server that keeps values', () => {
  test('gives what was put there, and nothing for what was not', async () => {
    const server = await cacheServer();
    const { store, faults } = storeAt(`${server.url}/`, { token: 'secret' });
    expect(await store.get(key)).toBeUndefined();
    await store.put(key, 'value');
    expect(text(await store.get(key))).toBe('value');
    expect(server.asked).toEqual(
      ['GET', 'PUT', 'GET'].map((method) => ({
        ...{ method, path: `/ac/${key}`, authorization: 'Bearer secret' },
      })),
    );
    expect(faults).toEqual([]);
  });
  test('gets a name and a password from the URL, where there is no token', async () => {
    const server = await cacheServer();
    const url = server.url.replace('//', '//us%40er:pa%3Ass@');
    await storeAt(url).store.get(key);
    const basic = `Basic ${Buffer.from('us@er:pa:ss').toString('base64')}`;
    expect(server.asked).toMatchObject([{ authorization: basic }]);
  });
  test('is asked without credentials where there are none', async () => {
    const server = await cacheServer();
    await storeAt(server.url).store.get(key);
    expect(server.asked[0]).not.toHaveProperty('authorization');
  });
  test('is not asked for everything at once', async () => {
    let [now, most] = [0, 0];
    const server = await cacheServer((_, response) => {
      now += 1;
      most = Math.max(most, now);
      setImmediate(() => {
        now -= 1;
        response.writeHead(404).end();
      });
    });
    const { store, faults } = storeAt(server.url);
    await Promise.all(Array.from({ length: 100 }, () => store.get(key)));
    expect([server.asked.length, faults]).toEqual([100, []]);
    expect(most).toBeLessThanOrEqual(16);
  });
  test('a redirect is followed on the same origin', async () => {
    const server = await cacheServer((request, response) => {
      if (request.url?.startsWith('/moved')) response.end('there');
      else response.writeHead(307, { location: `/moved/${key}` }).end();
    });
    expect(text(await storeAt(server.url, { token: 't' }).store.get(key))).toBe('there');
  });
});

describe('a server that is no help is left alone after one word', () => {
  const cases: readonly (readonly [string, Parameters<typeof cacheServer>[0], RegExp])[] = [
    ['fails', (_, response) => response.writeHead(500).end('x'), /status 500/],
    ['wants other credentials', (_, response) => response.writeHead(401).end(), /status 401/],
    [
      'says more than is read',
      (_, response) => response.end('x'.repeat(1001)),
      /more than 1000 bytes/,
    ],
    [
      'packs more than is read into little',
      (_, response) =>
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(5e6))),
      /more than 1000 bytes/,
    ],
    [
      'lies about the length',
      (request, response) => {
        response.writeHead(200, { 'content-length': '500' }).write('x');
        setImmediate(() => request.socket.destroy());
      },
      /./,
    ],
    ['hangs up', (request) => request.socket.destroy(), /./],
    ['speaks something else', (request) => request.socket.end('SSH-2.0-x\r\n'), /./],
    [
      'sends us in a circle',
      (request, response) => response.writeHead(302, { location: request.url }).end(),
      /again and again/,
    ],
  ];
  test.each(cases)('one that %s', async (_, answer, words) => {
    const server = await cacheServer(answer);
    const { store, faults } = storeAt(server.url, { token: 'secret' });
    expect(await store.get(key)).toBeUndefined();
    await store.put(key, 'value');
    const before = server.asked.length;
    expect(await store.get(key)).toBeUndefined();
    expect(server.asked.length).toBe(before);
    expect(faults).toEqual([expect.stringMatching(words)]);
    expect(faults.join()).not.toContain('secret');
  });
  test('one that is not there', async () => {
    const { store, faults } = storeAt('http://127.0.0.1:1/ac');
    expect(await Promise.all([store.get(key), store.get(key)])).toEqual([undefined, undefined]);
    expect(faults).toHaveLength(1);
  });
  test('one that never answers', async () => {
    const server = await cacheServer(() => {});
    const { store, faults } = storeAt(server.url, { timeoutMs: 50 });
    expect(await store.get(key)).toBeUndefined();
    expect(faults).toEqual(['no answer within 0.05 s']);
  });
  test('one that answers a byte at a time, for ever', async () => {
    const server = await cacheServer((_, response) => {
      const timer = setInterval(() => response.write('x'), 5);
      response.on('close', () => clearInterval(timer));
    });
    const { store, faults } = storeAt(server.url, { timeoutMs: 100 });
    expect(await store.get(key)).toBeUndefined();
    expect(faults).toEqual(['no answer within 0.1 s']);
  });
  test('one that sends us to others: the token does not go with us, nobody is asked', async () => {
    const other = await cacheServer();
    const server = await cacheServer((_, response) =>
      response.writeHead(302, { location: `${other.url}/${key}` }).end(),
    );
    const { store, faults } = storeAt(server.url, { token: 'secret' });
    expect(await store.get(key)).toBeUndefined();
    expect(faults).toEqual([`it sends us elsewhere, to ${new URL(other.url).origin}`]);
    expect(other.asked).toEqual([]);
  });
  test('what is to be stored is not redirected', async () => {
    const server = await cacheServer((_, response) =>
      response.writeHead(307, { location: '/elsewhere' }).end(),
    );
    const { store, faults } = storeAt(server.url);
    await store.put(key, 'value');
    expect(faults).toEqual(['it redirects what is to be stored']);
    expect(server.asked).toHaveLength(1);
  });
  test('a token that cannot be sent is not quoted', async () => {
    const server = await cacheServer();
    const { store, faults } = storeAt(server.url, { token: 'two\r\nlines: secret' });
    expect(await store.get(key)).toBeUndefined();
    expect(faults).toEqual(['its token has characters that cannot be sent']);
  });
  test('a stop from outside is no fault', async () => {
    const controller = new AbortController();
    const server = await cacheServer(() => controller.abort());
    const { store, faults } = storeAt(server.url, { signal: controller.signal });
    expect(await store.get(key)).toBeUndefined();
    if (!controller.signal.aborted) await once(controller.signal, 'abort');
    expect(faults).toEqual([]);
  });
});
