import { join } from 'node:path';
import { fileSource } from '../content/file-source.ts';
import type { Config } from '../model/config.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Runbook } from '../model/runbook.ts';
import { readRecord, writeRecord } from '../store/record.ts';

/** What a build found, for one that would find the same. */
export interface LastBuild {
  /** As `inputsDigest` gives it. */
  readonly inputs: string;
  /** The files beside the pages that have a part in `inputs`, relative to the root. */
  readonly reads: readonly string[];
  /** Digest of the manifest that it published: others may have published since. */
  readonly site: string;
  /** The clock has a part in what is published: it is the same from `from` to before `until`. */
  readonly from: number;
  readonly until: number;
  /** As found, not as judged. */
  readonly diagnostics: readonly Diagnostic[];
  readonly pages: number;
  readonly runbooks: readonly Runbook[];
}

const format = 'rutter-last-build-3';

/** Text is left out: it is read from the files themselves. */
interface Line extends Omit<LastBuild, 'runbooks'> {
  readonly runbooks: readonly {
    readonly path: string;
    readonly digest: string;
    readonly runbook: Omit<Runbook, 'source'>;
  }[];
}

export function readLastBuild(
  folder: string,
  { root }: Pick<Config, 'root'>,
): LastBuild | undefined {
  const [line] = (readRecord(join(folder, 'last'), format) ?? []) as Line[];
  if (line === undefined) return undefined;
  const runbooks = line.runbooks.map(({ path, digest, runbook }) => ({
    ...runbook,
    source: fileSource({ root, path, digest }),
  }));
  return { ...line, runbooks };
}

/** @throws what the system says. */
export function writeLastBuild(folder: string, last: LastBuild): void {
  const runbooks = last.runbooks.map(({ source, ...runbook }) => {
    const { path, digest } = source;
    return { path, digest, runbook };
  });
  const line: Line = { ...last, runbooks };
  writeRecord(join(folder, 'last'), format, [line]);
}
