import { stat } from 'node:fs/promises';
import { relative, resolve, sep } from 'node:path';
import { type Diagnostic, diagnostic } from '../../model/diagnostic.ts';
import { nearest } from '../../model/nearest.ts';
import type { SourceFile } from '../../model/source.ts';

export interface Selection {
  readonly sources: readonly SourceFile[];
  /** Pages that were named themselves, not as part of a folder. */
  readonly named: ReadonlySet<string>;
  /** Each path as it was given, and the pages that it means. */
  readonly asked: readonly { readonly path: string; readonly pages: ReadonlySet<string> }[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The sources that a command line means: files and folders, relative to the working directory. No
 * paths mean all sources. A path that means none is an error.
 */
export async function selectSources(
  sources: readonly SourceFile[],
  root: string,
  paths: readonly string[],
): Promise<Selection> {
  if (paths.length === 0) return { sources, named: new Set(), asked: [], diagnostics: [] };
  const wanted = new Set<string>();
  const named = new Set<string>();
  const asked: { readonly path: string; readonly pages: ReadonlySet<string> }[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const path of paths) {
    const inside = relative(root, resolve(path)).split(sep).join('/');
    const found = sources.filter(
      (one) => inside === '' || one.path === inside || one.path.startsWith(`${inside}/`),
    );
    for (const one of found) {
      wanted.add(one.path);
      if (one.path === inside) named.add(one.path);
    }
    asked.push({ path, pages: new Set(found.map((one) => one.path)) });
    if (found.length === 0) diagnostics.push(await noPage(path, inside, sources));
  }
  return { sources: sources.filter((one) => wanted.has(one.path)), named, asked, diagnostics };
}

async function noPage(
  path: string,
  inside: string,
  sources: readonly SourceFile[],
): Promise<Diagnostic> {
  const exists = await stat(path).then(
    () => true,
    () => false,
  );
  const near = nearest(
    inside,
    sources.map((one) => one.path),
  );
  return diagnostic({
    code: 'verify-path',
    message: exists ? `\`${path}\` holds no page of the site` : `\`${path}\` does not exist`,
    hint:
      near === undefined
        ? 'name Markdown files or folders below the content folder'
        : `did you mean \`${near}\`?`,
  });
}
