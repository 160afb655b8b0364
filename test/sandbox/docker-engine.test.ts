import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../src/model/sandbox.ts';
import { findEngines } from '../../src/sandbox/engines.ts';
import { describeWith, docker, podman, podmanSocket } from '../requirements.ts';
import {
  forkUntilRefused,
  inSandbox,
  parseCalls,
  refusedCalls,
  spec,
  syscallProbe,
} from './engine-cases.ts';

const products = [
  { product: 'docker', needs: docker, host: 'unix:///var/run/docker.sock' },
  { product: 'podman', needs: podman, host: `unix://${podmanSocket}` },
] as const;

describe.each(products)('$product', ({ product, needs, host }) => {
  describeWith(needs(), 'as an engine', () => {
    let engine: Engine;
    const clientOptions = product === 'podman' ? ['--url', host] : [];
    const clientEnv = { ...process.env, DOCKER_HOST: host };
    const client = (...args: string[]) =>
      execFileSync(product, [...clientOptions, ...args], {
        encoding: 'utf8',
        env: clientEnv,
      }).trim();
    const ours = () => client('ps', '-aq', '--filter', `name=rutter-${process.pid}-`);

    beforeAll(async () => {
      const found = await findEngines('docker', { environment: { DOCKER_HOST: host } });
      const [first] = found.engines;
      if (!first) throw new Error(JSON.stringify(found.refused));
      engine = first;
    });
    afterAll(async () => {
      await engine?.[Symbol.asyncDispose]();
      expect(ours()).toBe('');
    });

    test('says what it is and what it ran in', async () => {
      expect(engine.description).toMatch(new RegExp(`^${product} \\d+\\.\\d+\\.\\d+ at unix:`));
      await inSandbox(engine, {}, async (_run, { ground }) => {
        expect(ground).toMatchObject({ engine: 'docker', image: 'debian:12', name: 'debian:12' });
        expect(ground.imageDigest).toMatch(/^sha256:[0-9a-f]{64}$/);
        expect(ground.system).toMatch(/^Debian GNU\/Linux 12/);
        expect(ground.engineVersion).toMatch(product === 'podman' ? /^podman \d/ : /^\d/);
      });
    });

    test('says of an image whether it has it, and pulls nothing', async () => {
      expect(await engine.provides(spec({ image: 'debian:12' }))).toMatchObject({ ok: true });
      expect(await engine.provides(spec({ privileges: 'root' }))).toMatchObject({ ok: true });
      const absent = await engine.provides(spec({ image: 'rutter.invalid/none:1' }));
      expect(absent).toMatchObject({
        ok: false,
        reason: expect.stringContaining(`${product} pull`),
      });
      const option = await engine.provides(spec({ image: '--privileged' }));
      expect(option).toEqual({ ok: false, reason: expect.stringContaining('no image reference') });
      await expect(engine.start(spec({ image: 'rutter.invalid/none:1' }))).rejects.toThrow(
        /no image/,
      );
    });

    test('puts up every wall', async () => {
      await inSandbox(engine, { env: { REGION: 'eu' } }, async (run) => {
        const { stdout } = await run(`id -u; pwd; hostname; ls /sys/class/net
          grep -E '^(Cap|NoNew|Seccomp:)' /proc/self/status; ulimit -n; ulimit -c; echo $REGION`);
        expect(stdout.trim().split(/\n/)).toEqual([
          ...['65534', '/work', 'sandbox', 'lo'],
          ...['Inh', 'Prm', 'Eff', 'Bnd', 'Amb'].map((set) => `Cap${set}:\t0000000000000000`),
          ...['NoNewPrivs:\t1', 'Seccomp:\t2', '512', '0', 'eu'],
        ]);
        expect((await run('touch /etc/x')).exitCode).not.toBe(0);
        const places = 'for d in /tmp /work; do cp /bin/true $d/t && $d/t && echo ok; done';
        expect((await run(places)).stdout).toBe('ok\nok\n');
        const full = await run('head -c 20M /dev/zero >/work/fill');
        expect(full.stderr).toMatch(/No space left/);
        expect((await run(forkUntilRefused)).stdout).toBe('refused\n');
      });
    });

    test.runIf(process.arch === 'x64')('refuses what a sandbox has no use for', async () => {
      await inSandbox(engine, {}, async (run) => {
        const calls = parseCalls((await run(syscallProbe)).stdout);
        expect(calls).toMatchObject(refusedCalls);
        expect([1, 38]).toContain(calls.unknown);
      });
    });

    test('lets ordinary work pass', async () => {
      await inSandbox(engine, {}, async (run) => {
        const work = await run(`mkdir -p a/b && seq 1000 | sort -rn >a/b/c && tar cf a.tar a
          tar tf a.tar | wc -l; find a -type f; (sleep 0.1; echo late >d) & wait; cat d
          perl -e 'print "perl\\n"'; mkfifo p; (echo x >p &) ; cat p; date -d @0 +%Z`);
        expect(work).toMatchObject({ exitCode: 0, stderr: '' });
        expect(work.stdout).toBe('3\na/b/c\nlate\nperl\nx\nUTC\n');
      });
    });

    test.each(['root', 'packages'] as const)('%s may do what it is for', async (privileges) => {
      await inSandbox(engine, { privileges }, async (run) => {
        const done = await run(`id -u; touch /etc/written /work/f; chown 1234:1234 /work/f
          stat -c %u /work/f; su nobody -s /bin/sh -c 'id -u'
          mkdir -p p/DEBIAN p/opt; echo data >p/opt/rutter-data
          printf 'Package: rutter-x\\nVersion: 1\\nArchitecture: all\\nMaintainer: a <a@b.c>\\nDescription: x\\n' >p/DEBIAN/control
          dpkg-deb -b p x.deb >/dev/null; dpkg -i x.deb >/dev/null 2>&1; cat /opt/rutter-data`);
        expect(done.stdout).toBe('0\n1234\n65534\ndata\n');
        expect((await run('mknod n c 1 3')).exitCode).not.toBe(0);
        expect((await run('grep NoNewPrivs /proc/self/status')).stdout).toBe('NoNewPrivs:\t1\n');
        const root = await run('chroot / true; true');
        expect((await run('set +e; chroot / true; echo $?')).stdout).toBe(
          privileges === 'packages' ? '0\n' : '125\n',
        );
        expect(root.ended).toBe('exit');
      });
    });

    test('knows when the kernel killed for memory', async () => {
      await inSandbox(engine, {}, async (run) => {
        const done = await run(`perl -e '$x = "x" x (400 * 1024 * 1024)'`);
        expect(done.ended).toBe('out-of-memory');
      });
    });

    test('leaves nothing when the sandbox goes away under it', async () => {
      const sandbox = await engine.start(spec());
      const session = await sandbox.open();
      const running = session.run({ script: 'sleep 100', timeoutMs: 60_000 });
      client('rm', '-f', ...ours().split('\n'));
      expect(await running).toMatchObject({ ended: 'sandbox-lost' });
      await sandbox[Symbol.asyncDispose]();
      expect(ours()).toBe('');
    });

    test('says that an image has no shell, and leaves nothing of the attempt', async () => {
      const image = 'rutter-test/empty:1';
      // 1024 zero bytes are an empty archive.
      execFileSync(product, [...clientOptions, 'import', '-', image], {
        ...{ env: clientEnv, input: Buffer.alloc(1024), stdio: ['pipe', 'ignore', 'inherit'] },
      });
      try {
        await expect(engine.start(spec({ image }))).rejects.toThrow(/\/bin\/sh/);
        expect(ours()).toBe('');
      } finally {
        client('rmi', image);
      }
    });

    test('gives no sandbox the variables that would change its shell', async () => {
      await expect(engine.start(spec({ env: { LD_PRELOAD: '/x' } }))).rejects.toThrow(/LD_PRELOAD/);
      expect(ours()).toBe('');
    });
  });
});
