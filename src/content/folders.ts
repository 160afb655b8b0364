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

type FoldersConfig = Pick<Config, 'root' | 'contentDir'> & KeysConfig;

/** Whether a file is the page of its folder. */
export function isIndex(path: string): boolean {
  return /(?:^|\/)_?index\.(?:md|markdown)$/i.test(path);
}

const metaName = /(?:^|[/\\])_meta\.(?:ya?ml|json)$/;
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
    const folder = folderOf(idOf({ path }, config));
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

  const known = new Map<string, Cascade | undefined>();
  /** Of a folder, with that of all above it. */
  const cascadeOf = (folder: string): Cascade | undefined => {
    if (cascades.size === 0) return undefined;
    if (!known.has(folder)) {
      const above = folder === '' ? undefined : cascadeOf(folderOf(folder));
      known.set(folder, joinCascades(above, cascades.get(folder)));
    }
    return known.get(folder);
  };
  return {
    metas,
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
