import { posix } from 'node:path';
import type { FileReader } from '../model/file-read.ts';
import { frozen } from './frozen.ts';
import { dataEndings, parseData } from './parse.ts';

/** For one build, by the path and the digest of a file: pages ask for the same ones. */
const parsed = new Map<string, { readonly digest: string; readonly value: unknown }>();
const mostParsed = 50;

/**
 * What one data file holds, as it is written: a schema is for themes. The reader notes which files were
 * looked for, so that a page is made again when one of them comes. It cannot be changed.
 * @param folder Of the data files, relative to the site's root.
 * @throws Error with words for people where there is none, or it cannot be read.
 */
export function findData(
  name: string,
  folder: string,
  { readFile }: Pick<FileReader, 'readFile'>,
): unknown {
  for (const ending of dataEndings) {
    const read = readFile(posix.join(folder, `${name}.${ending}`));
    if (read.problem === 'missing') continue;
    if (read.problem !== undefined) {
      throw new Error(`the data file \`${read.path}\` cannot be read (${read.problem})`);
    }
    const known = parsed.get(read.path);
    if (known?.digest === read.digest) return known.value;
    const found = parseData(read.path, read.text);
    if (found.problem !== undefined) throw new Error(`\`${read.path}\`: ${found.problem.message}`);
    if (parsed.size >= mostParsed) parsed.clear();
    const value = frozen(found.value);
    parsed.set(read.path, { digest: read.digest, value });
    return value;
  }
  throw new Error(`there is no data file \`${name}\` in \`${folder}\``);
}
