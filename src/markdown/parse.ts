import type { Root } from 'mdast';
import { VFile } from 'vfile';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { MarkdownLimits } from '../model/limits.ts';
import type { SourceFile } from '../model/source.ts';
import { deepestPart, treeTooDeep } from './depth.ts';
import { refusal, refusedText } from './limits.ts';
import { withDeadline } from './parser/guard.ts';

declare module 'mdast' {
  interface RootData {
    /** Why there is nothing in the tree. */
    unread?: Diagnostic | undefined;
  }
}

/**
 * Parses the body of a source, up to `bodyEnd`. Its positions are those of the whole source, because the front matter
 * is blanked, not cut. A body that is more than the limits allow gives an empty tree that says so in its
 * data.
 */
export function parseBody(
  source: SourceFile,
  bodyStart: number,
  { parse, limits }: { readonly parse: (file: VFile) => Root; readonly limits: MarkdownLimits },
  bodyEnd: number = source.text.length,
): Root {
  const text = blanked(source.text.slice(0, bodyEnd), bodyStart);
  const refused = refusedText(source, text, limits);
  if (refused !== undefined) return unreadTree(refused);
  try {
    const file = new VFile({ path: source.path, value: text });
    const tree = withDeadline(limits.timeMs, () => parse(file));
    const isDeep = treeTooDeep(tree, limits.nesting);
    return isDeep ? unreadTree(deepestPart(source, bodyStart, limits.nesting)) : tree;
  } catch (error) {
    const found = refusal(source, error, limits);
    if (found !== undefined) return unreadTree(found);
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
