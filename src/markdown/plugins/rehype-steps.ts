import type { ElementContent, Nodes, Properties, Root, RootContent } from 'hast';
import type { VFile } from 'vfile';
import { type PageState, pageState } from '../page-state.ts';
import { eachNode, replaceNodes } from '../walk.ts';
import { madeMark } from './rehype-made.ts';

/**
 * Brackets each step with marks of U+0000 that `split-body.ts` cuts at. No other U+0000 leaves this
 * plugin, wherever it may have come from.
 */
export default function rehypeSteps() {
  return (tree: Root, file: VFile): void => {
    let isMarked = false;
    eachNode<Nodes>(tree, (node) => {
      if (node.type === 'text') node.value = withoutNul(node.value);
      else if (node.type === 'element') clean(node.properties);
      else isMarked ||= ownMarks.has(node.type);
    });
    if (!isMarked) return;
    const state = pageState(file);
    replaceNodes<Nodes>(tree, (node) => bracketed(node, state));
  };
}

function clean(properties: Properties): void {
  for (const key in properties) {
    const value = properties[key];
    if (typeof value === 'string') properties[key] = withoutNul(value);
    else if (Array.isArray(value)) {
      properties[key] = value.map((one) => (typeof one === 'string' ? withoutNul(one) : one));
    }
  }
}

function withoutNul(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', '\uFFFD') : text;
}

const ownMarks: ReadonlySet<string> = new Set([
  'moreMark',
  'stepBlock',
  'made',
  'finishedHtml',
  'shortcodeParts',
]);

function bracketed(node: Nodes, state: PageState): readonly Nodes[] | undefined {
  const { made } = state;
  if (node.type === 'moreMark') return [mark(moreMark)];
  if (node.type === 'made') return [madeMark(made.push(node.children) - 1)];
  if (node.type === 'finishedHtml') return [mark(finishedMark(node.index))];
  if (node.type === 'shortcodeParts') {
    return node.children.flatMap((child): readonly Nodes[] => bracketed(child, state) ?? [child]);
  }
  if (node.type !== 'stepBlock') return undefined;
  return [mark(stepStart(node.step)), ...node.children, mark(stepEnd)];
}

function mark(value: string): RootContent & ElementContent {
  return { type: 'text', value };
}

export const moreMark = '\0more\0';
/** Where a piece of finished HTML goes: see `render.ts`. */
export function finishedMark(index: number): string {
  return `\0html:${index}\0`;
}
export const stepEnd = '\0end\0';
export function stepStart(id: string): string {
  return `\0step:${id}\0`;
}
