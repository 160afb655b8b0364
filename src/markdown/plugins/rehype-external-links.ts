import type { Root } from 'hast';
import { eachElement } from '../walk.ts';

/** Links to other sites tell browsers and crawlers what they are. An author's own `rel` holds. */
export default function rehypeExternalLinks() {
  return (tree: Root): void =>
    eachElement(tree, (node) => {
      const { href } = node.properties;
      if (node.tagName !== 'a' || typeof href !== 'string') return;
      if (/^(?:https?:)?\/\//i.test(href)) node.properties.rel ??= ['external', 'noopener'];
    });
}
