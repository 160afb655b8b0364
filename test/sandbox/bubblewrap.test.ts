import { existsSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Engine } from '../../src/model/sandbox.ts';
import {
  findBubblewrap,
  hostProvides,
  laterBubblewrap,
} from '../../src/sandbox/bubblewrap/engine.ts';
import { type Host, inspectHost } from '../../src/sandbox/bubblewrap/host.ts';
import { type NamespaceSandbox, startNamespaces } from '../../src/sandbox/bubblewrap/sandbox.ts';
import { testWalls } from '../../src/sandbox/bubblewrap/selftest.ts';
import { findEngines } from '../../src/sandbox/engines.ts';
import { startWatchdog, type Watchdog } from '../../src/sandbox/watchdog/start.ts';
import { bubblewrap, describeWith } from '../requirements.ts';
import {
  forkUntilRefused,
  inSandbox,
  parseCalls,
  refusedCalls,
  spec,
  syscallProbe,
} from './engine-cases.ts';

const leftFolders = () =>
  readdirSync(tmpdir()).filter((name) => name.startsWith(`rutter-${process.pid}-`));

describeWith(bubblewrap(), 'bubblewrap as an engine', () => {
  let engine: Engine;
  let host: Host;
  let watchdog: Watchdog;
  beforeAll(async () => {
    const [found, inspected] = await Promise.all([findBubblewrap({ tested: true }), inspectHost()]);
    if ('refused' in found) throw new Error(found.refused);
    if ('refused' in inspected) throw new Error(inspected.refused);
    engine = found;
    host = inspected;
    watchdog = startWatchdog();
  });
  afterAll(async () => {
    await engine?.[Symbol.asyncDispose]();
    await watchdog?.[Symbol.asyncDispose]();
    expect(leftFolders()).toEqual([]);
  });

  const drop =
    (...flags: string[]) =>
    (walls: readonly string[]) =>
      walls.filter((word) => !flags.includes(word));
  const dropPair = (flag: string) => (walls: readonly string[]) =>
    walls.filter((word, at) => word !== flag && walls[at - 1] !== flag);
  const first =
    (...more: string[]) =>
    (walls: readonly string[]) => [...walls, ...more];

  test('its walls hold', async () => {
    expect((await testWalls({ host, watchdog })).broken).toEqual([]);
  });

  test.each([
    ['network', drop('--unshare-net')],
    ['namespaces: pid', drop('--unshare-pid')],
    ['namespaces: ipc', drop('--unshare-ipc')],
    ['capabilities', first('--cap-add', 'CAP_CHOWN')],
    ['seccomp', dropPair('--seccomp')],
    ['files', first('--ro-bind', tmpdir(), tmpdir())],
    ['files', first('--dir', '/home')],
    ['read-only', dropPair('--remount-ro')],
    ['environment', first('--setenv', 'RUTTER_LEAK', '1')],
    ['user', first('--uid', '0')],
  ])('a wall that is broken is named: %s', async (wall, alter) => {
    // What a sandbox without this wall cannot even start for is refused all the same.
    const { broken } = await testWalls({ host, watchdog, alter }).catch((error: Error) => ({
      broken: [`${wall}: ${error.message}`],
    }));
    expect(broken.join('\n')).toContain(wall);
  });

  test('says what it is and what it ran in', async () => {
    expect(engine.description).toMatch(/^bubblewrap \d.* on .*limit/);
    await inSandbox(engine, {}, async (run, { ground }) => {
      expect(ground).toMatchObject({ engine: 'bubblewrap', system: host.osRelease.prettyName });
      expect(ground.name).toBe(`a namespace sandbox on ${host.osRelease.shortName}`);
      expect(ground).not.toHaveProperty('image');
      const { stdout } = await run(
        'id -u; pwd; hostname; ulimit -n; ulimit -c; env | sort | cut -d= -f1',
      );
      expect(stdout).toMatch(/^65534\n\/work\nsandbox\n512\n0\n/);
      expect(stdout).not.toMatch(/^(USER|npm_.*|VITEST.*)$/m);
    });
  });

  test('stands for an image only where the host is that system', () => {
    const debian = {
      ...host,
      osRelease: { ...host.osRelease, id: 'debian', versionId: '12', codename: 'bookworm' },
    };
    for (const image of [undefined, 'debian:12', 'debian:bookworm']) {
      expect(hostProvides(debian, image).ok).toBe(true);
    }
    for (const image of ['debian:13', 'debian', 'alpine:3', 'debian:12-slim', '']) {
      expect(hostProvides(debian, image)).toEqual({
        ok: false,
        reason: expect.stringContaining('userland'),
      });
    }
  });

  test('refuses what it cannot give', async () => {
    await expect(engine.start(spec({ privileges: 'root' }))).rejects.toThrow(/privileges/);
    await expect(engine.start(spec({ privileges: 'packages' }))).rejects.toThrow(/privileges/);
    await expect(engine.start(spec({ network: 'bridge' }))).rejects.toThrow(/network/);
  });

  test('says beforehand what it cannot give', async () => {
    expect(await engine.provides(spec({}))).toMatchObject({ ok: true });
    for (const [need, word] of [
      [{ privileges: 'root' }, 'privileges: root'],
      [{ network: 'bridge' }, 'network: bridge'],
      [{ image: 'alpine:9' }, 'alpine:9'],
      [{ serviceImages: ['redis:7'] }, 'no services'],
      [{ image: 'debian:12', digests: { 'debian:12': 'sha256:1' } }, 'rutter.lock'],
    ] as const) {
      expect(await engine.provides(spec(need))).toEqual({
        ok: false,
        reason: expect.stringContaining(word),
      });
    }
  });

  test('knows itself by its programs, alike as long as they are', async () => {
    const answers = await Promise.all(
      [0, 1].map(async () => {
        const again = await findBubblewrap();
        if ('refused' in again) throw new Error(again.refused);
        await using one = again;
        return await one.provides(spec());
      }),
    );
    expect(answers[0]).toEqual(answers[1]);
    const isKnown = ['/var/lib/dpkg/status', '/lib/apk/db/installed'].some(existsSync);
    if (isKnown)
      expect(answers[0]).toHaveProperty('fingerprint', expect.stringMatching(/^sha256:/));
  });

  test('is not looked for while another engine can do it', async () => {
    await using later = laterBubblewrap();
    expect(later.description).toMatch(/if this machine has it/);
    expect(await later.provides(spec())).toMatchObject({ ok: true });
    await inSandbox(later, {}, async (run) => {
      expect((await run('echo here')).stdout).toBe('here\n');
    });
  });

  test.runIf(process.arch === 'x64')('refuses what a sandbox has no use for', async () => {
    await inSandbox(engine, {}, async (run) => {
      const calls = parseCalls((await run(syscallProbe)).stdout);
      expect(calls).toMatchObject({ ...refusedCalls, unknown: 38 });
    });
  });

  test('keeps within its limits', async () => {
    await inSandbox(engine, {}, async (run) => {
      expect((await run('head -c 20M /dev/zero >/work/fill')).stderr).toMatch(/No space left/);
      expect((await run(forkUntilRefused)).stdout).toBe('refused\n');
    });
    await inSandbox(engine, {}, async (run) => {
      const memory = await run(`perl -e '$x = "x" x (400 * 1024 * 1024)'`);
      expect(memory.exitCode).not.toBe(0);
      if (engine.description.includes('group')) expect(memory.ended).toBe('out-of-memory');
    });
  });

  test('starts any number of processes, each with its own streams', async () => {
    const sandbox: NamespaceSandbox = await startNamespaces({ host, watchdog, spec: spec() });
    try {
      const words = ['a b', "it's", 'two\nlines', '$HOME', '\\', ''];
      const echo = await sandbox.spawn(['printf', '[%s]', ...words]);
      expect(await text(echo.stdout)).toBe(words.map((word) => `[${word}]`).join(''));
      const cat = await sandbox.spawn(['sh', '-c', 'cat >&2; exit 7']);
      cat.stdin.write('hel');
      cat.stdin.end('lo');
      expect(await text(cat.stderr)).toBe('hello');
      expect(await cat.exited).toBe(7);
      const signals = await sandbox.spawn(['sh', '-c', 'kill -INT $$; echo still here']);
      expect([await text(signals.stdout), await signals.exited]).toEqual(['', 130]);
      const both = await Promise.all(
        Array.from({ length: 8 }, async (_, index) => {
          const one = await sandbox.spawn(['sh', '-c', `head -c 3000000 /dev/zero; exit ${index}`]);
          const [bytes, status] = await Promise.all([text(one.stdout), one.exited]);
          return [bytes.length, status];
        }),
      );
      expect(both).toEqual(both.map((_, index) => [3_000_000, index]));
      const sleeper = await sandbox.spawn(['sleep', '100']);
      await sandbox.remove();
      expect(await sleeper.exited).toBeUndefined();
      await expect(sandbox.spawn(['true'])).rejects.toThrow();
    } finally {
      await sandbox.remove();
    }
  });
});

test('no engine is a reason, not an exception', async () => {
  const { engines, refused } = await findEngines('docker', {
    environment: { DOCKER_HOST: 'unix:///nowhere' },
  });
  expect(engines).toEqual([]);
  expect(refused).toEqual([
    { name: 'docker', reason: expect.stringMatching(/no such socket.*install/) },
  ]);
});
