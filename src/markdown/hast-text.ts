import type { Nodes } from 'hast';

/** The text of a node as a reader takes it in, without footnote marks; of code blocks too. */
export function hastText(node: Nodes): string {
  switch (node.type) {
    case 'text':
      return node.value;
    case 'codeBlock':
      return node.value;
    case 'element':
      if (node.tagName === 'img') return String(node.properties.alt ?? '');
      if (isFootnoteMark(node)) return '';
      return node.children.map(hastText).join('');
    case 'formula':
      return node.value;
    case 'root':
    case 'made':
    case 'stepBlock':
      return node.children.map(hastText).join('');
    default:
      return '';
  }
}

export function isFootnoteMark(node: Nodes): boolean {
  if (node.type !== 'element' || node.tagName !== 'sup') return false;
  const [only] = node.children;
  return only?.type === 'element' && only.properties.dataFootnoteRef !== undefined;
}
