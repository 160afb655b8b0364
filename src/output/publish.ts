import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { type Diagnostic, diagnostic, UserError } from '../model/diagnostic.ts';
import type { Manifest, OutputFile } from '../model/output.ts';
import { isCopy, matchFile, writeNewFile } from './contents.ts';
import { exchange } from './exchange.ts';
import { diagnosticsOf, messageOf } from './file-error.ts';
import { type ManifestEntry, manifestName, manifestOf, manifestText } from './manifest.ts';
import { createPathCheck } from './path-check.ts';
import { openSite, type SiteFolder } from './site-folder.ts';
import { createStaging, type Staging } from './staging-site.ts';
import { nativeSwap, type Swap } from './swap.ts';
import { foreignInTheWay } from './tree.ts';

export interface PublishOptions {
  readonly files: AsyncIterable<OutputFile> | Iterable<OutputFile>;
  /** Absolute. */
  readonly outDir: string;
  /** Absolute: where the lock, the journal and staging folders live. */
  readonly stateDir: string;
  /** Absolute paths that the output folder must not hold, such as the sources. */
  readonly keep?: readonly string[] | undefined;
  /** How folders are exchanged; the system's own way unless given. `'none'`: there is no such way. */
  readonly swap?: Swap | 'none' | undefined;
}

export interface Published {
  /** False: nothing was published, and the old site stands as it was. */
  readonly ok: boolean;
  /** What stands in the output folder now; absent where no site of ours does. */
  readonly manifest?: Manifest | undefined;
  /** Paths that are new or have other bytes. */
  readonly written: readonly string[];
  readonly removed: readonly string[];
  readonly unchanged: number;
  readonly diagnostics: readonly Diagnostic[];
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
 * power cut the next build compares every byte and repairs what it finds.
 *
 * What is wrong with the folder or the files is in `diagnostics`; whatever the stream throws comes
 * out as it is, with the old site untouched.
 */
export async function publish(options: PublishOptions): Promise<Published> {
  try {
    const site = await openSite(options);
    try {
      return await publishInto(site, options);
    } finally {
      await site.lock.release();
    }
  } catch (error) {
    if (error instanceof StreamError) throw error.cause;
    return { ...nothing, diagnostics: diagnosticsOf(error, options.outDir) };
  }
}

const nothing = { ok: false, written: [], removed: [], unchanged: 0 } as const;

async function publishInto(site: SiteFolder, options: PublishOptions): Promise<Published> {
  const staging = createStaging(site);
  try {
    const pass = await compareAll(site, staging, passingErrors(options.files));
    const { entries, written, diagnostics } = pass;
    const previous = site.outDir.manifest;
    if (diagnostics.some(({ severity }) => severity === 'error')) {
      return { ...nothing, manifest: previous, diagnostics };
    }
    const removed = Object.keys(previous?.files ?? {}).filter((path) => !entries.has(path));
    const manifest = manifestOf(entries);
    const text = manifestText(manifest);
    const sameManifest = await matchFile(join(site.outDir.path, manifestName), text);
    if (written.length > 0 || removed.length > 0 || sameManifest === undefined) {
      const folder = await staging.begin();
      await writeNewFile(join(folder, manifestName), text);
      if (!(await site.lock.isHeld())) throw lostLock();
      const old = await exchange({
        outDir: site.outDir.path,
        exists: site.outDir.exists,
        staging: folder,
        complete: staging.complete(),
        journal: site.state.journal,
        write: written,
        remove: removed,
        swap: options.swap === 'none' ? undefined : (options.swap ?? (await nativeSwap())),
      });
      if (old !== undefined) await staging.rescueForeign(old, site.outDir.path);
    }
    return {
      ok: true,
      manifest,
      written,
      removed,
      unchanged: entries.size - written.length,
      diagnostics,
    };
  } finally {
    await staging.discard();
  }
}

interface Pass {
  readonly entries: ReadonlyMap<string, ManifestEntry>;
  readonly written: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

async function compareAll(
  site: SiteFolder,
  staging: Staging,
  files: AsyncIterable<OutputFile>,
): Promise<Pass> {
  const entries = new Map<string, ManifestEntry>();
  const written: string[] = [];
  const paths = createPathCheck();
  let broken = false;
  for await (const file of files) {
    const problem = paths.add(file) ?? blockedBy(site, file);
    if (problem !== undefined) {
      paths.report(problem);
      broken = true;
    }
    // The rest of the stream is still looked at for its problems, and written nowhere.
    if (broken) continue;
    try {
      const same = await matchFile(join(site.outDir.path, file.path), file.contents);
      if (same !== undefined && site.tree.ours.has(file.path)) {
        await staging.keep(file.path);
        entries.set(file.path, same);
      } else {
        const folder = await staging.begin();
        staging.makeFolders(file.path);
        entries.set(file.path, await writeNewFile(join(folder, file.path), file.contents));
        written.push(file.path);
      }
    } catch (error) {
      const unreadable = unreadableCopy(file, error);
      if (unreadable === undefined) throw error;
      paths.report(unreadable);
      broken = true;
    }
  }
  return { entries, written, diagnostics: paths.diagnostics() };
}

function blockedBy(site: SiteFolder, file: OutputFile): Diagnostic | undefined {
  const blocking = foreignInTheWay(site.tree, file.path);
  return blocking === undefined
    ? undefined
    : diagnostic({
        code: 'output-foreign',
        message: `\`${file.path}\` cannot be published: \`${blocking}\` is there, and Rutter has not made it`,
        hint: 'move it away; what is to be published as it is belongs into the public folder',
      });
}

/** A failure to read the original of a copy is the author's to mend, with its name. */
function unreadableCopy(file: OutputFile, error: unknown): Diagnostic | undefined {
  const { contents } = file;
  if (!isCopy(contents)) return undefined;
  const path = error instanceof Error && 'path' in error ? error.path : undefined;
  const isReading = path === contents.copyOf || path === undefined;
  return isReading && error instanceof Error && 'syscall' in error
    ? diagnostic({
        code: 'output-unreadable',
        message: `\`${file.from ?? contents.copyOf}\` cannot be read: ${messageOf(error)}`,
      })
    : undefined;
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

function lostLock(): UserError {
  return new UserError([
    diagnostic({
      code: 'output-busy',
      message: 'another process has begun to publish this site: this one gave up',
      hint: 'run one build of a site at a time',
    }),
  ]);
}
