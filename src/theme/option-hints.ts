import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { nearest } from '../model/nearest.ts';

interface Folders {
  readonly root: string;
  readonly publicDir: string;
}

/** What to write in the place of a path that is none of the site: `logo.svg`, `public/logo.svg`. */
export function imageHint(given: unknown, { root, publicDir }: Folders): string | undefined {
  if (typeof given !== 'string') return undefined;
  const folder = shown(publicDir, root);
  if (/^(?:[a-z][a-z\d+.-]*:)?\/\//i.test(given))
    return `nothing is fetched from elsewhere: put the file into \`${folder}/\` and name it from there`;
  const parts = given.split('/').filter((part) => !['', '.', '..'].includes(part));
  const tries = [parts, parts.slice(1)].map((one) => one.join('/')).filter((one) => one !== '');
  const found = tries.find((one) => isFile(join(publicDir, one)));
  if (found !== undefined) return `did you mean \`/${found}\`?`;
  const guess = nearestFile(join(publicDir, parts.join('/')));
  if (guess !== undefined) return `did you mean \`/${shown(guess, publicDir)}\`?`;
  const rest = (parts[0] === basename(publicDir) ? parts.slice(1) : parts).join('/');
  if (rest !== '' && isFile(resolve(root, rest)))
    return `\`${rest}\` is not published: put it into \`${folder}/\``;
  return `it is looked for at \`${folder}/${rest}\``;
}

/** Likewise of a style sheet. */
export function styleHint(given: unknown, { root }: Folders): string | undefined {
  if (typeof given !== 'string' || given === '') return undefined;
  if (/\.(?:scss|sass|less|styl)$/.test(given))
    return 'browsers read CSS: name the file that comes of it';
  const path = given.replace(/^\/+/, '');
  if (path !== given && isFile(resolve(root, path))) return `did you mean \`${path}\`?`;
  const guess = nearestFile(resolve(root, path));
  if (guess !== undefined) return `did you mean \`${shown(guess, root)}\`?`;
  return given.endsWith('.css') ? `it is looked for at \`${path}\`` : undefined;
}

/** A file in the same folder whose name is nearly that. */
function nearestFile(path: string): string | undefined {
  const folder = dirname(path);
  try {
    const guess = nearest(basename(path), readdirSync(folder).sort());
    return guess !== undefined && isFile(join(folder, guess)) ? join(folder, guess) : undefined;
  } catch {
    return undefined;
  }
}

function shown(path: string, from: string): string {
  return relative(from, path).split(sep).join('/');
}

export function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
