import { stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { Config } from '../model/config.ts';
import { diagnostic, UserError } from '../model/diagnostic.ts';
import type { Manifest } from '../model/output.ts';
import type { ListenOptions } from './listen.ts';
import { type Serving, serve } from './serve.ts';
import type { ServedSite } from './served-site.ts';

export interface PreviewOptions {
  readonly config: Config;
  readonly address: ListenOptions;
  /** Reads the manifest of an output folder; undefined where there is no site of ours. */
  readManifest(outDir: string): Promise<Manifest | undefined>;
  /** The name of the manifest's file in an output folder. */
  readonly manifestName: string;
}

/**
 * Serves the built site as it is. A site that is built again while it is served is served anew.
 * @throws UserError when nothing has been built, or the address cannot be had.
 */
export async function preview(options: PreviewOptions): Promise<Serving> {
  const { address, readManifest, manifestName } = options;
  const { root, outDir, site } = options.config;
  let known: ServedSite | undefined;
  let mark = '';
  const current = async (): Promise<ServedSite | undefined> => {
    const now = await markOf([outDir, join(outDir, manifestName)]);
    if (known === undefined || now !== mark) {
      const manifest = await readManifest(outDir);
      known = manifest === undefined ? undefined : { outDir, base: site.base, manifest };
      mark = now;
    }
    return known;
  };
  if ((await current()) === undefined) {
    throw new UserError([
      diagnostic({
        code: 'preview-no-site',
        message: `there is no built site in \`${relative(root, outDir).split(sep).join('/')}\``,
        hint: 'run `rutter build` first, or `rutter dev` to write with the page beside you',
      }),
    ]);
  }
  return await serve({ address, base: site.base, host: address.host, current });
}

/** Publishing exchanges the whole folder or rewrites the manifest: either shows in one of these. */
async function markOf(paths: readonly string[]): Promise<string> {
  const marks = await Promise.all(
    paths.map(async (path) => {
      const found = await stat(path, { bigint: true }).catch(() => undefined);
      return found === undefined ? '' : `${found.ino}:${found.mtimeNs}:${found.size}`;
    }),
  );
  return marks.join(' ');
}
