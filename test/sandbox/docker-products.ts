import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import type { Engine } from '../../src/model/sandbox.ts';
import { findEngines } from '../../src/sandbox/engines.ts';
import { describeWith, docker, podman, podmanSocket } from '../requirements.ts';

export const products = [
  { product: 'docker', needs: docker, host: 'unix:///var/run/docker.sock' },
  { product: 'podman', needs: podman, host: `unix://${podmanSocket}` },
] as const;

export interface ProductGround {
  readonly product: 'docker' | 'podman';
  readonly host: string;
  readonly engine: () => Engine;
  /** The product's own command. */
  readonly client: (...args: string[]) => string;
  /** Like it, with something on its stdin. */
  readonly clientWith: (input: string | Buffer, ...args: string[]) => string;
  /** Ids of the containers of this process. */
  readonly ours: () => string;
}

/** Tests over both engines of images; nothing of ours may be left when they are through. */
export function describeProducts(title: string, body: (ground: ProductGround) => void): void {
  describe.each(products)('$product', ({ product, needs, host }) => {
    describeWith(needs(), title, () => {
      let found: Engine | undefined;
      const options = product === 'podman' ? ['--url', host] : [];
      const clientWith = (input: string | Buffer, ...args: string[]) =>
        execFileSync(product, [...options, ...args], {
          ...{ encoding: 'utf8', input, stdio: ['pipe', 'pipe', 'pipe'] },
          env: { ...process.env, DOCKER_HOST: host, DOCKER_BUILDKIT: '0' },
        }).trim();
      const client = (...args: string[]) => clientWith('', ...args);
      const ours = () => client('ps', '-aq', '--filter', `name=rutter-${process.pid}-`);
      beforeAll(async () => {
        const { engines, refused } = await findEngines('docker', {
          environment: { DOCKER_HOST: host },
        });
        [found] = engines;
        if (!found) throw new Error(JSON.stringify(refused));
      });
      afterAll(async () => {
        await found?.[Symbol.asyncDispose]();
        expect(ours()).toBe('');
      });
      const engine = () => {
        if (!found) throw new Error('there is no engine');
        return found;
      };
      body({ product, host, engine, client, clientWith, ours });
    });
  });
}
