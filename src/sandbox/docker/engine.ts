import type { Engine, EngineAnswer, SandboxNeed } from '../../model/sandbox.ts';
import type { Connection } from './connect.ts';
import { fingerprint } from './fingerprint.ts';
import { findImage } from './images.ts';
import type { Starter } from './starter.ts';

/** What runs where a page names no image. */
const fallbackImage = 'debian:12';

/**
 * The Docker engine, or Podman behind the same interface. What only starting a sandbox needs is
 * loaded when the first one is started: a run that believes its cache starts none.
 */
export function dockerEngine(connection: Connection, defaultImage = fallbackImage): Engine {
  const { product, version, place } = connection;
  let starter: Promise<Starter> | undefined;

  async function provides(need: SandboxNeed): Promise<EngineAnswer> {
    const references = [need.image ?? defaultImage, ...(need.serviceImages ?? [])];
    const images = await Promise.all(
      [...new Set(references)].map(async (reference) => ({
        reference,
        found: await findImage(connection, reference, need.digests?.[reference]),
      })),
    );
    const refused = images.flatMap(({ found }) => ('refused' in found ? [found] : []));
    if (refused.length > 0) {
      const missing = refused.flatMap((one) => one.missing ?? []);
      return {
        ok: false,
        reason: refused.map((one) => one.refused).join('; '),
        ...(missing.length === refused.length ? { missing } : {}),
      };
    }
    const found = images.flatMap(({ reference, found }) =>
      'refused' in found ? [] : [{ reference, image: found }],
    );
    return {
      ok: true,
      fingerprint: await fingerprint(connection, found),
      digests: Object.fromEntries(found.map(({ reference, image }) => [reference, image.digest])),
    };
  }

  return {
    name: 'docker',
    product,
    description: `${product === 'docker' ? 'docker ' : ''}${version} at ${place}`,
    // Networks and privileges are for the configuration to allow; the engine has them all.
    provides,
    async pull(reference, signal) {
      const { pullImage } = await import('./pull.ts');
      return await pullImage({ connection, reference, signal });
    },
    async start(spec) {
      starter ??= import('./starter.ts').then((module) => module.createStarter(connection));
      return await (await starter).start({ ...spec, image: spec.image ?? defaultImage });
    },
    async [Symbol.asyncDispose]() {
      const had = starter;
      starter = undefined;
      await (await had)?.close();
    },
  };
}
