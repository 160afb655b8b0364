import { randomBytes } from 'node:crypto';
import { join } from 'node:path';

const ending = '.pack';

/** A name that no other build and no other thread gives. */
export function newPackName(): string {
  return randomBytes(12).toString('hex');
}

export function isPackName(name: unknown): name is string {
  return typeof name === 'string' && /^[0-9a-f]{24}$/.test(name);
}

export function packFile(folder: string, name: string): string {
  return join(folder, `${name}${ending}`);
}

/** The name of the pack whose file is called so; undefined for any other file. */
export function packNameOf(file: string): string | undefined {
  const name = file.slice(0, -ending.length);
  return file.endsWith(ending) && isPackName(name) ? name : undefined;
}
