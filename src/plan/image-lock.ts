import { randomBytes } from 'node:crypto';
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Diagnostic, diagnostic } from '../model/diagnostic.ts';
import { sourceFile } from '../model/source.ts';
import {
  type ImageDigests,
  lockAgain,
  type ParsedLock,
  parseImageLock,
} from './parse-image-lock.ts';

/** At the site's root, beside the configuration. */
export const imageLockName = 'rutter.lock';

const largestBytes = 2 ** 20;

const head = [
  '# The images that the runbooks run in, each with its digest. `rutter verify --frozen` takes no others.',
  '# Written by `rutter verify --lock`; run it again to take what the images are by then.',
  'version: 1',
];

/** Reads `rutter.lock`. Where there is none, there are neither digests nor diagnostics. */
export async function readImageLock(root: string): Promise<ParsedLock> {
  const path = join(root, imageLockName);
  try {
    const { size } = await stat(path);
    if (size > largestBytes) return { diagnostics: [unreadable('is larger than is read')] };
    return parseImageLock(sourceFile(imageLockName, await readFile(path, 'utf8')));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    if (error.code === 'ENOENT') return { diagnostics: [] };
    return { diagnostics: [unreadable(`cannot be read: ${error.message}`)] };
  }
}

function unreadable(why: string): Diagnostic {
  const message = `the lock file ${why}`;
  return { ...diagnostic({ code: 'lock-invalid', message, hint: lockAgain }), file: imageLockName };
}

/** The text of a lock file: one line an image, sorted by code unit, the same for the same digests. */
export function imageLockText(digests: ImageDigests): string {
  const lines = Object.entries(digests)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([image, digest]) => `  "${image}": "${digest}"`);
  return `${[...head, lines.length === 0 ? 'images: {}' : 'images:', ...lines].join('\n')}\n`;
}

/** Writes `rutter.lock` so that whoever reads it at any moment sees the old text or the new one. */
export async function writeImageLock(root: string, digests: ImageDigests): Promise<void> {
  const temporary = join(root, `.${imageLockName}-${randomBytes(6).toString('hex')}`);
  try {
    await writeFile(temporary, imageLockText(digests), { flag: 'wx' });
    await rename(temporary, join(root, imageLockName));
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
