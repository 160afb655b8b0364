import { type CodeDigest, inputFiles } from '../config/code-digest.ts';
import type { ReadFrom } from '../model/build.ts';

/** What `dev` has to watch beside the folders of a site. */
export function readFromOf(
  code: CodeDigest,
  reads: readonly { readonly path: string }[],
): ReadFrom {
  return {
    beside: [...new Set(reads.map(({ path }) => path))].sort(),
    code: inputFiles(code)
      .filter(({ file, stamp }) => stamp !== '' && !/(?:^|\/)(?:node_modules|\.\.)\//.test(file))
      .map(({ file }) => file),
  };
}
