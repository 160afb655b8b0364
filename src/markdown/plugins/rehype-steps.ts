import type { ElementContent, Root, RootContent } from 'hast';
import { visit } from 'unist-util-visit';

/**
 * Brackets each step with marks of U+0000 that `split-body.ts` cuts at. No other U+0000 leaves this
 * plugin, wherever it may have come from.
 */
export default function rehypeSteps() {
  return (tree: Root): void => {
    visit(tree, (node) => {
      if (node.type === 'text') node.value = withoutNul(node.value);
      else if (node.type === 'element') {
        for (const [key, value] of Object.entries(node.properties)) {
          if (typeof value === 'string') node.properties[key] = withoutNul(value);
          else if (Array.isArray(value)) {
            node.properties[key] = value.map((one) =>
              typeof one === 'string' ? withoutNul(one) : one,
            );
          }
        }
      }
    });
    bracket(tree);
  };
}

function withoutNul(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', '\uFFFD') : text;
}

function bracket(parent: { children: (RootContent | ElementContent)[] }): void {
  parent.children = parent.children.flatMap((node): (RootContent | ElementContent)[] => {
    if (node.type === 'moreMark') return [mark(moreMark)];
    if (node.type === 'stepBlock')
      return [mark(stepStart(node.step)), ...node.children, mark(stepEnd)];
    if ('children' in node) bracket(node);
    return [node];
  });
}

function mark(value: string): ElementContent {
  return { type: 'text', value };
}

export const moreMark = '\0more\0';
export const stepEnd = '\0end\0';
export function stepStart(id: string): string {
  return `\0step:${id}\0`;
}
