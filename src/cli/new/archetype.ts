import { readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { CollectionConfig, Config } from '../../model/config.ts';
import { type SourceFile, sourceFile } from '../../model/source.ts';
import { refusal } from '../refusal.ts';

/**
 * What a new page of a folder begins as: the archetype of the folder, of one above it, of the
 * collection, of its kind, or `default.md`. Undefined where the site has none of these.
 * @param folder Below the content folder.
 * @throws UserError for one that cannot be read.
 */
export function archetypeOf(
  { root, archetypesDir }: Pick<Config, 'root' | 'archetypesDir'>,
  folder: string,
  { name, kind }: Pick<CollectionConfig, 'name' | 'kind'>,
): SourceFile | undefined {
  const parts = folder === '' ? [] : folder.split('/');
  const folders = parts.map((_, index) => parts.slice(0, parts.length - index).join('/'));
  for (const one of new Set([...folders, name, kind, 'default'])) {
    const file = join(archetypesDir, `${one}.md`);
    const path = relative(root, file).split(sep).join('/');
    try {
      return sourceFile(path, readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      if (code === 'ENOENT' || code === 'ENOTDIR') continue;
      throw refusal('archetype-invalid', `the archetype \`${path}\` cannot be read (${code})`);
    }
  }
  return undefined;
}
