import type { Element, Root } from 'hast';
import type { VFile } from 'vfile';
import { hastText } from '../hast-text.ts';
import { pageState } from '../page-state.ts';
import { phrasesOf } from '../phrases.ts';
import { eachElement } from '../walk.ts';

/** Names the checkbox of each task for those who do not see the text beside it. */
export default function rehypeTaskLists() {
  return (tree: Root, file: VFile): void => {
    const { task } = phrasesOf(pageState(file).context.language);
    eachElement(tree, (node) => {
      if (node.tagName !== 'li') return;
      const { className } = node.properties;
      if (!Array.isArray(className)) return;
      if (!className.includes('task-list-item')) return;
      const box = checkbox(node);
      if (box === undefined) return;
      const [text = ''] = node.children
        .filter((child) => child.type !== 'element' || !/^[uo]l$/.test(child.tagName))
        .map(hastText)
        .join('')
        .trim()
        .split('\n', 1);
      box.properties.ariaLabel ??= text.slice(0, 200) || task;
    });
  };
}

function checkbox(node: Element): Element | undefined {
  for (const child of node.children) {
    if (child.type !== 'element') continue;
    if (child.tagName === 'input') return child;
    if (child.tagName === 'p') return checkbox(child);
  }
  return undefined;
}
