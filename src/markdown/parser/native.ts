import { createRequire } from 'node:module';
import type { Root } from 'mdast';

/** Text to mdast with UTF-16 positions. `directives`: with containers, text and leaf directives. */
export type NativeParse = (text: string, directives: boolean) => Root;

const require = createRequire(import.meta.url);
let loaded: NativeParse | Error | undefined;

/** The native parser, loaded at the first call; what went wrong where the platform has none. */
export function nativeParse(): NativeParse | Error {
  loaded ??= load();
  return loaded;
}

function load(): NativeParse | Error {
  try {
    const { markdownToMdast }: typeof import('satteri') = require('satteri');
    return (text, directive) =>
      markdownToMdast(text, { features: { gfm: true, frontmatter: false, directive } }) as Root;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
