import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

let known: Promise<string> | undefined;

/**
 * What this very Rutter is called in the keys of what is kept: a digest of its code. The version alone
 * would not do while somebody works on Rutter.
 */
export function rutterIdentity(): Promise<string> {
  known ??= builtIdentity().then((built) => built ?? digestOfCode());
  return known;
}

/** The digest that the build of the package has written down (`scripts/copy-assets`). */
async function builtIdentity(): Promise<string | undefined> {
  const text = await readFile(new URL('../../identity', import.meta.url), 'utf8').catch(() => '');
  return /^[0-9a-f]{64}$/.test(text.trim()) ? text.trim() : undefined;
}

async function digestOfCode(): Promise<string> {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const names = (await readdir(root, { recursive: true })).filter((name) => /\.[jt]s$/.test(name));
  const hash = createHash('sha256');
  for (const name of names.sort()) {
    hash.update(`${name}\n`).update(await readFile(new URL(`../${name}`, import.meta.url)));
  }
  return hash.digest('hex');
}
