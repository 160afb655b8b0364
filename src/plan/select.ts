import { stat } from 'node:fs/promises';
import { basename, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { type Diagnostic, diagnostic } from '../model/diagnostic.ts';
import { nearest } from '../model/nearest.ts';
import type { SourceFile } from '../model/source.ts';

export interface Selection {
  readonly sources: readonly SourceFile[];
  /** Pages that were named themselves, not as part of a folder or by a glob. */
  readonly named: ReadonlySet<string>;
  /** Each path as it was given, and the pages that it means. */
  readonly asked: readonly { readonly path: string; readonly pages: ReadonlySet<string> }[];
  readonly diagnostics: readonly Diagnostic[];
}

/** A longer pattern was not typed by anybody. */
const longestGlob = 4096;

/**
 * The sources that a command line means: files, folders and globs (`*`, `**`, `?`, `[a-z]`, `{a,b}`),
 * relative to the working directory. No paths mean all sources. What means none is an error.
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
    const inside = withSlashes(relative(root, resolve(path)));
    const below = sources.filter(
      (one) => inside === '' || one.path === inside || one.path.startsWith(`${inside}/`),
    );
    // A file may be called `[draft].md`: what is there by that very name comes first.
    const found = below.length > 0 ? below : await matching(sources, root, path);
    for (const one of found) {
      wanted.add(one.path);
      if (one.path === inside) named.add(one.path);
    }
    asked.push({ path, pages: new Set(found.map((one) => one.path)) });
    if (found.length === 0) diagnostics.push(await noPage(path, inside, sources));
  }
  return { sources: sources.filter((one) => wanted.has(one.path)), named, asked, diagnostics };
}

function withSlashes(path: string): string {
  return path.split(sep).join('/');
}

function isGlob(path: string): boolean {
  return /[*?[{]|[!+@]\(/.test(path);
}

async function matching(
  sources: readonly SourceFile[],
  root: string,
  glob: string,
): Promise<readonly SourceFile[]> {
  if (!isGlob(glob) || glob.length > longestGlob) return [];
  const { default: picomatch } = await import('picomatch');
  const matches = picomatch(glob.replace(/^(?:\.\/+)+/, ''), { dot: true, nonegate: true });
  const seenFrom = isAbsolute(glob) ? undefined : resolve('.');
  return sources.filter(({ path }) => {
    const file = join(root, path);
    return matches(withSlashes(seenFrom === undefined ? file : relative(seenFrom, file)));
  });
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
  // The name alone is what is typed most, whatever folder the page is in.
  const same = sources.find((one) => basename(one.path) === basename(inside));
  const pages = sources.map((one) => one.path);
  const near = same?.path ?? nearest(inside, pages);
  const missing = isGlob(path) ? 'matches no page of the site' : 'does not exist';
  return diagnostic({
    code: 'verify-path',
    message: exists ? `\`${path}\` holds no page of the site` : `\`${path}\` ${missing}`,
    hint:
      near === undefined
        ? 'name Markdown files or folders below the content folder'
        : `did you mean \`${near}\`?`,
  });
}
