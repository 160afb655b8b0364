import type { Root } from 'hast';
import rehypeStringify from 'rehype-stringify';
import type { Plugin } from 'unified';
import { htmlOf } from '../html.ts';

/** The compiler: rehype-stringify's HTML. Where a plugin has given that one settings, it is used itself. */
const rehypeHtml: Plugin<[], Root, string> = function () {
  const settings: unknown = this.data('settings');
  if (settings === undefined) this.compiler = (tree) => htmlOf(tree as Root);
  else Reflect.apply(rehypeStringify, this, []);
};
export default rehypeHtml;
