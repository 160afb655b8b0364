import { type DefaultTreeAdapterTypes, type ParserError, parse } from 'parse5';

export type Node = DefaultTreeAdapterTypes.Element;

export interface Markup {
  readonly elements: readonly Node[];
  /** Codes of what the HTML standard calls a parse error. */
  readonly errors: readonly string[];
}

/** A document as a browser's parser reads it, all its elements in order. */
export function parseMarkup(text: string): Markup {
  const errors: string[] = [];
  const onParseError = ({ code, startLine }: ParserError) => errors.push(`${startLine}: ${code}`);
  const elements: Node[] = [];
  const walk = (node: DefaultTreeAdapterTypes.Node): void => {
    if ('tagName' in node) elements.push(node);
    if ('childNodes' in node) node.childNodes.forEach(walk);
  };
  walk(parse(text, { onParseError, sourceCodeLocationInfo: true }));
  return { elements, errors };
}

export function attributeOf(node: Node, name: string): string | undefined {
  return node.attrs.find((one) => one.name === name)?.value;
}

/** Its text in one line. */
export function textOf(node: DefaultTreeAdapterTypes.Node): string {
  if ('value' in node) return node.value;
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';
}

export function flat(node: DefaultTreeAdapterTypes.Node): string {
  return textOf(node).replace(/\s+/g, ' ').trim();
}

export function withClass(elements: readonly Node[], name: string): readonly Node[] {
  return elements.filter((one) => attributeOf(one, 'class')?.split(' ').includes(name));
}
