import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const name = 'pagefind';

/** The version of Pagefind; undefined where it is not installed, or without its program for this system. */
export function installedPagefind(): string | undefined {
  try {
    const main = fileURLToPath(import.meta.resolve(name));
    const folder = packageOf(main);
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const own = createRequire(main);
    const system = process.platform === 'win32' ? 'windows' : process.platform;
    const programs = ['pagefind_extended', 'pagefind'].map(
      (program) => `@pagefind/${system}-${process.arch}/bin/${program}`,
    );
    const ending = process.platform === 'win32' ? '.exe' : '';
    // Pagefind takes a program of the user's own, too.
    const { PAGEFIND_EXTENDED_BINARY_PATH: extended, PAGEFIND_BINARY_PATH: plain } = process.env;
    const isThere =
      Boolean(extended || plain) || programs.some((program) => canResolve(own, program + ending));
    return isThere && typeof version === 'string' ? version : undefined;
  } catch {
    return undefined;
  }
}

function canResolve(from: NodeJS.Require, path: string): boolean {
  try {
    return existsSync(from.resolve(path));
  } catch {
    return false;
  }
}

function packageOf(file: string): string {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json')) || folder === dirname(folder)) return folder;
  }
}
