import { posix } from 'node:path';
import { fileAt } from '../../model/located.ts';
import type { SourceFile, Span } from '../../model/source.ts';

/**
 * What a relative target is called from the folder of the page, where it stands in a part that lies in
 * another one. `source`: a text that was put together.
 */
export function rebased(source: SourceFile, target: string, span: Span | undefined): string {
  if (span === undefined || !isRelative(target)) return target;
  const from = posix.dirname(fileAt(source, span.start.offset));
  const to = posix.dirname(source.path);
  if (from === to) return target;
  const cut = target.search(/[?#]/);
  const [file, rest] = cut === -1 ? [target, ''] : [target.slice(0, cut), target.slice(cut)];
  const moved = posix.relative(to, posix.join(from, file));
  return `${moved === '' ? '.' : moved}${file.endsWith('/') ? '/' : ''}${rest}`;
}

/** Neither a place of the page, nor a path from the root, nor another scheme or host. */
function isRelative(target: string): boolean {
  return target !== '' && !/^(?:[#?/\\]|[a-z][a-z0-9+.-]*:)/i.test(target);
}
