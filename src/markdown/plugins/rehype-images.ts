import type { Root } from 'hast';
import { visit } from 'unist-util-visit';

/** Images are fetched when they come near the screen. An author's own `loading` holds. */
export default function rehypeImages() {
  return (tree: Root): void =>
    visit(tree, 'element', (node) => {
      if (node.tagName !== 'img') return;
      node.properties.loading ??= 'lazy';
      node.properties.decoding ??= 'async';
    });
}
