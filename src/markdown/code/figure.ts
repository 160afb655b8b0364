import type { Element } from 'hast';

/** A block of code with a caption: its title, or its name in a group. */
export function codeFigure(
  content: Element,
  { caption, terminal }: { readonly caption: string; readonly terminal: boolean },
): Element {
  return {
    type: 'element',
    tagName: 'figure',
    properties: { className: terminal ? ['code-figure', 'terminal'] : ['code-figure'] },
    children: [
      {
        type: 'element',
        tagName: 'figcaption',
        properties: {},
        children: [{ type: 'text', value: caption }],
      },
      content,
    ],
  };
}
