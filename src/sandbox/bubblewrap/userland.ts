import { createHash } from 'node:crypto';
import { lstat, readdir, readFile, readlink } from 'node:fs/promises';
import { release } from 'node:os';
import { join } from 'node:path';
import { canonicalJson } from '../../model/canonical.ts';
import { digestOf } from '../../model/source.ts';
import type { Host } from './host.ts';

/** Where package managers say what is installed: of dpkg, apk, and rpm in its ages. */
const databases = [
  '/var/lib/dpkg/status',
  '/lib/apk/db/installed',
  ...['rpmdb.sqlite', 'Packages.db', 'Packages'].flatMap((name) => [
    `/var/lib/rpm/${name}`,
    `/usr/lib/sysimage/rpm/${name}`,
  ]),
];
/** pacman has a folder for each package, named by its version. */
const pacman = '/var/lib/pacman/local';
/** What no package manager keeps book of, but a sandbox sees. */
const unmanaged = ['bin', 'sbin', 'lib', 'lib/node_modules', 'libexec'].map((name) =>
  join('/usr/local', name),
);
const alternatives = '/etc/alternatives';
const largestDatabase = 256 * 1024 * 1024;

async function contentOf(file: string): Promise<string | undefined> {
  try {
    if ((await lstat(file)).size > largestDatabase) return undefined;
    return createHash('sha256')
      .update(await readFile(file))
      .digest('hex');
  } catch {
    return undefined;
  }
}

/** The names in a folder, each with what `tell` says of it; undefined where there is none. */
async function entries(
  folder: string,
  tell: (path: string) => Promise<unknown>,
): Promise<readonly unknown[] | undefined> {
  const names = await readdir(folder).catch(() => undefined);
  if (names === undefined || names.length === 0) return undefined;
  return await Promise.all(
    names.sort().map(async (name) => [name, await tell(join(folder, name)).catch(() => null)]),
  );
}

async function stamp(path: string): Promise<unknown> {
  const { mtimeMs, size, mode } = await lstat(path);
  return [mtimeMs, size, mode];
}

/**
 * What of this machine's own userland can change the result of the same steps; undefined where no
 * package manager that is known keeps book of it.
 */
export async function userlandFingerprint(host: Host): Promise<string | undefined> {
  const [installed, packages, own, chosen] = await Promise.all([
    Promise.all(databases.map(contentOf)),
    entries(pacman, async () => ''),
    Promise.all(unmanaged.map((folder) => entries(folder, stamp))),
    entries(alternatives, readlink),
  ]);
  if (packages === undefined && installed.every((one) => one === undefined)) return undefined;
  const { version, architecture, osRelease } = host;
  const rest = { version, architecture, osRelease, kernel: release() };
  return digestOf(canonicalJson({ ...rest, installed, packages, own, chosen }));
}
