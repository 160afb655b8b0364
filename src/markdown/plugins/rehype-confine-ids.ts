import type { Root } from 'hast';
import { eachElement } from '../walk.ts';

const prefix = 'user-content-';

/**
 * For untrusted content: an `id` or `name` in raw HTML gets a prefix, so that it cannot stand for a
 * global variable of the page (https://html.spec.whatwg.org/#dom-window-nameditem), and links of the
 * page to it follow. Headings get their ids afterwards; those are plain words in lower case.
 */
export default function rehypeConfineIds() {
  return (tree: Root): void => {
    const renamed = new Map<string, string>();
    eachElement(tree, (node) => {
      for (const key of ['id', 'name'] as const) {
        const value = node.properties[key];
        if (typeof value !== 'string' || value.startsWith(prefix) || value === footnotes) continue;
        renamed.set(value, prefix + value);
        node.properties[key] = prefix + value;
      }
    });
    eachElement(tree, (node) => {
      const { href } = node.properties;
      const target = typeof href === 'string' ? renamed.get(href.replace(/^#/, '')) : undefined;
      if (target !== undefined && String(href).startsWith('#')) node.properties.href = `#${target}`;
      for (const key of ['ariaDescribedBy', 'ariaLabelledBy', 'htmlFor'] as const) {
        const value = node.properties[key];
        if (Array.isArray(value)) {
          node.properties[key] = value.map((one) => renamed.get(String(one)) ?? one);
        }
      }
    });
  };
}

/** The id of the heading that mdast-util-to-hast puts above footnotes. */
const footnotes = 'footnote-label';
