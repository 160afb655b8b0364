import type { Root } from 'mdast';
import { VFile } from 'vfile';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { SourceFile } from '../model/source.ts';
import { deepest, deepestPart, isOverflow, tooDeep, treeTooDeep } from './depth.ts';
import { tooDeepLine } from './text-depth.ts';

declare module 'mdast' {
  interface RootData {
    /** Why there is nothing in the tree. */
    unread?: Diagnostic | undefined;
  }
}

/**
 * Parses the body of a source. Its positions are those of the whole source, because the front matter
 * is blanked, not cut. A body that nests too deep gives an empty tree that says so in its data.
 */
export function parseBody(
  source: SourceFile,
  bodyStart: number,
  parse: (file: VFile) => Root,
): Root {
  const text = blanked(source.text, bodyStart);
  const line = tooDeepLine(text, deepest);
  if (line !== undefined) return unreadTree(tooDeep(source, line));
  try {
    const tree = parse(new VFile({ path: source.path, value: text }));
    return treeTooDeep(tree) ? unreadTree(deepestPart(source, bodyStart)) : tree;
  } catch (error) {
    if (isOverflow(error)) return unreadTree(deepestPart(source, bodyStart));
    throw error;
  }
}

/** The text with spaces in the place of everything before `bodyStart` but line ends. */
export function blanked(text: string, bodyStart: number): string {
  return text.slice(0, bodyStart).replaceAll(/[^\r\n]/g, ' ') + text.slice(bodyStart);
}

function unreadTree(unread: Diagnostic): Root {
  return { type: 'root', children: [], data: { unread } };
}
