import type { Connection } from './connect.ts';
import { stateDir } from './container.ts';
import { textAt } from './json.ts';

/** What an engine itself puts into a container, and what is no part of the image. */
const engineOwn =
  /^\/(?:(?:proc|sys|dev)(?:\/.*)?|\.dockerenv|run|run\/\.containerenv|run\/secrets(?:\/.*)?|(?:usr\/)?sbin\/docker-init|etc\/(?:hosts|hostname|resolv\.conf|mtab))$/;

function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

/**
 * Paths of a container's root file system that are not as in its image, without `mounts`. Folders in
 * which the engine has put something of its own are among them.
 */
export async function changedPaths(
  { client, patience }: Connection,
  name: string,
  mounts: readonly string[],
): Promise<readonly string[]> {
  const { body } = await client.demand({
    ...{ method: 'GET', path: `/containers/${name}/changes`, limitMs: patience.work },
    purpose: 'learn which files of the sandbox have changed',
  });
  const folders = [...mounts, stateDir];
  return (Array.isArray(body) ? body : [])
    .flatMap((one: unknown) => textAt(one, 'Path') ?? [])
    .filter((path) => !engineOwn.test(path) && !folders.some((folder) => isBelow(path, folder)))
    .sort();
}
