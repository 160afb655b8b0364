import type { Engine } from '../../model/sandbox.ts';
import type { Patience } from './client.ts';
import { type Connection, connect } from './connect.ts';
import { dockerEngine } from './engine.ts';
import { dockerPlaces, type Environment } from './places.ts';

/** Engines that answer, in the order of their places, and why others do not. */
export interface Found {
  readonly engines: readonly Engine[];
  readonly refused: readonly { readonly name: string; readonly reason: string }[];
}

const hint =
  'install and start Docker or Podman, or set DOCKER_HOST to where one listens (unix:///path or tcp://host:port)';

/** Asks every place at once. Never throws. */
export async function findDocker({
  environment,
  defaultImage,
  patience,
}: {
  readonly environment: Environment;
  readonly defaultImage?: string | undefined;
  readonly patience?: Patience | undefined;
}): Promise<Found> {
  const places = await dockerPlaces(environment);
  const answers = await Promise.all(
    places.map(async (place) => ({ place, answer: await connect(place, patience) })),
  );
  const connections = answers
    .map((one) => one.answer)
    .filter((answer): answer is Connection => 'client' in answer);
  const failures = answers.flatMap(({ place, answer }) =>
    'refused' in answer ? [{ place, reason: `${place.name}: ${answer.refused}` }] : [],
  );
  const engines = connections.map((connection) => dockerEngine(connection, defaultImage));
  if (engines.length === 0) {
    const reasons = failures.map((one) => one.reason).join('; ');
    return { engines, refused: [{ name: 'docker', reason: `${reasons} — ${hint}` }] };
  }
  // Where one answers, only what the user pointed at is worth a word.
  const chosen = failures.filter((one) => one.place.chosen);
  return { engines, refused: chosen.map((one) => ({ name: 'docker', reason: one.reason })) };
}
