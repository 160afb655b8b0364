import type { Config } from '../model/config.ts';
import { type Diagnostic, diagnostic, UserError } from '../model/diagnostic.ts';
import { imageLockName, readImageLock } from '../plan/image-lock.ts';
import { imagesOf } from '../plan/images-of.ts';
import type { ImageDigests } from '../plan/parse-image-lock.ts';
import type { Run } from '../plan/runs.ts';

/**
 * The digests that the images of these runs must have: those of `rutter.lock`. Frozen, every image
 * needs one; else there may be none for an image, and no lock at all.
 * @throws UserError for a lock that cannot be read, and for what is missing where it is frozen
 */
export async function pinnedDigests(
  config: Config,
  runs: readonly Run[],
  { frozen }: { readonly frozen: boolean },
): Promise<ImageDigests | undefined> {
  const { digests, diagnostics } = await readImageLock(config.root);
  if (diagnostics.length > 0) throw new UserError(diagnostics);
  if (!frozen) return digests;
  if (digests === undefined) throw new UserError([missing()]);
  const free = imagesOf(runs, config.verify.image).filter((image) => !(image in digests));
  if (free.length > 0) throw new UserError(free.map(unpinned));
  return digests;
}

function missing(): Diagnostic {
  return diagnostic({
    code: 'lock-missing',
    message: `\`--frozen\` needs a \`${imageLockName}\`, and there is none`,
    hint: 'run `rutter verify --lock`, and commit the file',
  });
}

function unpinned(image: string): Diagnostic {
  return diagnostic({
    code: 'lock-missing',
    message: `\`${imageLockName}\` has no digest for \`${image}\`, and \`--frozen\` takes no other image`,
    hint: 'run `rutter verify --lock`, and look at what it changes',
  });
}
