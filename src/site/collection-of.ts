import type { CollectionConfig } from '../model/config.ts';
import type { Entry } from '../model/page.ts';

export function collectionOf(
  entry: Entry,
  collections: readonly CollectionConfig[],
): CollectionConfig {
  const found = collections.find(({ name }) => name === entry.collection);
  if (found === undefined) throw new Error(`no collection is named ${entry.collection}`);
  return found;
}

/** The entry's path in the folder of its collection, without an ending: `guide/install`, `index`. */
export function pathInCollection(entry: Entry, collection: CollectionConfig): string {
  const folder = folderOf(collection);
  return folder === '' ? entry.id : entry.id.slice(folder.length + 1);
}

/** The `index.md` of the collection's folder itself. */
export function isCollectionIndex(entry: Entry, collection: CollectionConfig): boolean {
  return entry.id.endsWith('index') && pathInCollection(entry, collection) === 'index';
}

/**
 * Where the list of a collection is, below the base: its own path, else what stands before the first
 * token of its permalink, or its folder where nothing does. Ends with `/`; `''` for the content folder itself.
 */
export function listPath(collection: CollectionConfig): string {
  if (collection.list !== undefined) return collection.list.slice(1);
  if (collection.kind === 'page' && collection.folder === '') return '';
  const beforeToken = collection.permalink.split(':', 1)[0] ?? '';
  const fixed = beforeToken.slice(0, beforeToken.lastIndexOf('/') + 1).replace(/^\/+/, '');
  return fixed === '' ? `${folderOf(collection) || collection.name}/` : fixed;
}

/** Without a `/` at its end. */
function folderOf({ folder }: CollectionConfig): string {
  return folder.endsWith('/') ? folder.replace(/\/+$/, '') : folder;
}
