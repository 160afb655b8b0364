// Programs from npm that are no dependency of ours, in exact versions.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Installs packages below `cache`, once. The folder with their `node_modules`. */
export function install(cache, name, dependencies) {
  const folder = join(cache, name);
  if (existsSync(join(folder, 'node_modules/.package-lock.json'))) return folder;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies }));
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return folder;
}

/** A Node that the newest programs run on (22.19): this one, or one from npm. */
export function nodeFor(cache) {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 19)) return process.execPath;
  const name = `node-${process.platform}-${process.arch}`;
  const folder = install(cache, 'node-24', { [name]: '24' });
  return join(folder, 'node_modules', name, 'bin/node');
}
