import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { connect, negotiate } from '../../src/sandbox/docker/connect.ts';
import { containerLabels, isLeftOver, labels, ownerOf } from '../../src/sandbox/docker/labels.ts';
import { dockerPlaces, readHost } from '../../src/sandbox/docker/places.ts';
import { demultiplex } from '../../src/sandbox/docker/streams.ts';
import { sandboxEnvironment } from '../../src/sandbox/environment.ts';
import { parseOsRelease } from '../../src/sandbox/os-release.ts';

describe('where an engine is looked for', () => {
  test.each([
    ['unix:///run/x.sock', { endpoint: { socketPath: '/run/x.sock' } }],
    ['tcp://build:2375', { endpoint: { host: 'build', port: 2375 } }],
    ['tcp://[::1]:4000', { endpoint: { host: '::1', port: 4000 } }],
    ['build:1234', { endpoint: { host: 'build', port: 1234 } }],
  ])('%s', (value, target) => {
    expect(readHost(value, { HOME: '/h' })).toEqual(target);
  });

  test('TLS by port or by DOCKER_TLS_VERIFY, certificates from DOCKER_CERT_PATH', () => {
    expect(readHost('tcp://b:2376', { HOME: '/h' })).toEqual({
      endpoint: { host: 'b', port: 2376, tls: true, certificates: '/h/.docker' },
    });
    expect(readHost('tcp://b', { DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: '/c' })).toEqual({
      endpoint: { host: 'b', port: 2376, tls: true, certificates: '/c' },
    });
  });

  test.each(['ssh://me@host', 'unix://relative', 'npipe:////./pipe/x', 'fd://', '::'])(
    '%s is refused with a reason',
    (value) => {
      expect(readHost(value, {})).toEqual({ refused: expect.stringContaining(value) });
    },
  );

  test('DOCKER_HOST excludes every other place', async () => {
    const places = await dockerPlaces({ DOCKER_HOST: 'unix:///x', HOME: '/h' });
    expect(places.map((one) => one.name)).toEqual(['unix:///x (DOCKER_HOST)']);
  });

  test('the current docker context comes first', async () => {
    const home = mkdtempSync(join(tmpdir(), 'rutter-home-'));
    try {
      const key = createHash('sha256').update('far').digest('hex');
      mkdirSync(join(home, '.docker/contexts/meta', key), { recursive: true });
      writeFileSync(join(home, '.docker/config.json'), '{"currentContext":"far"}');
      writeFileSync(
        join(home, '.docker/contexts/meta', key, 'meta.json'),
        '{"Endpoints":{"docker":{"Host":"unix:///far.sock"}}}',
      );
      const [first, second] = await dockerPlaces({ HOME: home });
      expect(first?.target).toEqual({ endpoint: { socketPath: '/far.sock' } });
      expect(second?.name).toBe('/var/run/docker.sock');
    } finally {
      rmSync(home, { recursive: true });
    }
  });
});

test('an engine that never answers is refused within seconds, and left alone', async () => {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => void sockets.add(socket)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const place = {
    ...{ name: 'silent', chosen: true },
    target: { endpoint: { host: '127.0.0.1', port } },
  };
  expect(await connect(place)).toEqual({ refused: 'the engine gave no answer within 3 s' });
  const [socket] = sockets;
  if (socket && !socket.closed) await once(socket.resume(), 'close');
  server.close();
});

describe('who an engine is', () => {
  const version = JSON.stringify({
    ...{ Version: '4.3.1', ApiVersion: '1.41', MinAPIVersion: '1.24' },
    Components: [{ Name: 'Podman Engine', Version: '4.3.1' }],
  });
  const ask = async (headers: Readonly<Record<string, string>>, body = version) => {
    const asked: string[] = [];
    const server = createHttpServer((request, response) => {
      asked.push(request.url ?? '');
      const isPing = request.url === '/_ping';
      response.writeHead(200, isPing ? headers : {}).end(isPing ? 'OK' : body);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    try {
      const answer = await connect({
        ...{ name: 'x', chosen: true, target: { endpoint: { host: '127.0.0.1', port } } },
      });
      return { answer, asked };
    } finally {
      server.close();
    }
  };
  const docker = { Server: 'Docker/20.10.24+dfsg1 (linux)', 'Api-Version': '1.41' };

  test('is in the head of its first answer', async () => {
    const seen = await ask(docker);
    expect(seen.answer).toMatchObject({ product: 'docker', version: '20.10.24', api: 'v1.41' });
    const podman = await ask({ Server: 'Libpod/4.3.1 (linux)', 'Api-Version': '1.41' });
    expect(podman.answer).toMatchObject({ product: 'podman', version: 'podman 4.3.1' });
    expect([...seen.asked, ...podman.asked]).toEqual(['/_ping', '/_ping']);
  });
  test('or is asked for, where something in between has taken that away, or it is newer than we', async () => {
    for (const headers of [{}, { ...docker, 'Api-Version': '1.99' }]) {
      const { answer, asked } = await ask(headers);
      expect(answer).toMatchObject({ product: 'podman', version: 'podman 4.3.1', api: 'v1.41' });
      expect(asked).toEqual(['/_ping', '/version']);
    }
  });
  test('may be one that is of no use', async () => {
    const windows = await ask({ ...docker, Ostype: 'windows' });
    expect(windows.answer).toEqual({ refused: expect.stringContaining('Windows') });
    expect((await ask({}, '<html>')).answer).toEqual({ refused: expect.stringContaining('API') });
    expect((await ask({}, '{"ApiVersion":"1.30"}')).answer).toHaveProperty('refused');
  });
});

test.each([
  ['1.41', '1.12', { api: 'v1.41' }],
  ['1.48', '1.44', { api: 'v1.48' }],
  ['1.99', '1.44', { api: 'v1.51' }],
  ['1.40', '1.12', { refused: expect.stringContaining('1.41') }],
  ['1.99', '1.90', { refused: expect.stringContaining('1.90') }],
  [undefined, undefined, { refused: expect.any(String) }],
])('an engine of API %s (oldest %s)', (newest, oldest, answer) => {
  expect(negotiate(newest, oldest)).toEqual(answer);
});

describe('what was left over', () => {
  const now = 1_700_000_000_000;
  const ours = containerLabels('page', now + 60_000);

  test('is not what a living process owns before its deadline', () => {
    expect(isLeftOver(ours, now)).toBe(false);
  });
  test('is what is past its deadline, whoever owns it, with a grace for other clocks', () => {
    expect(isLeftOver(ours, now + 60_000 + 59_000)).toBe(false);
    expect(isLeftOver(ours, now + 60_000 + 62_000)).toBe(true);
  });
  test('is what a dead process of this machine owned', () => {
    const [space, , start] = JSON.parse(ownerOf());
    const dead = JSON.stringify([space, 2 ** 22 + 5, start]);
    expect(isLeftOver({ ...ours, [labels.owner]: dead }, now)).toBe(true);
    const reused = JSON.stringify([space, process.pid, '1']);
    expect(isLeftOver({ ...ours, [labels.owner]: reused }, now)).toBe(process.platform === 'linux');
  });
  test('is not what a process of another machine owns, nor what is not ours', () => {
    const far = JSON.stringify(['another', 2 ** 22 + 5, '1']);
    expect(isLeftOver({ ...ours, [labels.owner]: far }, now)).toBe(false);
    expect(isLeftOver({ [labels.deadline]: '1' }, now)).toBe(false);
    expect(isLeftOver({ ...ours, [labels.owner]: '{"x":' }, now)).toBe(false);
  });
});

function frame(channel: number, body: Buffer): Buffer {
  const header = Buffer.alloc(8);
  header[0] = channel;
  header.writeUInt32BE(body.length, 4);
  return Buffer.concat([header, body]);
}

async function readAll(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

describe('an engine stream', () => {
  test('comes apart the same however it was cut', async () => {
    const bodies = fc.array(fc.tuple(fc.constantFrom(1, 2), fc.uint8Array({ maxLength: 300 })));
    const cuts = fc.array(fc.integer({ min: 1, max: 64 }), { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(bodies, cuts, async (frames, lengths) => {
        const source = new PassThrough();
        const { stdout, stderr } = demultiplex(source);
        const whole = Buffer.concat(
          frames.map(([channel, body]) => frame(channel, Buffer.from(body))),
        );
        for (let at = 0, turn = 0; at < whole.length; turn += 1) {
          const length = lengths[turn % lengths.length] ?? 1;
          source.write(whole.subarray(at, at + length));
          at += length;
        }
        source.end();
        const of = (wanted: number) =>
          Buffer.concat(
            frames.filter(([one]) => one === wanted).map(([, body]) => Buffer.from(body)),
          );
        const [out, err] = await Promise.all([readAll(stdout), readAll(stderr)]);
        expect(out.equals(of(1)) && err.equals(of(2))).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  test('waits for a slow reader', async () => {
    const source = new PassThrough();
    const { stdout } = demultiplex(source);
    let accepted = 0;
    const body = frame(1, Buffer.alloc(16_384));
    while (accepted < 1_000 && source.write(body)) accepted += 1;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(source.isPaused()).toBe(true);
    source.end();
    stdout.resume();
    await new Promise((resolve) => stdout.on('end', resolve));
  });

  test('ends both streams when the connection breaks', async () => {
    const source = new PassThrough();
    const { stdout, stderr } = demultiplex(source);
    source.write(frame(1, Buffer.from('half')));
    source.destroy(new Error('reset'));
    await Promise.all([readAll(stdout), readAll(stderr)]);
  });
});

describe('the environment of a sandbox', () => {
  test('is small, fixed and the page’s own', () => {
    expect(sandboxEnvironment({ REGION: 'eu' })).toEqual({
      ...{ HOME: '/work', LANG: 'C.UTF-8', TERM: 'dumb', TZ: 'UTC' },
      REGION: 'eu',
    });
  });
  test.each(['LD_PRELOAD', 'BASH_ENV', 'ENV', 'IFS', 'a b', '', 'A=B', '1A', '-x'])(
    'has no %j',
    (name) => {
      expect(() => sandboxEnvironment({ [name]: 'x' })).toThrow(/variable/);
    },
  );
  test('has no NUL', () => {
    expect(() => sandboxEnvironment({ A: 'x\0y' })).toThrow(/NUL/);
  });
});

test('an os-release is read as data', () => {
  const text =
    'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nNAME="Debian GNU/Linux"\nVERSION_ID="12"\nID=debian\n';
  expect(parseOsRelease(text)).toMatchObject({
    id: 'debian',
    versionId: '12',
    shortName: 'Debian 12',
  });
  expect(parseOsRelease('PRETTY_NAME="a\u001b[31mb"').prettyName).toBe('a[31mb');
  expect(parseOsRelease('')).toMatchObject({ prettyName: 'Linux', id: '' });
});
