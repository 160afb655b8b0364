import { setImmediate } from 'node:timers/promises';
import { UserError } from '../model/diagnostic.ts';
import type { OutputFile } from '../model/output.ts';
import { diagnosticsOf } from './file-error.ts';
import { createPathCheck } from './path-check.ts';
import {
  nothingPublished,
  openPublication,
  type Publication,
  type PublicationOptions,
  type Published,
} from './publication.ts';
import { createLazyWriter } from './writer.ts';

export interface PublishOptions extends PublicationOptions {
  readonly files: AsyncIterable<OutputFile> | Iterable<OutputFile>;
}

/**
 * Publishes a site: the files of the stream, and no others, become what stands in the output
 * folder, all at once. A reader, or a kill at any moment, finds the old site or the new one.
 *
 * Files are compared with the old site one by one as they come. The first that differs begins a
 * staging folder, where unchanged files are second names of the old ones and so keep their inode
 * and time. When none differs, nothing is touched. What Rutter did not make is carried over.
 *
 * Nothing is flushed to the disk on purpose: a kill loses nothing that was written, and after a
 * power cut the next build reads every file that it keeps, and repairs what it finds.
 *
 * What is wrong with the folder or the files is in `diagnostics`; whatever the stream throws comes
 * out as it is, with the old site untouched.
 */
export async function publish(options: PublishOptions): Promise<Published> {
  try {
    const publication = await openPublication(options);
    try {
      return await publishFiles(publication, passingErrors(options.files));
    } finally {
      await publication[Symbol.asyncDispose]();
    }
  } catch (error) {
    if (error instanceof StreamError) throw error.cause;
    return { ...nothingPublished, diagnostics: diagnosticsOf(error, options.outDir) };
  }
}

async function publishFiles(
  publication: Publication,
  files: AsyncIterable<OutputFile>,
): Promise<Published> {
  const paths = createPathCheck();
  const write = createLazyWriter(publication.site, () => publication.target);
  let broken = false;
  for await (const file of files) {
    const problem = paths.add(file);
    if (problem !== undefined) {
      paths.report(problem);
      broken = true;
    }
    // The rest of the stream is still looked at for its problems, and written nowhere.
    if (broken) continue;
    try {
      publication.add(file.path, write(file));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      error.diagnostics.forEach(paths.report);
      broken = true;
    }
  }
  const published = broken
    ? { ...nothingPublished, manifest: publication.old(), diagnostics: [] }
    : await publication.publish();
  return { ...published, diagnostics: [...paths.diagnostics(), ...published.diagnostics] };
}

/** Keeps what the stream throws apart from what the file system does. */
class StreamError extends Error {}

async function* passingErrors(
  files: AsyncIterable<OutputFile> | Iterable<OutputFile>,
): AsyncGenerator<OutputFile> {
  const iterator =
    Symbol.asyncIterator in files ? files[Symbol.asyncIterator]() : files[Symbol.iterator]();
  for (let count = 1; ; count += 1) {
    let next: IteratorResult<OutputFile>;
    try {
      next = await iterator.next();
    } catch (cause) {
      throw new StreamError('the stream of files failed', { cause });
    }
    if (next.done === true) return;
    yield next.value;
    // Pages come and are compared without waiting for anything: let others have a turn.
    if (count % 64 === 0) await setImmediate();
  }
}
