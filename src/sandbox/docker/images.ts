import type Docker from 'dockerode';
import { parseImageReference } from '../image-reference.ts';
import { within } from '../time-limit.ts';
import type { Connection } from './connect.ts';
import type { LocalImage } from './container.ts';

const inspectMs = 10_000;

function statusOf(error: unknown): number | undefined {
  return (error as { readonly statusCode?: number }).statusCode;
}

function localImage(found: Docker.ImageInspectInfo): LocalImage {
  const digests = (found.RepoDigests ?? []).map((one) => one.split('@')[1]);
  const id = found.Id.startsWith('sha256:') ? found.Id : `sha256:${found.Id}`;
  return {
    id,
    digest: digests.find((one) => one !== undefined) ?? id,
    architecture: found.Architecture,
    hasPath: (found.Config?.Env ?? []).some((one) => one.startsWith('PATH=')),
    hasHealthcheck: 'Healthcheck' in (found.Config ?? {}),
    volumes: Object.keys(found.Config?.Volumes ?? {}),
  };
}

/**
 * The image of a reference as the engine has it; nothing is pulled. Podman keeps images that were
 * built or imported on the machine under `localhost/`, where its Docker interface does not look.
 */
export async function findImage(
  connection: Connection,
  reference: string,
): Promise<LocalImage | { readonly refused: string }> {
  const parsed = parseImageReference(reference);
  if (!parsed) return { refused: `${JSON.stringify(reference)} is no image reference` };
  const names = [reference];
  if (connection.product === 'podman' && !parsed.name.includes('/')) {
    names.push(`localhost/${reference}`);
  }
  for (const name of names) {
    try {
      const inspected = connection.docker.getImage(name).inspect();
      return localImage(await within(inspectMs, inspected, 'no answer about the image'));
    } catch (error) {
      if (statusOf(error) !== 404) {
        return { refused: `it cannot say whether it has ${reference}: ${String(error)}` };
      }
    }
  }
  const pull = `${connection.product} pull ${reference}`;
  return { refused: `it has no image ${reference} (\`${pull}\` would get it)` };
}
