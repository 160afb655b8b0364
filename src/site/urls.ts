/** Letters, digits and what else means itself in a URL and in a pattern. */
const plainPath = /^[\w./~-]*$/;
const ascii = /^[\0-\x7f]*$/;
/** What HFS+ leaves out when it compares names, and other characters that nobody sees. */
const unseen = /\p{Default_Ignorable_Code_Point}/gu;

/** The URL with base of a file of the site: `posts/a/index.html` is `<base>posts/a/`. */
export function urlOfOutput(outputPath: string, base: string): string {
  return base + encodePath(outputPath.replace(/(^|\/)index\.html$/, '$1'));
}

/** The file of a list's URL, which ends with `/`. */
export function outputOf(url: string, base: string): string {
  return `${decodePath(url.slice(base.length))}index.html`;
}

/** Percent-encodes what may not stand in the path of a URL, once. The text must be well-formed. */
export function encodePath(path: string): string {
  if (plainPath.test(path)) return path;
  return encodeURI(path).replace(/[?#]/g, (character) => (character === '?' ? '%3F' : '%23'));
}

/** Percent-decoded; as it was where it is no valid encoding. */
export function decodePath(path: string): string {
  if (!path.includes('%')) return path;
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** The file a server answers with for a decoded path below the base: `posts/` is its index.html. */
export function outputCandidates(path: string): readonly string[] {
  if (path === '' || path.endsWith('/')) return [`${path}index.html`];
  return [path, `${path}/index.html`];
}

/** On some file systems two paths with the same key are one file. */
export function foldPath(path: string): string {
  if (ascii.test(path)) return path.toLowerCase();
  // By way of capitals, as they fold more: `ß` and `SS`, `ς` and `Σ`.
  return path.normalize('NFC').replace(unseen, '').toUpperCase().toLowerCase().normalize('NFC');
}

/** In Unicode's normal form C, as paths are compared that people and file systems write in their ways. */
export function composed(text: string): string {
  return ascii.test(text) ? text : text.normalize('NFC');
}

/** A path of the site as a configuration writes it, which may leave the base out; a URL as it is. */
export function withBase(link: string, base: string): string {
  return link.startsWith('/') && !link.startsWith('//') && !link.startsWith(base)
    ? base + link.slice(1)
    : link;
}
