import { describe, expect, test } from 'vitest';
import type { Engine, EngineAnswer, SandboxNeed } from '../../src/model/sandbox.ts';
import { engineChooser } from '../../src/runbook/run/choose-engine.ts';
import type { PullOptions } from '../../src/runbook/run/pull-images.ts';

interface Fake extends Engine {
  readonly pulled: string[];
}

/** An engine that has some images, and gets others. */
function fake(product: string, has: readonly string[], failing: readonly string[] = []): Fake {
  const images = new Set(has);
  const pulled: string[] = [];
  return {
    ...{ name: 'docker', product, description: product, pulled },
    async provides({ image = 'default', serviceImages = [] }): Promise<EngineAnswer> {
      const wanted = [image, ...serviceImages];
      const missing = wanted.filter((one) => !images.has(one));
      if (missing.length > 0) return { ok: false, reason: `it has no ${missing}`, missing };
      return { ok: true, digests: Object.fromEntries(wanted.map((one) => [one, `d-${one}`])) };
    },
    async pull(reference) {
      pulled.push(reference);
      if (failing.includes(reference)) return { failed: 'no such image' };
      images.add(reference);
      return {};
    },
    async start() {
      throw new Error('is not started here');
    },
    async [Symbol.asyncDispose]() {},
  };
}

const need = (image: string, other: Partial<SandboxNeed> = {}): SandboxNeed => ({
  ...{ image, network: 'none', privileges: 'strict' },
  ...other,
});
const allowed: PullOptions = { pull: 'missing', registries: ['docker.io'], offline: false };

describe('an image that is missing', () => {
  test('is pulled by the first engine before the next is asked', async () => {
    const [first, second] = [fake('docker', []), fake('podman', ['debian:12'])];
    const choice = await engineChooser([first, second], allowed)(need('debian:12'));
    expect(choice).toMatchObject({
      engine: { product: 'docker' },
      digests: { 'debian:12': 'd-debian:12' },
    });
    expect([first.pulled, second.pulled]).toEqual([['debian:12'], []]);
  });
  test('is not asked for where its host is not named, and another engine is taken', async () => {
    const [first, second] = [fake('docker', []), fake('podman', ['evil.example/x:1'])];
    const choose = engineChooser([first, second], allowed);
    expect(await choose(need('evil.example/x:1'))).toMatchObject({ engine: { product: 'podman' } });
    const refused = await choose(need('evil.example/y:1'));
    expect(refused).toEqual({
      refused: ['docker', 'podman'].map((product) => ({
        product,
        missing: ['evil.example/y:1'],
        reason:
          'it has no evil.example/y:1; nothing is pulled from evil.example, for `verify.allow.registries` does not name it',
      })),
    });
    expect([...first.pulled, ...second.pulled]).toEqual([]);
  });
  test('is pulled once, also for pages that want it at the same time, and told of once', async () => {
    const engine = fake('docker', ['app:1'], ['gone:1']);
    const told: string[] = [];
    const choose = engineChooser([engine], {
      ...allowed,
      onPull: ({ reference, product }) => told.push(`${product} ${reference}`),
    });
    const choices = await Promise.all([
      choose(need('redis:7')),
      choose(need('app:1', { serviceImages: ['redis:7'] })),
      choose(need('gone:1')),
      choose(need('gone:1', { privileges: 'root' })),
    ]);
    expect(choices.slice(0, 2)).toMatchObject([{ engine: {} }, { engine: {} }]);
    for (const choice of choices.slice(2)) {
      expect(choice).toEqual({
        refused: [
          {
            product: 'docker',
            missing: ['gone:1'],
            reason: 'it has no gone:1; it could not be pulled: no such image',
          },
        ],
      });
    }
    expect(engine.pulled.sort()).toEqual(['gone:1', 'redis:7']);
    expect(told.sort()).toEqual(['docker gone:1', 'docker redis:7']);
  });
});

describe('`always`', () => {
  const always = { ...allowed, pull: 'always' } as const;
  test('asks for the default image too, for none that is pinned, and once in a run', async () => {
    const engine = fake('docker', ['default', 'pinned:1', 'redis:7']);
    const choose = engineChooser([engine], always);
    const { image: _, ...none } = need('');
    await choose(none);
    await choose(
      need('pinned:1', { serviceImages: ['redis:7'], digests: { 'pinned:1': 'd-pinned:1' } }),
    );
    await choose(need('redis:7'));
    expect(engine.pulled).toEqual(['default', 'redis:7']);
  });
  test('fails where the image cannot be had any more', async () => {
    const choice = await engineChooser([fake('docker', ['x:1'], ['x:1'])], always)(need('x:1'));
    expect(choice).toEqual({
      refused: [{ product: 'docker', reason: 'it could not be pulled: no such image' }],
    });
  });
});

test('without options nothing is pulled', async () => {
  const engine = fake('docker', []);
  expect(await engineChooser([engine])(need('debian:12'))).toHaveProperty('refused');
  expect(engine.pulled).toEqual([]);
});
