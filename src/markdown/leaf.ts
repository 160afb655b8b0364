import type { Paragraph, PhrasingContent } from 'mdast';
import { writtenText } from './written.ts';

/** `::name[label]{attributes}` as it was written; offsets are those of the text that it stands in. */
export interface Leaf {
  readonly name: string;
  readonly start: number;
  /** Behind it. */
  readonly end: number;
  /** Of what stands in the brackets. */
  readonly label?: { readonly start: number; readonly end: number } | undefined;
  readonly attributes: ReadonlyMap<string, string | true>;
  /** Where each attribute stands. */
  readonly places: ReadonlyMap<string, { readonly start: number; readonly end: number }>;
}

export interface LeafFlaw {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly flaw: string;
}

const opening = /:{2,}([A-Za-z][\w-]*)/y;

/** Reads the directive at an offset, `:::name` too. Undefined where there is none. */
export function readLeaf(text: string, start: number, end: number): Leaf | LeafFlaw | undefined {
  opening.lastIndex = start;
  const [begin, name = ''] = opening.exec(text) ?? [];
  if (begin === undefined) return undefined;
  const flawed = (flaw: string, to: number): LeafFlaw => ({ name, start, end: to, flaw });
  let at = start + begin.length;
  let label: Leaf['label'];
  if (text[at] === '[') {
    const close = closingBracket(text, at, end);
    if (close === undefined) return flawed('its `[` has no closing `]`', at + 1);
    label = { start: at + 1, end: close };
    at = close + 1;
  }
  const attributes = new Map<string, string | true>();
  const places = new Map<string, { start: number; end: number }>();
  if (text[at] === '{') {
    const pattern =
      /[\s,]*(?:(\})|([#.])([\w-]+)|([A-Za-z_][\w-]*)(?:=(?:"([^"]*)"|'([^']*)'|([^\s"'<>=`{},]+)))?(?=[\s,}]))/y;
    pattern.lastIndex = at + 1;
    for (let isClosed = false; !isClosed; ) {
      const from = pattern.lastIndex;
      const found = pattern.exec(text);
      if (found === null || pattern.lastIndex > end) {
        return flawed('its `{…}` cannot be read', Math.min(end, Math.max(from, at) + 1));
      }
      const [whole, closed, mark, word = '', key = '', double, single, bare] = found;
      at = pattern.lastIndex;
      isClosed = closed !== undefined;
      if (isClosed) break;
      const own = mark === '#' ? 'id' : mark === '.' ? 'class' : key;
      const value = mark === undefined ? (double ?? single ?? bare) : word;
      const before = own === 'class' ? attributes.get(own) : undefined;
      if (attributes.has(own) && before === undefined) {
        return flawed(`its attribute \`${own}\` is given twice`, at);
      }
      const decoded = value === undefined ? true : decode(value);
      attributes.set(own, typeof before === 'string' ? `${before} ${decoded}` : decoded);
      places.set(own, { start: from + whole.length - whole.trimStart().length, end: at });
    }
  }
  return { name, start, end: at, label, attributes, places };
}

/** Brackets in the label are in pairs, or escaped. */
function closingBracket(text: string, open: number, end: number): number | undefined {
  let depth = 0;
  for (let at = open; at < end; at += 1) {
    const character = text[at];
    if (character === '\\') at += 1;
    else if (character === '[') depth += 1;
    else if (character === ']') {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return undefined;
}

const references: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

/** The character references that a quoted value may need. */
function decode(value: string): string {
  return value.replaceAll(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => references[name] ?? '');
}

/** The inline content of a paragraph that stands between two offsets of the text. */
export function labelWithin(
  node: Paragraph,
  place: { readonly start: number; readonly end: number },
  text: string,
): PhrasingContent[] {
  return node.children.flatMap((child): PhrasingContent[] => {
    const [start = 0, end = 0] = [child.position?.start.offset, child.position?.end.offset];
    if (end <= place.start || start >= place.end) return [];
    if (start >= place.start && end <= place.end) return [child];
    if (child.type !== 'text') return [{ type: 'text', value: text.slice(start, end) }];
    const written = writtenText(child, text);
    let from = 0;
    while (from < child.value.length && written.pointAt(from).offset < place.start) from += 1;
    let to = from;
    while (to < child.value.length && written.pointAt(to).offset < place.end) to += 1;
    const position = { start: written.pointAt(from), end: written.pointAt(to) };
    return from === to ? [] : [{ type: 'text', value: child.value.slice(from, to), position }];
  });
}
