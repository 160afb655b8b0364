import type { Element, Root } from 'hast';
import { eachElement } from '../walk.ts';

/**
 * Links to other sites tell browsers and crawlers what they are; an author's own `rel` holds. One whose text
 * is its address has the class `bare`: on paper, where addresses are put behind links, it has its own.
 */
export default function rehypeExternalLinks() {
  return (tree: Root): void =>
    eachElement(tree, (node) => {
      const { href } = node.properties;
      if (node.tagName !== 'a' || typeof href !== 'string') return;
      if (!/^(?:https?:)?\/\//i.test(href)) return;
      node.properties.rel ??= ['external', 'noopener'];
      if (isBare(node, href)) node.properties.className ??= ['bare'];
    });
}

/** GitHub's `www.example.org` is a link to `http://www.example.org`. */
function isBare({ children }: Element, href: string): boolean {
  const [child] = children;
  if (children.length !== 1 || child?.type !== 'text') return false;
  return href === child.value || href === `http://${child.value}`;
}
