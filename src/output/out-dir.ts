import { readdirSync } from 'node:fs';
import { lstat, readlink, realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, isAbsolute, join, parse, relative, resolve, sep } from 'node:path';
import { diagnostic, UserError } from '../model/diagnostic.ts';
import { isCode } from './file-error.ts';

/**
 * Where an output folder really is. One that is a symbolic link stays one: the site is published at
 * what it points to.
 * @param keep Absolute paths that must not be inside the output folder: the sources, the state.
 * @throws UserError `output-folder` for a place that a build must not replace.
 */
export async function locateOutDir(outDir: string, keep: readonly string[]): Promise<string> {
  const path = await realPathOf(resolve(outDir));
  if (path === parse(path).root) throw refusal(outDir, 'is the root of the file system');
  if (path === (await realPathOf(homedir()))) throw refusal(outDir, 'is your home folder');
  for (const kept of keep) {
    if (isInside(await realPathOf(kept), path)) {
      throw refusal(outDir, `holds \`${kept}\`, which a build must not replace`);
    }
  }
  const stats = await lstat(path).catch(ignoreMissing);
  if (stats !== undefined && !stats.isDirectory()) throw refusal(outDir, 'is not a folder');
  return path;
}

/** Undefined where there is no folder yet. */
export function namesInOutDir(path: string): readonly string[] | undefined {
  try {
    return readdirSync(path);
  } catch (error) {
    return ignoreMissing(error);
  }
}

/** `output-not-ours`, for a folder with files that Rutter has not made. */
export function notOurs(writtenAs: string): UserError {
  return new UserError([
    diagnostic({
      code: 'output-not-ours',
      message: `\`${writtenAs}\` is not empty, and Rutter has not made what is in it`,
      hint: 'choose another `outDir`, or remove the folder yourself if nothing in it is needed',
    }),
  ]);
}

export function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

const mostLinks = 40;

/** The real path, also of what does not exist yet, at the end of a link too. */
export async function realPathOf(path: string, links = 0): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (!isCode(error, 'ENOENT', 'ENOTDIR') || links > mostLinks) throw error;
  }
  const parent = dirname(path);
  const target = await readlink(path).catch(() => undefined);
  if (target !== undefined) return realPathOf(resolve(parent, target), links + 1);
  return parent === path ? path : join(await realPathOf(parent, links), basename(path));
}

function refusal(outDir: string, why: string): UserError {
  const hint = 'set `outDir` to a folder of its own, such as `dist`';
  return new UserError([
    diagnostic({ code: 'output-folder', message: `\`${outDir}\` ${why}`, hint }),
  ]);
}

function ignoreMissing(error: unknown): undefined {
  if (!isCode(error, 'ENOENT')) throw error;
  return undefined;
}
