import { expect, test, vi } from 'vitest';
import { SandboxError } from '../../src/model/sandbox.ts';
import { describeProducts, type ProductGround } from './docker-products.ts';
import { inSandbox, spec } from './engine-cases.ts';

let last = 0;
const format = { docker: [], podman: ['--format', 'docker'] };

/** An image like debian:12 with other settings, for the time of `body`. */
async function withImage(
  { product, client, clientWith, ours }: ProductGround,
  changes: readonly string[],
  body: (image: string) => Promise<void>,
): Promise<void> {
  last += 1;
  const image = `rutter-test/hostile-${process.pid}-${last}:1`;
  const base = product === 'docker' ? 'debian:12' : 'localhost/debian:12';
  clientWith(
    `FROM ${base}\n${changes.join('\n')}\n`,
    'build',
    ...format[product],
    '-t',
    image,
    '-',
  );
  try {
    await body(image);
  } finally {
    // An image that is still in use would only lose its name.
    await vi.waitFor(() => expect(ours()).toBe(''), { timeout: 20_000, interval: 100 });
    client('rmi', image);
  }
}

describeProducts('hostile images', (ground) => {
  const { engine, client, ours } = ground;
  const volumes = () => client('volume', 'ls', '-q');

  test('what an image would run, be, listen to and begin with is not asked', async () => {
    const changes = [
      'ENTRYPOINT ["/bin/sh", "-c", "echo rutter-ready; sleep 1000"]',
      'CMD ["--privileged"]',
      'USER root',
      'WORKDIR /nowhere/at/all',
      'HEALTHCHECK --interval=1s CMD touch /work/healthcheck-was-here',
      'STOPSIGNAL SIGUSR1',
      'ONBUILD RUN false',
      'EXPOSE 80',
    ];
    await withImage(ground, changes, async (image) => {
      await inSandbox(engine(), { image }, async (run, { ground: on }) => {
        const seen = await run('id -u; pwd; sleep 1.5; ls /work; tr "\\0" " " </proc/1/cmdline');
        expect(seen.stdout).toMatch(/^65534\n\/work\n[^\n]*\/bin\/sh -c for f in/);
        expect(on.system).toMatch(/^Debian GNU\/Linux 12/);
      });
    });
    await vi.waitFor(() => expect(ours()).toBe(''), { timeout: 10_000 });
  });

  test('its volumes are small, ours and gone afterwards', async () => {
    const before = volumes();
    const changes = ['VOLUME ["/var/data", "/tmp", "/work", "/run/rutter", "/opt/x/"]'];
    await withImage(ground, changes, async (image) => {
      await inSandbox(engine(), { image }, async (run, sandbox) => {
        expect(sandbox.writable).toEqual(['/work', '/tmp', '/opt/x', '/var/data']);
        const fill =
          'for d in /var/data /opt/x; do head -c 20M /dev/zero >$d/fill || echo full; done';
        expect((await run(`set +e; ${fill}`)).stdout).toBe('full\nfull\n');
        expect((await run('echo still here')).stdout).toBe('still here\n');
        expect(volumes()).toBe(before);
      });
    });
  });

  test.each(['/', '/usr', '/proc/sys', '/a b', '/x/../etc', '/bin/'])(
    'one that wants a volume at %s is refused with that reason',
    async (path) => {
      const changes = [`VOLUME ${JSON.stringify([path])}`];
      await withImage(ground, changes, async (image) => {
        const wanted = spec({ image });
        const answer = await engine().provides(wanted);
        expect(answer).toMatchObject({
          ok: false,
          reason: expect.stringMatching(/wants a volume at "\//),
        });
        expect(answer).not.toHaveProperty('missing');
        await expect(engine().start(wanted)).rejects.toThrow(/wants a volume/);
      });
    },
  );

  test('its environment changes no shell and no program of ours', async () => {
    const changes = [
      'ENV LD_PRELOAD=/nowhere.so LD_AUDIT=/nowhere.so LD_DEBUG=all',
      'ENV BASH_ENV=/etc/hostile ENV=/etc/hostile IFS=/ PS4=$(exit) SHELLOPTS=xtrace:noexec',
      'ENV BASHOPTS=extdebug POSIXLY_CORRECT=1 RUTTER_X=1 HOME=/root LANG=xx_YY TZ=Mars TERM=vt52',
      'ENV PATH=/nowhere:/usr/bin:/bin KEPT=yes',
    ];
    await withImage(ground, changes, async (image) => {
      await inSandbox(engine(), { image }, async (run) => {
        const { stdout, stderr } =
          await run(`x=a/b; printf '[%s]' $x; echo; echo "$HOME $LANG $TZ $KEPT"
          env | grep -E '^(LD_|BASH|ENV|IFS|PS4|SHELLOPTS|POSIXLY|RUTTER)' | grep -v '=$' || echo clean`);
        expect({ stdout, stderr }).toEqual({
          stdout: '[a/b]\n/work C.UTF-8 UTC yes\nclean\n',
          stderr: '',
        });
      });
    });
  });

  test('a service whose user has a name can write the volumes of its image', async () => {
    const changes = [
      'RUN mkdir /data && chown games:games /data && chmod 755 /data',
      ...['VOLUME /data', 'USER games', 'ENTRYPOINT ["/bin/sh", "-c"]'],
      'CMD ["touch /data/x && stat -c %U:%G /data; sleep 1000"]',
    ];
    await withImage(ground, changes, async (image) => {
      const ready = { kind: 'log', pattern: '^games:' } as const;
      const services = [{ name: 'db', image, env: {}, readyMs: 10_000, ready }];
      await inSandbox(engine(), { network: 'internal', services }, async (_run, sandbox) => {
        expect(await sandbox.services[0]?.log()).toMatch(/^games:games\n$/);
      });
    });
  });

  test('as a service it brings its own process, but neither health check nor disks', async () => {
    const before = volumes();
    const changes = [
      'ENTRYPOINT ["/bin/sh", "-c", "echo begun as $(id -u) in $PWD with $WHO; touch /data/x && ls /data; sleep 1000"]',
      ...['USER 1234:1234', 'WORKDIR /usr', 'VOLUME /data', 'ENV WHO=image'],
      'HEALTHCHECK --interval=1s CMD echo checked >/proc/1/fd/1',
    ];
    await withImage(ground, changes, async (image) => {
      const services = [
        {
          ...{ name: 'db', image, env: {}, readyMs: 10_000 },
          ready: { kind: 'log', pattern: '^x$' } as const,
        },
      ];
      await inSandbox(engine(), { network: 'internal', services }, async (run, sandbox) => {
        await run('sleep 1.5');
        const log = await sandbox.services[0]?.log();
        expect(log).toBe('begun as 1234 in /usr with image\nx\n');
        expect(volumes()).toBe(before);
      });
    });
  });

  test.each(['--privileged', '-v=/:/host', '../../etc', 'debian:12 --privileged', 'a\nb', ''])(
    'a reference that is none (%j) is refused, and asked of nobody',
    async (image) => {
      expect(await engine().provides(spec({ image }))).toEqual({
        ok: false,
        reason: expect.stringContaining('is no image reference'),
      });
      await expect(engine().start(spec({ image }))).rejects.toThrow(SandboxError);
      expect(await engine().provides(spec({ serviceImages: [image] }))).toMatchObject({
        ok: false,
      });
    },
  );
});

describeProducts('a root file system that can be written', ({ engine, product }) => {
  test('tells which of its paths are not as in the image', async () => {
    await inSandbox(engine(), { privileges: 'root' }, async (run, sandbox) => {
      // Folders in which the engine has put something of its own.
      const own = ['/etc', '/usr', '/usr/sbin'];
      expect(own).toEqual(expect.arrayContaining([...((await sandbox.changedPaths?.()) ?? [])]));
      await run(
        'echo x >/etc/new.conf; rm /etc/debian_version; chmod 700 /opt; echo y >/work/mine; ln -s a /usr/local/l',
      );
      const changed = await sandbox.changedPaths?.();
      expect(changed).toEqual(
        expect.arrayContaining(['/etc/debian_version', '/etc/new.conf', '/opt', '/usr/local/l']),
      );
      const more = changed?.filter((path) => !/^\/(etc|opt|usr|usr\/local)(\/|$)/.test(path));
      expect([product, more]).toEqual([product, []]);
    });
  });
  test('is the only one that does', async () => {
    await inSandbox(engine(), {}, async (_run, sandbox) => {
      expect(sandbox).not.toHaveProperty('changedPaths');
    });
  });
});
