import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test, vi } from 'vitest';
import { containerLabels } from '../../src/sandbox/docker/labels.ts';
import { findEngines } from '../../src/sandbox/engines.ts';
import { startWatchdog } from '../../src/sandbox/watchdog/start.ts';
import { bubblewrap, describeWith, docker, podman, podmanSocket } from '../requirements.ts';
import { spec } from './engine-cases.ts';

const victim = fileURLToPath(new URL('./victim.mjs', import.meta.url));
const podmanHost = `unix://${podmanSocket}`;

function lines(command: string, args: readonly string[]): readonly string[] {
  return execFileSync(command, [...args], { encoding: 'utf8' })
    .split('\n')
    .filter(Boolean);
}

/** Processes with a word in their command line. Podman keeps a helper of each exec for minutes. */
function processes(word: RegExp): readonly string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        return [readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')];
      } catch {
        return [];
      }
    })
    .filter((line) => word.test(line) && !line.includes('conmon'));
}

function left(pid: number, containers: (filter: string) => readonly string[]): readonly string[] {
  const name = `rutter-${pid}-`;
  return [
    ...containers(`name=${name}`),
    ...readdirSync(tmpdir()).filter((one) => one.startsWith(name)),
    ...lines('find', ['/sys/fs/cgroup', '-maxdepth', '8', '-name', `${name}*`]),
    ...processes(new RegExp(name)),
  ];
}

const watchdogOf = (pid: number) => new RegExp(`rutter-watchdog-of-${pid}\\b`);

const dockerContainers = (filter: string) => lines('docker', ['ps', '-aq', '--filter', filter]);
const podmanContainers = (filter: string) =>
  lines('podman', ['--url', podmanHost, 'ps', '-aq', '--filter', filter]);

const engines = [
  {
    ...{ name: 'docker', needs: docker, engine: 'docker', host: 'unix:///var/run/docker.sock' },
    ...{ kills: 8, within: 700, services: 0, containers: dockerContainers },
  },
  {
    ...{ name: 'docker with services', needs: docker, engine: 'docker' },
    ...{ host: 'unix:///var/run/docker.sock', containers: dockerContainers },
    ...{ kills: 6, within: 1_200, services: 2 },
  },
  {
    ...{ name: 'podman', needs: podman, engine: 'docker', host: podmanHost },
    ...{ kills: 6, within: 700, services: 0, containers: podmanContainers },
  },
  {
    ...{ name: 'podman with services', needs: podman, engine: 'docker', host: podmanHost },
    ...{ kills: 6, within: 1_500, services: 2, containers: podmanContainers },
  },
  {
    ...{ name: 'bubblewrap', needs: bubblewrap, engine: 'bubblewrap', host: '' },
    ...{ kills: 6, within: 250, services: 0 },
    containers: () => [],
  },
];

describe.runIf(process.platform === 'linux')('killed at any moment', () => {
  describe.each(engines)(
    '$name',
    ({ needs, engine, host, kills, within, services, containers }) => {
      describeWith(needs(), 'after SIGKILL', () => {
        test(`nothing is left 2 s later (${kills} times)`, { timeout: 120_000 }, async () => {
          for (let round = 0; round < kills; round += 2) {
            const killed = await Promise.all(
              [0, 1].map(async () => {
                const child = spawn(process.execPath, [victim, engine, host, `${services}`], {
                  stdio: ['ignore', 'pipe', 'inherit'],
                });
                await once(child.stdout, 'data');
                await sleep(Math.random() * within);
                child.kill('SIGKILL');
                return child.pid ?? 0;
              }),
            );
            await sleep(2_000);
            expect(killed.flatMap((pid) => left(pid, containers))).toEqual([]);
            // A watchdog stays a while where a request to create may still be under way.
            await vi.waitFor(
              () => expect(killed.flatMap((pid) => processes(watchdogOf(pid)))).toEqual([]),
              { timeout: 15_000, interval: 100 },
            );
          }
        });
      });
    },
  );
});

describeWith(docker(), 'what another run left', () => {
  test('is removed by the next one, started or not; what is in use is not', async () => {
    const create = (labels: Readonly<Record<string, string>>) =>
      execFileSync(
        'docker',
        [
          'create',
          ...Object.entries(labels).flatMap(([key, value]) => ['--label', `${key}=${value}`]),
          ...['debian:12', 'true'],
        ],
        { encoding: 'utf8' },
      ).trim();
    const living = containerLabels('living', Date.now() + 600_000);
    const owner = JSON.parse(living['rutter.owner'] ?? '') as [string, number, string];
    const dead = JSON.stringify([owner[0], 2 ** 22 + 7, owner[2]]);
    const made = {
      living: create(living),
      dead: create({ ...living, 'rutter.owner': dead }),
      late: create(containerLabels('late', Date.now() - 600_000)),
      foreign: create({ 'rutter.deadline': '1' }),
    };
    try {
      const { engines: found } = await findEngines('docker', {
        environment: { DOCKER_HOST: 'unix:///var/run/docker.sock' },
      });
      await using engine = found[0];
      await using _sandbox = await engine?.start(spec());
    } finally {
      const all = lines('docker', ['ps', '-aq', '--no-trunc']);
      const kept = Object.entries(made).filter(([, id]) => all.includes(id));
      execFileSync('docker', ['rm', '-f', ...kept.map(([, id]) => id)]);
      expect(kept.map(([name]) => name)).toEqual(['living', 'foreign']);
    }
  });
});

test('the watchdog goes when it has nothing left to watch', async () => {
  const word = watchdogOf(process.pid);
  const before = processes(word).length;
  const watchdog = startWatchdog();
  const watch = watchdog.watch({ kind: 'folder', path: '/nonexistent' });
  expect(processes(word).length).toBe(before + 1);
  watch.done();
  await watchdog[Symbol.asyncDispose]();
  expect(processes(word).length).toBe(before);
});

describeWith(podman(), 'a container that appears after we are dead', () => {
  test('goes, and so does the folder that Podman made for its binds', async () => {
    const name = `rutter-${process.pid}-late`;
    const folder = join(tmpdir(), name);
    const watchdog = startWatchdog();
    const endpoint = { socketPath: podmanSocket };
    watchdog.watch({ kind: 'folder', path: folder });
    watchdog.watch({ kind: 'container', endpoint, path: `/containers/${name}?force=true` });
    void watchdog[Symbol.asyncDispose]();
    await sleep(500);
    const request = {
      ...{ Image: 'debian:12', Cmd: ['true'] },
      HostConfig: { Binds: [`${folder}/hosts:/etc/hosts`] },
    };
    const create = () =>
      execFileSync('curl', [
        ...['--silent', '--show-error', '--output', '/dev/null', '--write-out', '%{http_code}'],
        ...['--unix-socket', podmanSocket, '--json', JSON.stringify(request)],
        `http://podman/v1.41/containers/create?name=${name}`,
      ]).toString();
    // The folder may go while Podman is still at it; then there is no container, and we ask again.
    const answers = [create()];
    while (answers.at(-1) === '500' && answers.length < 20) answers.push(create());
    expect(answers.at(-1), answers.join(' ')).toBe('201');
    await vi.waitFor(() => expect(left(process.pid, podmanContainers)).toEqual([]), 6_000);
  });
});

describeWith(docker(), 'an engine that only answers', () => {
  test('has started nothing: a run that believes its cache needs no more of it', async () => {
    const before = processes(watchdogOf(process.pid)).length;
    const { engines: found } = await findEngines('auto', {
      environment: { DOCKER_HOST: 'unix:///var/run/docker.sock' },
    });
    try {
      expect(found.map((one) => one.product)).toEqual(['docker', 'bubblewrap']);
      for (const one of found) {
        expect(await one.provides(spec())).toMatchObject({ digests: {} });
      }
      expect(processes(watchdogOf(process.pid)).length).toBe(before);
    } finally {
      await Promise.all(found.map((one) => one[Symbol.asyncDispose]()));
    }
  });
});
