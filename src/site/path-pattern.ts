/** Finds the parts of a path that a pattern names: `/posts/:slug/` in `/posts/hello/`. */
export type MatchPath = (path: string) => Readonly<Record<string, string>> | undefined;

/**
 * `:name` is one part of a path without `/`, which may stand among text; `*` or `:splat` at the end is
 * all that follows. The pattern is compared with the whole path.
 */
export function pathPattern(pattern: string): MatchPath {
  const source = pattern
    .split(/(:[A-Za-z]\w*|\*$)/)
    .map((piece) => {
      if (piece === '*' || piece === ':splat') return '(?<splat>.*)';
      if (/^:[A-Za-z]/.test(piece)) return `(?<${piece.slice(1)}>[^/]+)`;
      return piece.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
    })
    .join('');
  const wanted = new RegExp(`^${source}$`, 'su');
  return (path) => wanted.exec(path)?.groups;
}
