import { lstatSync } from 'node:fs';
import { type Diagnostic, diagnostic, UserError } from '../model/diagnostic.ts';
import type { OutputFile } from '../model/output.ts';
import type { Stamp } from '../model/stamp.ts';
import { isCopy, matchFile, type StandingFile, writeNewFile } from './contents.ts';
import { isCode, messageOf } from './file-error.ts';
import { createFolderMaker } from './folder-maker.ts';
import { problemOfPath } from './output-path.ts';
import { removeEntry } from './remove.ts';

/** Where the files of a publication are written: plain data, for any thread. */
export interface WriteTarget {
  /** Real path of the site as it stands. */
  readonly outDir: string;
  /** The folder where the new site comes to be. */
  readonly staging: string;
  /** Whether a site stands there that files can be compared with. */
  readonly compare: boolean;
  /** Whether `staging` began empty; otherwise it holds an older site. */
  readonly empty: boolean;
}

/** What became of a file. */
export interface Written {
  /** `sha256:` and 64 hex digits. */
  readonly digest: string;
  readonly bytes: number;
  /** The site has the same bytes there already: nothing was written. */
  readonly same: boolean;
  readonly stamp: Stamp;
}

/** @throws UserError for what the author can mend, and whatever the file system throws. */
export type Writer = (file: OutputFile) => Written;

/**
 * Writes files of a new site, one after the other, without waiting for anything. Each path is for
 * one writer; any number of writers in any number of threads may be at work. A path that may not be
 * written and the original of a copy that cannot be read are for the author to mend.
 */
export function createWriter(target: WriteTarget): Writer {
  return createLazyWriter(target.compare ? target.outDir : undefined, () => target);
}

/**
 * The same where nothing may ever have to be written.
 * @param site The folder of the site that stands, if there is one.
 * @param begin Called when the first file is to be written.
 */
export function createLazyWriter(
  site: string | undefined,
  begin: () => Pick<WriteTarget, 'staging' | 'empty'>,
): Writer {
  let writeNew: ((file: OutputFile) => StandingFile) | undefined;
  return (file) => {
    const problem = problemOfPath(file.path);
    if (problem !== undefined) throw new UserError([badPath(file, problem)]);
    try {
      const there =
        site === undefined ? undefined : matchFile(`${site}/${file.path}`, file.contents);
      if (there !== undefined) return { ...there, same: true };
      writeNew ??= stagingWriter(begin());
      return { ...writeNew(file), same: false };
    } catch (error) {
      const unreadable = unreadableCopy(file, error);
      throw unreadable === undefined ? error : new UserError([unreadable]);
    }
  };
}

function stagingWriter({
  staging,
  empty,
}: Pick<WriteTarget, 'staging' | 'empty'>): (file: OutputFile) => StandingFile {
  const makeFolders = createFolderMaker(staging, { empty });
  return ({ path, contents }) => {
    makeFolders(path);
    const to = `${staging}/${path}`;
    return empty ? writeNewFile(to, contents) : replaceFile(to, contents);
  };
}

/** Never into the file that is there: it may be the site's own by a second name. */
function replaceFile(file: string, contents: OutputFile['contents']): StandingFile {
  const stats = lstatSync(file, { throwIfNoEntry: false });
  if (stats !== undefined) removeEntry(file, stats);
  return writeNewFile(file, contents);
}

function badPath({ path, from }: OutputFile, problem: string): Diagnostic {
  const message = `a file cannot be published as ${JSON.stringify(path)}: ${problem}`;
  const found = diagnostic({ code: 'output-path', message });
  return from === undefined ? found : { ...found, file: from };
}

/** A failure to read the original of a copy is the author's to mend, with its name. */
function unreadableCopy(file: OutputFile, error: unknown): Diagnostic | undefined {
  const { contents } = file;
  if (!isCopy(contents)) return undefined;
  const path = error instanceof Error && 'path' in error ? error.path : undefined;
  const isReading = path === contents.copyOf || isCode(error, 'EISDIR');
  return isReading && error instanceof Error && 'syscall' in error
    ? diagnostic({
        code: 'output-unreadable',
        message: `\`${file.from ?? contents.copyOf}\` cannot be read: ${messageOf(error)}`,
      })
    : undefined;
}
