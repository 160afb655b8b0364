import type { EngineName } from '../model/config.ts';
import type { Engine } from '../model/sandbox.ts';
import type { Patience } from './docker/client.ts';
import type { Environment } from './docker/places.ts';

/** Engines that can be used, in the order in which they are to be taken, and why others cannot. */
export interface Engines {
  readonly engines: readonly Engine[];
  readonly refused: readonly { readonly name: string; readonly reason: string }[];
}

export interface FindOptions {
  /** What runs on an engine of images where a page names none. */
  readonly defaultImage?: string | undefined;
  readonly environment?: Environment | undefined;
  /** Look for every engine, and try each that can be tried: for a person who asks what there is. */
  readonly thorough?: boolean | undefined;
  /** How long an engine may take for an answer. */
  readonly patience?: Patience | undefined;
}

/**
 * Looks for engines: `docker` (every place where one answers, Podman's too), then `bubblewrap`, which
 * is only looked for when something is asked of it, where it is not the only one. Each that cannot be
 * used is among `refused`, with the reason and what to do. Never throws. The engines are the caller's
 * to dispose of.
 */
export async function findEngines(
  wanted: 'auto' | EngineName,
  { defaultImage, environment = process.env, thorough = false, patience }: FindOptions = {},
): Promise<Engines> {
  const docker =
    wanted === 'bubblewrap'
      ? { engines: [], refused: [] }
      : await (await import('./docker/find.ts')).findDocker({
          environment,
          defaultImage,
          patience,
        });
  if (wanted === 'docker') return docker;
  const { findBubblewrap, laterBubblewrap } = await import('./bubblewrap/engine.ts');
  const bubblewrap =
    docker.engines.length > 0 && !thorough
      ? laterBubblewrap()
      : await findBubblewrap({ tested: thorough });
  if ('refused' in bubblewrap) {
    const refused = { name: 'bubblewrap', reason: bubblewrap.refused };
    return { engines: docker.engines, refused: [...docker.refused, refused] };
  }
  return { engines: [...docker.engines, bubblewrap], refused: docker.refused };
}
