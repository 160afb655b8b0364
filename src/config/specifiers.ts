/** What a module names that may be another module. */
export interface Specifiers {
  /** Every text in quotes that begins with `.`: what is imported, and what else lies beside it. */
  readonly paths: ReadonlySet<string>;
  /** What is imported by the name of a package, with a path in it or not, or by `#name`. */
  readonly packages: ReadonlySet<string>;
}

const comment = String.raw`(?:\s|/\*[^]*?\*/|//[^\n]*\n)*`;
const quoted = String.raw`(["'\x60])((?:(?!\1)[^\\\n])+)\1`;
const imported = new RegExp(
  String.raw`(?:\b(?:from|import|require)|(?:\brequire|\bmeta|\))\.resolve)${comment}(?:\(${comment})?${quoted}`,
  'g',
);
const relative = /(["'`])(\.{1,2}(?:\/(?:(?!\1)[^\\\n])*)?)\1/g;

/**
 * Reads the specifiers of a module without parsing it: it may find more than are imported, as in
 * comments, and misses what is put together when the module is run.
 */
export function specifiersOf(text: string): Specifiers {
  const paths = new Set([...text.matchAll(relative)].map(([, , name = '']) => name));
  const packages = new Set<string>();
  for (const [, , name = ''] of text.matchAll(imported)) {
    if (/^(?:\/|file:)/.test(name)) paths.add(name);
    else if (/^(?:#|@?[A-Za-z0-9])/.test(name) && !/^(?:node|data|https?):/.test(name)) {
      packages.add(name);
    }
  }
  return { paths, packages };
}
