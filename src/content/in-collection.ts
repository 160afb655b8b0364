import { posix, relative, sep } from 'node:path';
import type { CollectionConfig, Config } from '../model/config.ts';
import { type Diagnostic, diagnostic } from '../model/diagnostic.ts';
import { loadedFolder } from '../model/loader.ts';
import { localizedId } from '../model/locale.ts';
import type { Entry } from '../model/page.ts';
import type { SourceFile } from '../model/source.ts';

type Folders = Pick<Config, 'root' | 'contentDir'> & Partial<Pick<Config, 'locales'>>;
type Named = Pick<SourceFile, 'path'>;

/**
 * What a page is called everywhere: its path below the content folder, without the ending. The page of a
 * folder may be called `_index.md`, too.
 */
export function idOf(source: Named, config: Folders): string {
  const raw = rawIdOf(source, config);
  const { locales = [] } = config;
  return locales.length === 0 ? raw : indexed(localizedId(raw, locales));
}

/** The id and, where it is another, the one that the file has by its place alone. */
export function idsOf(source: Named, config: Folders): Pick<Entry, 'id' | 'sourceId'> {
  const sourceId = rawIdOf(source, config);
  const { locales = [] } = config;
  const id = locales.length === 0 ? sourceId : indexed(localizedId(sourceId, locales));
  return id === sourceId ? { id } : { id, sourceId };
}

function rawIdOf({ path }: Named, config: Folders): string {
  if (path.startsWith(loaded)) return withoutEnding(path.slice(loaded.length));
  const content = contentPath(config);
  const isBelow = content !== '' && path.startsWith(`${content}/`);
  const below = isBelow ? path.slice(content.length + 1) : posix.relative(content, path);
  return withoutEnding(below);
}

/** Pages of loaders are as if they lay in the content folder. */
const loaded = `${loadedFolder}/`;

function withoutEnding(below: string): string {
  const id = below.replace(/\.(md|markdown)$/i, '');
  return indexed(id);
}

function indexed(id: string): string {
  return id.endsWith('_index') ? id.replace(/(^|\/)_index$/, '$1index') : id;
}

const contentPaths = new WeakMap<Folders, string>();

function contentPath(config: Folders): string {
  const known = contentPaths.get(config);
  if (known !== undefined) return known;
  const path = relative(config.root, config.contentDir).split(sep).join('/');
  contentPaths.set(config, path);
  return path;
}

/** The collection with the longest folder that the page lies in. */
export function collectionOf(
  id: string,
  collections: readonly CollectionConfig[],
): CollectionConfig | undefined {
  let found: CollectionConfig | undefined;
  for (const one of collections) {
    if (one.folder !== '' && !id.startsWith(`${one.folder}/`)) continue;
    if (found === undefined || one.folder.length > found.folder.length) found = one;
  }
  return found;
}

/** What is told of a page that lies in no collection. */
export function outside({ path }: Named, config: Pick<Config, 'collections'>): Diagnostic {
  const folders = config.collections.map(({ folder }) => `\`${folder}/\``).join(', ');
  const found = diagnostic({
    code: 'content-no-collection',
    severity: 'warning',
    message: 'the page lies in the folder of no collection and is left out',
    hint: `move it to ${folders || 'a folder of a collection'}, or add a collection`,
  });
  return { ...found, file: path };
}
