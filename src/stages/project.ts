import type { CodeDigest } from '../config/code-digest.ts';
import type { Scanned } from '../content/scan.ts';
import { asFarAsPossible, type BuildMemory } from '../memory/build-memory.ts';
import type { BuildOptions } from '../model/build.ts';
import type { Config } from '../model/config.ts';
import type { Store } from '../store/store.ts';
import { type Crews, createCrews } from '../workers/crews.ts';

/** What a build is given. */
export interface Given {
  readonly config: Config;
  readonly memory: BuildMemory;
  readonly scanned: Scanned;
  readonly code: CodeDigest;
  /** A digest of all inputs, where there is one. */
  readonly inputs?: string | undefined;
}

/** One build under way. */
export interface Project extends Given, AsyncDisposable {
  readonly store: Store;
  readonly crews: Crews;
}

export function openProject(
  given: Given,
  { profile, jobs }: BuildOptions,
  scratch?: string,
): Project {
  const { config, memory } = given;
  const store = memory.openStore(scratch);
  const crews = createCrews(config, scratch ?? memory.folder, jobs, profile);
  return {
    ...given,
    store,
    crews,
    async [Symbol.asyncDispose]() {
      await crews[Symbol.asyncDispose]();
      // A full disk was told of by who wrote to it; a text that is lost is made again.
      asFarAsPossible(() => store.close());
    },
  };
}
