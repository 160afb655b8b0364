import { randomBytes } from 'node:crypto';
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Diagnostic, diagnostic, diagnosticAt } from '../model/diagnostic.ts';
import { type SourceFile, sourceFile, spanAt } from '../model/source.ts';

export const imageLockName = 'rutter.lock';

/** Digests (`sha256:…`) of images by reference. Has no prototype: references come from pages. */
export type ImageDigests = Readonly<Record<string, string>>;

export interface ImageLock {
  /** Absent where there is no lock file, or one that cannot be read in full. */
  readonly digests?: ImageDigests | undefined;
  /** Relative to the root. */
  readonly file: string;
  readonly diagnostics: readonly Diagnostic[];
}

const largestBytes = 2 ** 20;

const head = [
  '# The images that the runbooks run in, each with its digest. `rutter verify --frozen` takes no others.',
  '# Written by `rutter verify --lock`; run it again to take what the images are by then.',
  'version: 1',
  'images:',
];
const entryLine =
  /^ {2}(["']?)([A-Za-z0-9][A-Za-z0-9._:/@-]{0,4095})\1: (["']?)(sha256:[0-9a-f]{64})\3$/;

/**
 * Reads `rutter.lock`: YAML, of which just the form that `writeImageLock` writes is taken, so that a
 * file of any size and depth is read line by line. Each line that is something else is a diagnostic.
 */
export async function readImageLock(root: string): Promise<ImageLock> {
  const path = join(root, imageLockName);
  let text: string;
  try {
    const { size } = await stat(path);
    if (size > largestBytes) return unreadable('is larger than is read');
    text = await readFile(path, 'utf8');
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (isMissing) return { file: imageLockName, diagnostics: [] };
    return unreadable(`cannot be read: ${error instanceof Error ? error.message : error}`);
  }
  return parseImageLock(sourceFile(imageLockName, text));
}

export function parseImageLock(source: SourceFile): ImageLock {
  const digests: Record<string, string> = Object.create(null);
  const diagnostics: Diagnostic[] = [];
  let offset = 0;
  let expected: 'version' | 'images' | 'entry' = 'version';
  for (const ended of source.text.split('\n')) {
    const line = ended.replace(/\s+$/, '');
    const at = offset;
    offset += ended.length + 1;
    if (line === '' || /^\s*#/.test(line)) continue;
    const complain = (message: string, hint?: string): void => {
      const span = spanAt(source.text, at, at + line.length);
      diagnostics.push(
        diagnosticAt(source, span, { code: 'lock-invalid', message, hint: hint ?? again }),
      );
    };
    if (/^(?:<{7}|={7}|>{7}|\|{7})/.test(line)) {
      complain(
        'a merge of git was left half done here',
        'take either side, then run `rutter verify --lock`',
      );
      break;
    }
    if (expected === 'version') {
      if (line !== 'version: 1') {
        const other = /^version: \d+$/.test(line);
        complain(other ? 'this version of the lock file is not known' : 'expected `version: 1`');
        break;
      }
      expected = 'images';
    } else if (expected === 'images') {
      if (line !== 'images:' && line !== 'images: {}') {
        complain('expected `images:`');
        break;
      }
      expected = 'entry';
    } else {
      const [, , image, , digest] = entryLine.exec(line) ?? [];
      if (image === undefined || digest === undefined) {
        complain('expected an image and its digest, such as `  "debian:12": "sha256:…"`');
      } else if (image in digests) complain(`the image \`${image}\` is here twice`);
      else digests[image] = digest;
    }
    if (diagnostics.length >= mostProblems) break;
  }
  if (expected !== 'entry' && diagnostics.length === 0) {
    diagnostics.push(
      diagnosticAt(source, undefined, {
        code: 'lock-invalid',
        message: `the lock file ends before \`${expected === 'version' ? 'version: 1' : 'images:'}\``,
        hint: again,
      }),
    );
  }
  return {
    file: source.path,
    ...(diagnostics.length === 0 ? { digests } : {}),
    diagnostics,
  };
}

const again = 'remove the file and run `rutter verify --lock`';
const mostProblems = 20;

function unreadable(why: string): ImageLock {
  const problem = diagnostic({
    code: 'lock-invalid',
    message: `the lock file ${why}`,
    hint: again,
  });
  return { file: imageLockName, diagnostics: [{ ...problem, file: imageLockName }] };
}

/** The text of a lock file: one line an image, sorted by code unit, the same for the same digests. */
export function imageLockText(digests: ImageDigests): string {
  const entries = Object.entries(digests).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const lines = entries.map(([image, digest]) => `  "${image}": "${digest}"`);
  const start = entries.length === 0 ? [...head.slice(0, -1), 'images: {}'] : head;
  return `${[...start, ...lines].join('\n')}\n`;
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
