import { canonicalJson } from '../model/canonical.ts';
import type { Config } from '../model/config.ts';
import { digestOf, sourceFile } from '../model/source.ts';
import { readEntry } from './entry.ts';
import { type Folders, isIndex, readFolders } from './folders.ts';
import { idOf } from './in-collection.ts';
import type { KeysConfig } from './known-keys.ts';
import { readSource } from './read-source.ts';
import type { Scanned } from './scan.ts';

export interface AllFolders extends Pick<Folders, 'inheritedBy'> {
  /** Equal where every page is given the same by its folders. */
  readonly digest: string;
}

/** What folders give their pages, for who reads single pages and not the whole site. */
export async function allFolders(
  { sources, assets }: Pick<Scanned, 'sources' | 'assets'>,
  config: Pick<Config, 'root' | 'contentDir' | 'collections'> & KeysConfig,
): Promise<AllFolders> {
  const folders = await readFolders(assets, config);
  const given: unknown[] = [];
  for (const ref of sources) {
    if (!isIndex(ref.path)) continue;
    const read = readSource(ref);
    if ('problem' in read || !read.text.includes('cascade')) continue;
    const { entry } = await readEntry(sourceFile(ref.path, read.text), config);
    if (entry !== undefined) folders.add(entry);
  }
  for (const id of new Set(sources.map((ref) => idOf(ref, config).replace(/[^/]*$/, '')))) {
    const cascade = folders.inheritedBy(id);
    if (cascade !== undefined) given.push([id, cascade]);
  }
  return { inheritedBy: folders.inheritedBy, digest: digestOf(canonicalJson(given)) };
}
