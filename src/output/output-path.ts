/**
 * The manifest is a file of the site itself: it comes and goes in the same exchange of folders as
 * the pages, so the two can never disagree, and it is what marks a folder as made by Rutter.
 */
export const manifestName = '.rutter-manifest.json';

/** What in-place publishing writes beside a file before it takes the file's name. */
export const temporaryName = '.rutter-tmp';

const ascii = /^[\0-\x7f]*$/;
/** What HFS+ leaves out when it compares names, and other characters that nobody sees. */
const unseen = /\p{Default_Ignorable_Code_Point}/gu;
const longestSegment = 255;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const control = /[\u0000-\u001f\u007f]/;
const loneSurrogate = /\p{Surrogate}/u;
const reservedOnWindows = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)/i;
const refusedOnWindows = /[<>:"|?*]|[. ]$/;

/** Why a path may not be written below the output folder; undefined when it may. */
export function problemOfPath(path: string): string | undefined {
  if (path === '') return 'it is empty';
  if (path.startsWith('/') || /^[a-z]:/i.test(path)) return 'it is absolute';
  if (control.test(path)) return 'it has a control character';
  if (loneSurrogate.test(path)) return 'it is not well-formed Unicode';
  if (path.includes('\\')) return 'it has a backslash';
  for (const segment of path.split('/')) {
    if (segment === '') return 'it has an empty segment';
    if (segment === '.' || segment === '..') return `it has the segment \`${segment}\``;
    if (segment === temporaryName) return `\`${temporaryName}\` is a name that Rutter uses itself`;
    if (Buffer.byteLength(segment) > longestSegment) {
      return `a segment is longer than ${longestSegment} bytes`;
    }
  }
  return path === manifestName ? 'it is the name of the manifest' : undefined;
}

/** Why a path that is fine elsewhere cannot be checked out or served on Windows. */
export function problemOnWindows(path: string): string | undefined {
  const bad = path
    .split('/')
    .find((segment) => reservedOnWindows.test(segment) || refusedOnWindows.test(segment));
  return bad === undefined ? undefined : `Windows cannot have a file named \`${bad}\``;
}

/** Two paths with the same key are one file on some file systems (macOS, Windows). */
export function foldPath(path: string): string {
  if (ascii.test(path)) return path.toLowerCase();
  // By way of capitals, as they fold more: `ß` and `SS`, `ς` and `Σ`.
  return path.normalize('NFC').replace(unseen, '').toUpperCase().toLowerCase().normalize('NFC');
}

/** `a/b/c` gives `a` and `a/b`. */
export function ancestorsOf(path: string): readonly string[] {
  const ancestors: string[] = [];
  for (let at = path.indexOf('/'); at !== -1; at = path.indexOf('/', at + 1)) {
    ancestors.push(path.slice(0, at));
  }
  return ancestors;
}

/** `a/b/c` gives `a/b`, `a` gives `''`. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** The folders that files are in, and those above, parents first; `''`, the root, is the first. */
export function foldersOf(paths: Iterable<string>): Set<string> {
  const folders = new Set(['']);
  for (const path of paths) {
    if (!folders.has(folderOf(path))) for (const one of ancestorsOf(path)) folders.add(one);
  }
  return folders;
}
