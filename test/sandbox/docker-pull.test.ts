import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Engine, SandboxNeed } from '../../src/model/sandbox.ts';
import { engineChooser } from '../../src/runbook/run/choose-engine.ts';
import type { PullOptions } from '../../src/runbook/run/pull-images.ts';
import { patience } from '../../src/sandbox/docker/client.ts';
import { registryHeaders } from '../../src/sandbox/docker/registry-login.ts';
import { findEngines } from '../../src/sandbox/engines.ts';
import { layerOf, startRegistry, type TestRegistry } from '../registry.ts';
import { describeWith, docker } from '../requirements.ts';
import { inSandbox, spec } from './engine-cases.ts';

// Podman refuses a registry without TLS unless its own configuration names it, which a test must not
// change. What is not the engine's own is the same code for both.
describeWith(docker(), 'images that are pulled', () => {
  let base: Buffer;
  let engine: Engine;
  let registry: TestRegistry;
  let image: string;
  let pulls: string[];

  beforeAll(() => {
    base = layerOf('busybox:1');
  });
  beforeEach(async () => {
    registry = await startRegistry(base);
    image = `${registry.host}/rutter-test/tool:1`;
    pulls = [];
    const { engines } = await findEngines('docker', {
      environment: { DOCKER_HOST: 'unix:///var/run/docker.sock' },
      patience: { ...patience, progress: 2_000 },
    });
    const [first] = engines;
    if (!first) throw new Error('docker does not answer');
    engine = first;
  });
  afterEach(async () => {
    await engine[Symbol.asyncDispose]();
    await registry[Symbol.asyncDispose]();
    const filter = `reference=${registry.host}/rutter-test/*`;
    const ids = execFileSync('docker', ['images', '-q', '--no-trunc', '--filter', filter], {
      encoding: 'utf8',
    });
    const all = [...new Set(ids.split('\n').filter(Boolean))];
    if (all.length > 0) execFileSync('docker', ['rmi', '-f', ...all], { stdio: 'ignore' });
  });

  const need = (other: Partial<SandboxNeed> = {}): SandboxNeed => ({
    ...{ image, network: 'none', privileges: 'strict' },
    ...other,
  });
  const choose = (options: Partial<PullOptions> = {}) =>
    engineChooser([engine], {
      ...{ pull: 'missing', registries: [registry.host], offline: false },
      onPull: ({ reference }) => pulls.push(reference),
      ...options,
    });
  const made = async () => {
    let text = '';
    await inSandbox(engine, { image }, async (run) => {
      text = (await run('cat /made')).stdout;
    });
    return text;
  };
  const reasonOf = (choice: object) => {
    expect(choice).toHaveProperty('refused');
    return JSON.stringify(choice);
  };

  test('one that is missing is pulled, once, and runs', async () => {
    const digest = registry.put('rutter-test/tool', '1', 'first');
    const chooser = choose();
    const choices = await Promise.all([
      chooser(need()),
      chooser(need({ privileges: 'root' })),
      chooser(need({ image: undefined, serviceImages: [image] })),
    ]);
    for (const choice of choices) {
      expect(choice).toMatchObject({ engine, digests: { [image]: digest } });
    }
    expect(pulls).toEqual([image]);
    expect(await made()).toBe('first');
    await choose()(need());
    expect(pulls).toEqual([image]);
  });

  test('`never`, `--offline` and a registry that is not named ask nobody', async () => {
    registry.put('rutter-test/tool', '1', 'first');
    expect(reasonOf(await choose({ pull: 'never' })(need()))).toContain('verify.pull');
    expect(reasonOf(await choose({ offline: true })(need()))).toContain('--offline');
    for (const pull of ['missing', 'always'] as const) {
      const refused = reasonOf(await choose({ pull, registries: ['docker.io'] })(need()));
      expect(refused).toContain(`nothing is pulled from ${registry.host}`);
      expect(refused).toContain('verify.allow.registries');
    }
    expect(registry.requests).toEqual([]);
    expect(pulls).toEqual([]);
  });

  test('`always` sees that a tag has moved; otherwise what is there is taken', async () => {
    registry.put('rutter-test/tool', '1', 'first');
    const first = await choose()(need());
    const moved = registry.put('rutter-test/tool', '1', 'second');
    const asked = registry.requests.length;
    expect(await choose()(need())).toEqual(first);
    expect(await choose({ pull: 'always', offline: true })(need())).toEqual(first);
    expect(await choose({ pull: 'always', registries: [] })(need())).toEqual(first);
    expect(registry.requests.length).toBe(asked);
    const second = await choose({ pull: 'always' })(need());
    expect(second).toMatchObject({ digests: { [image]: moved } });
    expect(second).not.toHaveProperty('fingerprint', Reflect.get(first, 'fingerprint'));
    expect(await made()).toBe('second');
  });

  test('a pin is kept to: pulled by its digest, whatever the tag says today', async () => {
    const pinned = registry.put('rutter-test/tool', '1', 'first');
    registry.put('rutter-test/tool', '1', 'second');
    const digests = { [image]: pinned };
    await choose()(need());
    const never = reasonOf(await choose({ pull: 'never' })(need({ digests })));
    expect(never).toMatch(/its .*tool:1 is sha256:\w+, and rutter\.lock wants sha256:/);
    expect(await choose({ pull: 'always' })(need({ digests }))).toMatchObject({ engine, digests });
    let text = '';
    await inSandbox(engine, { image, digests }, async (run, { ground }) => {
      text = (await run('cat /made')).stdout;
      expect(ground).toMatchObject({ image, imageDigest: pinned });
    });
    expect(text).toBe('first');
    const other = { [image]: `sha256:${'0'.repeat(64)}` };
    expect(reasonOf(await choose()(need({ digests: other })))).toMatch(/could not be pulled/);
    await expect(engine.start(spec({ image, digests: other }))).rejects.toThrow(/rutter\.lock/);
  });

  test('a registry that has it not, hangs or talks nonsense is told in words, in time', async () => {
    expect(reasonOf(await choose()(need()))).toMatch(/could not be pulled: .*(not found|unknown)/);
    registry.behave('garbage');
    expect(reasonOf(await choose()(need()))).toMatch(/could not be pulled: \w/);
    registry.behave('hang');
    expect(reasonOf(await choose()(need()))).toMatch(
      /could not be pulled: .*(2 s|timeout|deadline)/i,
    );
    const stop = new AbortController();
    const waiting = choose({ signal: stop.signal })(need());
    setTimeout(() => stop.abort(), 200);
    expect(reasonOf(await waiting)).toMatch(/interrupted|could not be pulled/);
  });
});

describe('what `docker login` has kept', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'rutter-login-'));
    const auth = Buffer.from('me:se:cret?>~').toString('base64');
    writeFileSync(
      join(folder, 'config.json'),
      JSON.stringify({
        auths: { 'https://index.docker.io/v1/': { auth }, 'quay.io': { auth }, empty: {} },
        credHelpers: { helped: 'x' },
      }),
    );
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const headers = (host: string) => registryHeaders(host, { DOCKER_CONFIG: folder });

  test.each(['docker.io', 'quay.io'])('is sent for %s, as Go reads it', async (host) => {
    const header = (await headers(host))['X-Registry-Auth'] ?? '';
    expect(header).toMatch(/^[\w-]+={0,2}$/);
    expect(header.length % 4).toBe(0);
    const told = JSON.parse(Buffer.from(header, 'base64url').toString());
    expect(told).toMatchObject({ username: 'me', password: 'se:cret?>~' });
  });
  test.each(['ghcr.io', 'empty', 'helped', '__proto__'])('is not sent for %s', async (host) => {
    expect(await headers(host)).toEqual({});
  });
});
