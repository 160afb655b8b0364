import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { expect, test, vi } from 'vitest';
import type { ServiceRequest } from '../../src/model/runbook.ts';
import { SandboxError } from '../../src/model/sandbox.ts';
import { describeProducts } from './docker-products.ts';
import { inSandbox, spec } from './engine-cases.ts';

const listenOn = (port: number, answer: string) => `
  use IO::Socket::INET; $| = 1;
  my $s = IO::Socket::INET->new(LocalPort => ${port}, Listen => 5, ReuseAddr => 1) or die "cannot listen: $!\\n";
  print "listening on ${port}\\n";
  while (my $c = $s->accept) { my $l = <$c>; print "asked\\n"; print $c ${JSON.stringify(answer)}; close $c }`;

const answer = 'HTTP/1.0 200 OK\r\n\r\nhello from inside';

function service(other: Partial<ServiceRequest> = {}): ServiceRequest {
  return {
    ...{ name: 'web', image: 'debian:12', env: {}, readyMs: 10_000 },
    command: ['perl', '-e', listenOn(8080, answer)],
    ready: { kind: 'tcp', port: 8080 },
    ...other,
  };
}

const get = (host: string, port: number) =>
  `exec 3<>/dev/tcp/${host}/${port} && printf 'GET / HTTP/1.0\\n' >&3 && tail -n 1 <&3`;

const refusedBy = async (start: Promise<unknown>): Promise<SandboxError> => {
  const error = await start.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof SandboxError)) throw new Error(`no SandboxError: ${error}`);
  return error;
};

describeProducts('services', ({ product, engine, client, ours }) => {
  test.each([
    ['a port', { kind: 'tcp', port: 8080 }],
    ['an answer over HTTP', { kind: 'http', url: 'http://web:8080/' }],
    ['a line of its log', { kind: 'log', pattern: '^listening on \\d+$' }],
  ] as const)('are reached by their names, once there is %s', async (_title, ready) => {
    const services = [service({ ready })];
    await inSandbox(engine(), { network: 'internal', services }, async (run, sandbox) => {
      expect((await run(get('web', 8080))).stdout).toBe('hello from inside');
      expect((await run(get('localhost', 8080))).stdout).toBe('hello from inside');
      const [web] = sandbox.services;
      expect(web).toMatchObject({ name: 'web', image: 'debian:12' });
      await vi.waitFor(async () =>
        expect(await web?.log()).toMatch(/^listening on 8080\n(asked\n)+/),
      );
    });
  });

  test('know each other, and have their own environment', async () => {
    const services = [
      service(),
      service({
        name: 'second.test',
        command: ['bash', '-c', `${get('web', 8080)}; echo; echo "as $WHO, $PGDATA"; sleep 100`],
        env: { WHO: 'me', PGDATA: '/x y' },
        ready: { kind: 'log', pattern: 'as me, /x y' },
      }),
    ];
    await inSandbox(engine(), { network: 'internal', services }, async (_run, sandbox) => {
      expect(await sandbox.services[1]?.log()).toContain('hello from inside');
    });
  });

  test('have walls of their own', async () => {
    const look = `exec 2>&1; grep -E '^(CapEff|CapBnd|NoNewPrivs|Seccomp):' /proc/self/status
      touch /etc/x || echo read-only; touch /tmp/x /run/x && echo scratch
      head -c 20M /dev/zero >/tmp/fill || echo full; ls /sys/class/net; ls /dev/shm; echo done; sleep 100`;
    const services = [
      service({ command: ['sh', '-c', look], ready: { kind: 'log', pattern: '^done$' } }),
    ];
    await inSandbox(engine(), { network: 'internal', services }, async (_run, sandbox) => {
      const log = (await sandbox.services[0]?.log()) ?? '';
      // CHOWN, DAC_OVERRIDE, FOWNER, KILL, SETGID, SETUID and NET_BIND_SERVICE.
      expect(log).toContain('CapEff:\t00000000000004eb');
      expect(log).toContain('CapBnd:\t00000000000004eb');
      expect(log).toContain('NoNewPrivs:\t1');
      expect(log).toContain('Seccomp:\t2');
      expect(log).toMatch(/read-only\nscratch\n/);
      expect(log).toMatch(/No space left[^\n]*\nfull\nlo\ndone/);
    });
  });

  test('may drop root, as images of services do', async () => {
    const drop = `mkdir -p /run/app && chown 1000:1000 /run/app && chmod 700 /run/app && touch /run/app/x
      perl -e '$) = "1000 1000"; $( = 1000; $< = $> = 1000; exec @ARGV or die' sh -c 'id -u; id -g; touch /run/app/y && sleep 1000' &
      sleep 0.3; pid=$(cat /proc/[0-9]*/stat | grep '(sleep) ' | tail -1 | cut -d' ' -f1)
      kill "$pid" && echo signalled; sleep 100`;
    const services = [
      service({ command: ['sh', '-c', drop], ready: { kind: 'log', pattern: 'signalled' } }),
    ];
    await inSandbox(engine(), { network: 'internal', services }, async (_run, sandbox) => {
      expect(await sandbox.services[0]?.log()).toContain('1000\n1000\n');
    });
  });

  test('and the sandbox have no way out', async () => {
    const heard: string[] = [];
    const server = createServer((socket) => {
      heard.push(socket.remoteAddress ?? '');
      socket.destroy();
    }).listen(0, '0.0.0.0');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const addresses = Object.values(networkInterfaces())
      .flatMap((list) => list ?? [])
      .filter((one) => one.family === 'IPv4')
      .map((one) => one.address);
    // The host is there for whoever can reach it: the test could fail.
    expect(addresses).toContain('127.0.0.1');
    const hosts = [...addresses, '169.254.169.254', '192.0.2.1', '10.0.2.2'];
    const attempt = `for h in ${hosts.join(' ')}; do
        if (: <>"/dev/tcp/$h/${port}") 2>/dev/null; then echo "reached $h"; fi
      done
      sed 's/#.*//' /etc/hosts | grep -vE '^(127\\.|::1|f[ef]0|$)' || true
      for n in host.docker.internal host.containers.internal gateway.docker.internal debian.org; do
        if getent ahostsv4 "$n" | grep -v '^127'; then echo "resolved $n"; fi
      done
      grep -c . /proc/net/route; cat /proc/net/ipv6_route 2>/dev/null | grep -cvw lo || true; echo tried`;
    try {
      const services = [
        service({
          command: ['bash', '-c', `${attempt}; sleep 100`],
          ready: { kind: 'log', pattern: '^tried$' },
        }),
      ];
      await inSandbox(engine(), { network: 'internal', services }, async (run, sandbox) => {
        // The table of routes has its heading only.
        expect((await run(attempt)).stdout).toBe('1\n0\ntried\n');
        expect(await sandbox.services[0]?.log()).toBe('1\n0\ntried\n');
      });
      expect(heard).toEqual([]);
    } finally {
      server.close();
    }
  });

  test('that end too early are told with the end of their log', async () => {
    const services = [service({ command: ['sh', '-c', 'echo "no such database" >&2; exit 3'] })];
    const error = await refusedBy(engine().start(spec({ network: 'internal', services })));
    expect(error.message).toBe('the service `web` (debian:12) ended with status 3');
    expect(error.details).toEqual(['service web: no such database']);
    expect(ours()).toBe('');
  });

  test('that are not ready in time are told with what is seen instead', async () => {
    const services = [
      service({
        command: ['sh', '-c', 'echo starting; sleep 100'],
        ready: { kind: 'tcp', port: 9 },
        readyMs: 500,
      }),
    ];
    const error = await refusedBy(engine().start(spec({ network: 'internal', services })));
    expect(error.message).toBe(
      'the service `web` (debian:12) was not ready within 0.5 s: it does not listen on port 9',
    );
    expect(error.details).toEqual(['service web: starting']);
    expect(ours()).toBe('');
  });

  test('of which two listen on one port are refused', async () => {
    const { ready: _, ...silent } = service({
      name: 'late',
      command: ['perl', '-e', `select undef, undef, undef, 0.5; ${listenOn(8080, answer)}`],
    });
    const log = { kind: 'log', pattern: 'never' } as const;
    const two = [service(), { ...silent, ready: log }];
    const done = await refusedBy(engine().start(spec({ network: 'internal', services: two })));
    expect(done.message).toMatch(
      /`late` .* ended with status \d+: another one listens on its port/,
    );
    expect(ours()).toBe('');
  });

  test.each([
    [
      'a command that is not there',
      { command: ['/no/such/program'] },
      /`web` .*could not be started/,
    ],
    ['a variable that is none', { env: { 'A B': '1' } }, /`web`.*no name for an environment/],
    [
      'a pattern that never ends',
      {
        command: ['sh', '-c', 'printf %040d! 0 | tr 0 a; echo; sleep 9'],
        ready: { kind: 'log', pattern: '(a+)+$' },
      },
      /`web` .*never ready: it takes too long/,
    ],
  ] as const)('with %s leave nothing', async (_title, other, message) => {
    const services = [service({ ...other } as Partial<ServiceRequest>)];
    const error = await refusedBy(engine().start(spec({ network: 'internal', services })));
    expect(error.message).toMatch(message);
    expect(ours()).toBe('');
  });

  test('that are waited for end when everything is interrupted', async () => {
    const stop = new AbortController();
    const services = [service({ command: ['sleep', '100'], readyMs: 600_000 })];
    const starting = refusedBy(
      engine().start(spec({ network: 'internal', services, signal: stop.signal })),
    );
    setTimeout(() => stop.abort(), 300);
    expect((await starting).message).toBe('interrupted');
    expect(ours()).toBe('');
  });

  test('say how they ended when they do so later, and take part in nothing else', async () => {
    const services = [
      service({
        command: ['perl', '-e', `${listenOn(8080, answer).replace('close $c', 'exit 7')}`],
      }),
      service({
        name: 'hog',
        command: [
          'perl',
          '-e',
          listenOn(9090, answer).replace('close $c', '$n = 9e8; $x = "x" x $n'),
        ],
        ready: { kind: 'tcp', port: 9090 },
      }),
    ];
    await inSandbox(engine(), { network: 'internal', services }, async (run, sandbox) => {
      const [web, hog] = sandbox.services;
      await run(`${get('web', 8080)}; ${get('hog', 9090)} || true`);
      const told = async (one: typeof web, how: RegExp) =>
        await vi.waitFor(async () => expect(await one?.log()).toMatch(how), { timeout: 10_000 });
      await told(web, /\(ended with status 7\)\n$/);
      await told(hog, /\(ended (?:for want of memory|with status 137)\)\n$/);
      expect((await run('echo still here')).stdout).toBe('still here\n');
    });
  });

  test('share the network of the engine where the page may have it', async () => {
    const services = [
      service({
        command: ['sh', '-c', 'ls /sys/class/net; echo end; sleep 100'],
        ready: { kind: 'log', pattern: '^end$' },
      }),
    ];
    await inSandbox(engine(), { network: 'bridge', services }, async (run, sandbox) => {
      expect((await run('ls /sys/class/net')).stdout).toContain('eth0');
      expect(await sandbox.services[0]?.log()).toContain('eth0');
    });
  });

  test('of `root` may write their own root file system', async () => {
    const services = [
      service({
        command: ['sh', '-c', 'touch /etc/x && echo written; sleep 100'],
        ready: { kind: 'log', pattern: 'written' },
      }),
    ];
    await inSandbox(
      engine(),
      { network: 'internal', privileges: 'root', services },
      async (run) => {
        expect((await run('test -e /etc/x || echo mine is another')).stdout).toBe(
          'mine is another\n',
        );
      },
    );
  });

  test('are gone with their sandbox, whatever becomes of them', async () => {
    const sandbox = await engine().start(spec({ network: 'internal', services: [service()] }));
    const ids = ours().split('\n');
    expect(ids).toHaveLength(2);
    client('rm', '-f', ...(product === 'podman' ? ['--depend'] : []), ...ids);
    await sandbox[Symbol.asyncDispose]();
    await vi.waitFor(() => expect(ours()).toBe(''), { timeout: 10_000 });
  });
});
