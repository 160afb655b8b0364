import { join } from 'node:path';
import { isCode } from './file-error.ts';
import { readManifest } from './manifest.ts';
import { ancestorsOf } from './output-path.ts';
import type { SiteFolder } from './site-folder.ts';
import { folderMaker, makeStagingFolder, removeTree, shareFile, shareForeign } from './staging.ts';
import { readTree } from './tree.ts';

/** The new site while it is made. Nothing of it exists before the first change. */
export interface Staging {
  /** A file of the old site that belongs to the new one as it is. */
  keep(path: string): Promise<void>;
  /** Makes the folder of the new site, once, with everything kept so far. */
  begin(): Promise<string>;
  makeFolders(path: string): void;
  /** False when old files could not be shared: then it holds only what has changed. */
  complete(): boolean;
  /** Carries over what came into the old site while the new one was made. */
  rescueForeign(oldSite: string, newSite: string): Promise<void>;
  /** Removes the folder, and the old site when that is what stands there now. */
  discard(): Promise<void>;
}

export function createStaging(site: SiteFolder): Staging {
  const { outDir, tree, state, lock } = site;
  const kept: string[] = [];
  let folder: string | undefined;
  let makeFolders = (_path: string): void => {};
  let isComplete = true;

  async function share(root: string, path: string, how = shareFile): Promise<void> {
    if (!isComplete) return;
    makeFolders(path);
    const outcome = await how(join(outDir.path, path), join(root, path));
    if (outcome === 'separate-mount') isComplete = false;
  }

  return {
    async keep(path) {
      if (folder === undefined) kept.push(path);
      else await share(folder, path);
    },
    async begin() {
      if (folder !== undefined) return folder;
      const root = await makeStagingFolder(state.places, lock.token);
      folder = root;
      makeFolders = folderMaker(root);
      for (const path of kept.splice(0)) await share(root, path);
      for (const path of tree.foreign) await share(root, path, shareForeign);
      return root;
    },
    makeFolders: (path) => makeFolders(path),
    complete: () => isComplete,
    async rescueForeign(oldSite, newSite) {
      if (!isComplete) return;
      const manifest = await readManifest(oldSite);
      if (manifest === undefined) return;
      const makeNewFolders = folderMaker(newSite);
      const { foreign } = await readTree(oldSite, manifest);
      for (const path of foreign) {
        if (tree.foreign.has(path) || ancestorsOf(path).some((one) => tree.foreign.has(one)))
          continue;
        makeNewFolders(path);
        await shareForeign(join(oldSite, path), join(newSite, path)).catch(ignoreTaken);
      }
    },
    async discard() {
      if (folder === undefined) return;
      await removeTree(folder);
      await removeTree(`${folder}-old`);
    },
  };
}

function ignoreTaken(error: unknown): void {
  if (!isCode(error, 'EEXIST', 'ENOTDIR', 'ENOENT')) throw error;
}
