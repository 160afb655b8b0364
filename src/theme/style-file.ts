import { readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, extname, isAbsolute, relative, resolve } from 'node:path';
import { asset } from '../../themes/default/assets.ts';
import { type StyleUrl, styleUrls, withoutComments } from '../config/style-urls.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { OutputFile } from '../model/output.ts';
import { mistakeIn, shownPath } from './mistake.ts';

export interface StyleFile {
  /** With the names that the files beside it are published by. */
  readonly css: string;
  /** What it names with `url()`. */
  readonly files: readonly OutputFile[];
  readonly problems: readonly Diagnostic[];
}

/**
 * A style sheet of a site or its theme. What it names relative to itself is published; a path of the
 * site (`/font.woff2`) is found below any base.
 * @param folder What the sheet may name files of beside the root: that of its theme.
 */
export function readStyle(file: string, root: string, folder: string = dirname(file)): StyleFile {
  const css = readFileSync(file, 'utf8');
  const files = new Map<string, OutputFile>();
  const problems = [...importProblems(css, file, root)];
  let text = '';
  let end = 0;
  for (const url of styleUrls(css)) {
    const place = url.path === undefined ? undefined : resolve(dirname(file), url.path);
    if (place !== undefined && !isFile(place)) {
      problems.push(gone(url, { file, root, place }));
      continue;
    }
    if (place !== undefined && !isOurs(place, [root, folder])) {
      problems.push(foreign(url, { file, root }));
      continue;
    }
    const published = place === undefined ? `..${url.target}` : publish(place) + url.rest;
    text += `${css.slice(end, url.start)}url("${published}")`;
    end = url.end;
  }
  return { css: ended(text + css.slice(end)), files: [...files.values()], problems };

  /** From where the sheet is. */
  function publish(path: string): string {
    const ending = extname(path);
    const name = basename(path, ending).replace(/[^\w-]+/g, '-');
    const made = asset(name, ending.slice(1), readFileSync(path));
    files.set(made.path, { ...made, from: shownPath(path, root) });
    return basename(made.path);
  }
}

function gone(
  { at, target }: StyleUrl,
  { file, root, place }: { readonly file: string; readonly root: string; readonly place: string },
): Diagnostic {
  return mistakeIn(file, root, {
    code: 'theme-style',
    message: `the style names the file \`${target}\`, which is not there`,
    hint: `it is looked for at \`${shownPath(place, root)}\``,
    range: { start: at, end: at + target.length },
  });
}

function foreign(
  { at, target }: StyleUrl,
  { file, root }: { readonly file: string; readonly root: string },
): Diagnostic {
  return mistakeIn(file, root, {
    code: 'theme-style',
    message: `the style names the file \`${target}\`, which is not to be published`,
    hint: 'files lie in the folder of the site, of the theme or of a package, and no name begins with a point',
    range: { start: at, end: at + target.length },
  });
}

/** A file of one of these folders or of a package, whatever links say, and no hidden one. */
function isOurs(place: string, folders: readonly string[]): boolean {
  const real = realpathSync(place);
  if (/[\\/]node_modules[\\/]/.test(real)) return true;
  return folders.some((one) => {
    const below = relative(realpathSync(one), real);
    return !isAbsolute(below) && !/(?:^|[\\/])\./.test(below);
  });
}

function importProblems(css: string, file: string, root: string): readonly Diagnostic[] {
  return [...withoutComments(css).matchAll(/@import\b/gi)].map(({ index }) =>
    mistakeIn(file, root, {
      code: 'theme-style',
      message: 'an `@import` is not heeded, as all styles are joined to one file',
      hint: 'put what it imports into a style of its own',
      range: { start: index, end: index + '@import'.length },
    }),
  );
}

function ended(css: string): string {
  return css === '' || css.endsWith('\n') ? css : `${css}\n`;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
