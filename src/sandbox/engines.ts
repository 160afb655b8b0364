import type { EngineName } from '../model/config.ts';
import type { Engine } from '../model/sandbox.ts';
import { findBubblewrap } from './bubblewrap/engine.ts';
import { findDocker } from './docker/find.ts';
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
}

/**
 * Looks for engines: `docker` (every place where one answers, Podman's too), then `bubblewrap`. Each
 * that cannot be used is among `refused`, with the reason and what to do. Never throws. The engines
 * are the caller's to dispose of.
 */
export async function findEngines(
  wanted: 'auto' | EngineName,
  { defaultImage, environment = process.env }: FindOptions = {},
): Promise<Engines> {
  const none = { engines: [], refused: [] };
  const [docker, bubblewrap] = await Promise.all([
    wanted === 'bubblewrap' ? none : findDocker(environment, defaultImage),
    wanted === 'docker' ? undefined : findBubblewrap(),
  ]);
  if (bubblewrap === undefined) return docker;
  if ('refused' in bubblewrap) {
    const refused = { name: 'bubblewrap', reason: bubblewrap.refused };
    return { engines: docker.engines, refused: [...docker.refused, refused] };
  }
  return { engines: [...docker.engines, bubblewrap], refused: docker.refused };
}
