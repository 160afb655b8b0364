import { relative, sep } from 'node:path';
import type { Config } from '../model/config.ts';
import { type Diagnostic, diagnosticAt } from '../model/diagnostic.ts';
import type { FolderItem, FolderMeta, FolderMetas } from '../model/folder.ts';
import { nearest } from '../model/nearest.ts';
import type { Cascade, Entry } from '../model/page.ts';
import { type SourceFile, sourceFile } from '../model/source.ts';
import { joinCascades } from './cascade.ts';
import { idOf } from './in-collection.ts';
import { type KeysConfig, knownKeysOf } from './known-keys.ts';
import { readSource } from './read-source.ts';

/** What the folders of the content say of themselves, and of the pages in them. */
export interface Folders {
  readonly metas: FolderMetas;
  /** What a page is given by the folders that it lies in. */
  inheritedBy(id: string): Cascade | undefined;
  /** Takes what the `index.md` of a folder gives to its pages. */
  add(index: Pick<Entry, 'id' | 'frontmatter'>): void;
  /** Items that name neither a page nor a folder with pages. */
  checkItems(ids: Iterable<string>): readonly Diagnostic[];
  /** Of the files that were read. */
  readonly diagnostics: readonly Diagnostic[];
}

type FoldersConfig = Pick<Config, 'root' | 'contentDir'> &
  Partial<Pick<Config, 'locales'>> &
  KeysConfig;

/** Whether a file is the page of its folder. */
export function isIndex(path: string): boolean {
  return /(?:^|\/)_?index(?:\.[\w-]+)?\.(?:md|markdown)$/i.test(path);
}

/** With the language of a translation, where it is one: `_meta.de.yml`. */
const metaName = /(?:^|[/\\])_meta(?:\.[A-Za-z0-9-]+)?\.(?:ya?ml|json)$/;
/** Of the file of one folder. */
const mostBytes = 256 * 1024;

/**
 * Reads the `_meta.yml` of every folder that has one.
 * @param assets Absolute paths of all files of the content folder that are no pages.
 */
export async function readFolders(
  assets: readonly string[],
  config: FoldersConfig,
): Promise<Folders> {
  const metas = new Map<string, FolderMeta>();
  const sources = new Map<string, SourceFile>();
  const cascades = new Map<string, Cascade>();
  const diagnostics: Diagnostic[] = [];
  const files = assets.filter((file) => metaName.test(file));
  // Few sites have any; what reads them is not loaded for the others.
  const room = files.length === 0 ? undefined : await import('./folder-meta.ts');
  for (const file of files) {
    const path = relative(config.root, file).split(sep).join('/');
    const read = readSource({ path, file }, mostBytes);
    if ('problem' in read) {
      diagnostics.push(read.problem);
      continue;
    }
    const source = sourceFile(path, read.text);
    const found = room?.readFolderMeta(source, knownKeysOf(config));
    if (found === undefined) continue;
    const id = idOf({ path: path.replace(/\.\w+$/, '') }, config);
    const folder = folderOf(id);
    if (!/(?:^|\/)_meta$/.test(id)) {
      diagnostics.push(noLanguage(source));
      continue;
    }
    const other = metas.get(folder);
    if (other !== undefined) {
      diagnostics.push(
        diagnosticAt(source, undefined, {
          code: 'folder-invalid',
          message: `the folder has \`${other.path}\`, too`,
          hint: 'keep one of them',
        }),
      );
      continue;
    }
    metas.set(folder, found.meta);
    sources.set(folder, source);
    if (found.cascade !== undefined) cascades.set(folder, found.cascade);
    diagnostics.push(...found.diagnostics);
  }

  const translations = translationsIn(config.locales ?? []);
  const known = new Map<string, Cascade | undefined>();
  /** Of a folder, with that of all above it; of a translation, with that of the original before. */
  const cascadeOf = (folder: string): Cascade | undefined => {
    if (cascades.size === 0) return undefined;
    if (!known.has(folder)) {
      const original = translations.originalOf(folder);
      const above =
        original === undefined
          ? folder === ''
            ? undefined
            : cascadeOf(folderOf(folder))
          : joinCascades(cascadeOf(original), translated(folderOf(folder)));
      known.set(folder, joinCascades(above, cascades.get(folder)));
    }
    return known.get(folder);
  };
  /** What the folders of a language themselves say, down to this one. */
  const translated = (folder: string): Cascade | undefined =>
    translations.originalOf(folder) === undefined
      ? undefined
      : joinCascades(translated(folderOf(folder)), cascades.get(folder));
  return {
    metas: translations.complete(metas),
    inheritedBy: (id) => cascadeOf(folderOf(id)),
    add({ id, frontmatter: { cascade } }) {
      if (cascade === undefined) return;
      const folder = folderOf(id);
      cascades.set(folder, joinCascades(cascades.get(folder), cascade) ?? cascade);
      known.clear();
    },
    checkItems(ids) {
      if (metas.size === 0) return [];
      const children = childrenOf(ids);
      return [...metas].flatMap(([folder, { items }]) => {
        const source = sources.get(folder);
        const names = children.get(folder) ?? new Set<string>();
        return items.flatMap((item) =>
          source === undefined || !('name' in item) || names.has(item.name)
            ? []
            : [unknownItem(source, item, names)],
        );
      });
    },
    diagnostics,
  };
}

function noLanguage(source: SourceFile): Diagnostic {
  return diagnosticAt(source, undefined, {
    code: 'folder-invalid',
    message: 'the name of the file has a language in it that the site does not have',
    hint: 'call it `_meta.yml`, or add the language to `locales`',
  });
}

/** Folders of the languages that are not the default one: `de/docs` is that of `docs`. */
function translationsIn(locales: Config['locales']) {
  const tags = locales.flatMap(({ tag, isDefault }) => (isDefault ? [] : [tag.toLowerCase()]));
  return {
    originalOf(folder: string): string | undefined {
      const slash = folder.indexOf('/');
      const first = slash === -1 ? folder : folder.slice(0, slash);
      if (!tags.includes(first)) return undefined;
      return slash === -1 ? '' : folder.slice(slash + 1);
    },
    /** A translation is placed as the original is, where it does not say otherwise itself. */
    complete(metas: FolderMetas): FolderMetas {
      if (tags.length === 0) return metas;
      const all = new Map(metas);
      for (const [folder, original] of metas) {
        if (this.originalOf(folder) !== undefined) continue;
        for (const tag of tags) {
          const path = folder === '' ? tag : `${tag}/${folder}`;
          const own = metas.get(path);
          all.set(path, {
            path: own?.path ?? original.path,
            title: own?.title,
            order: own?.order ?? original.order,
            collapsed: own?.collapsed ?? original.collapsed,
            items: own === undefined || own.items.length === 0 ? original.items : own.items,
          });
        }
      }
      return all;
    },
  };
}

/** The names in each folder, by its path. */
function childrenOf(ids: Iterable<string>): ReadonlyMap<string, ReadonlySet<string>> {
  const children = new Map<string, Set<string>>();
  for (const id of ids) {
    for (let at = id; at !== ''; at = folderOf(at)) {
      const folder = folderOf(at);
      const name = at.slice(folder === '' ? 0 : folder.length + 1);
      const names = children.get(folder);
      if (names === undefined) children.set(folder, new Set([name]));
      else if (names.has(name)) break;
      else names.add(name);
    }
  }
  return children;
}

function unknownItem(
  source: SourceFile,
  { name, span }: Extract<FolderItem, { name: string }>,
  known: ReadonlySet<string>,
): Diagnostic {
  const guess = nearest(name, known);
  return diagnosticAt(source, span, {
    code: 'folder-item',
    message: `\`${name}\` is neither a page nor a folder beside this file`,
    hint:
      guess === undefined
        ? 'write the name of a file without its ending, or of a folder'
        : `did you mean \`${guess}\`?`,
  });
}

function folderOf(id: string): string {
  const at = id.lastIndexOf('/');
  return at === -1 ? '' : id.slice(0, at);
}
