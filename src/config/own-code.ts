import { readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stampOf } from '../model/stamp.ts';
import { filesBelow, openLedger } from './ledger.ts';

/** Rutter itself, as it is installed or checked out. */
export interface OwnCode {
  /** The folder of its package. */
  readonly home: string;
  /** The packages it is made with. */
  readonly packages: readonly string[];
  /** Changes with its code, and with what Node knows of characters, languages and time zones. */
  readonly lines: readonly string[];
}

export function readOwnCode(): OwnCode {
  const here = fileURLToPath(import.meta.url);
  const home = homeOf(here);
  const manifest = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
  const { dependencies, optionalDependencies } = manifest;
  const { node, unicode, icu, cldr, tz } = process.versions;
  const isBuilt = relative(home, here).startsWith('lib');
  const isWorkedOn = !isBuilt || isThere(join(home, 'src')) || isThere(join(home, '.git'));
  return {
    home,
    packages: Object.keys({ ...dependencies, ...optionalDependencies }),
    lines: [
      `rutter ${manifest.version} ${identityOf(home)}`,
      `node ${node.split('.', 1)} ${unicode} ${icu} ${cldr} ${tz}`,
      ...(isWorkedOn ? (isBuilt ? ['lib'] : ['src', 'themes']) : []).flatMap((folder) =>
        stampsBelow(join(home, folder)),
      ),
    ],
  };
}

function homeOf(file: string): string {
  const folder = dirname(file);
  return isThere(join(folder, 'package.json')) || folder === file ? folder : homeOf(folder);
}

/** The digest of the code that the build of the package has written down (`scripts/copy-assets`). */
function identityOf(home: string): string {
  try {
    return readFileSync(join(home, 'lib', 'identity'), 'utf8').trim();
  } catch {
    return '';
  }
}

/** Rutter's own files are many: while somebody works on it, looking at them has to do. */
function stampsBelow(folder: string): readonly string[] {
  const files = filesBelow(openLedger(folder), folder, []);
  return files
    .filter((file) => !file.endsWith('.d.ts'))
    .map((file) => {
      const stats = statSync(file, { bigint: true, throwIfNoEntry: false });
      return `${relative(folder, file)} ${stats && stampOf(stats)}`;
    });
}

function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}
