import type { Root } from 'hast';
import { eachElement } from '../walk.ts';

/** Images are fetched when they come near the screen. An author's own `loading` holds. */
export default function rehypeImages() {
  return (tree: Root): void =>
    eachElement(tree, (node) => {
      if (node.tagName !== 'img') return;
      node.properties.loading ??= 'lazy';
      node.properties.decoding ??= 'async';
    });
}
