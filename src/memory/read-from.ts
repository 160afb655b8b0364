import { type CodeDigest, inputFiles } from '../config/code-digest.ts';
import type { ReadFrom } from '../model/build.ts';

/** What `dev` has to watch beside the folders of a site. */
export function readFromOf(
  code: CodeDigest,
  reads: readonly { readonly path: string }[],
): ReadFrom {
  return {
    beside: [...new Set(reads.map(({ path }) => path))].sort(),
    // Those that were looked for in vain as well: a style that the configuration names may come later.
    code: inputFiles(code)
      .filter(({ file }) => !/(?:^|\/)node_modules(?:\/|$)/.test(file))
      .map(({ file }) => file),
  };
}
