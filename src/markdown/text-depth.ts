/** Of brackets and emphasis that nothing closes in one paragraph: the parser's time grows with its square. */
const mostOpen = 500;

interface Open {
  /** The columns of the list items that the line lies in. */
  readonly items: number[];
  containers: number;
  brackets: number;
  emphasis: number;
  /** The fence of the code block that the line lies in. */
  fence: string | undefined;
  /** Lines and marks of inline Markdown so far. */
  marks: number;
}

/** Where a text is more than is read. */
export interface TextFlaw {
  readonly kind: 'nesting' | 'marks';
  /** Offsets of the line. */
  readonly start: number;
  readonly end: number;
}

/**
 * The line where Markdown opens more quotes, lists, containers or inline things in one another than are
 * read, or where it has come to hold more lines and marks than are read; undefined where it does not. An
 * estimate from the lines alone, made before a parser recurses into them and makes nodes of them.
 */
export function textFlaw(
  text: string,
  limits: { readonly nesting: number; readonly marks: number },
): TextFlaw | undefined {
  const { nesting } = limits;
  const open: Open = {
    items: [],
    containers: 0,
    brackets: 0,
    emphasis: 0,
    fence: undefined,
    marks: 0,
  };
  let start = 0;
  while (start <= text.length) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    const line = text.slice(start, end);
    const markers = beginsItem(line) ? markersOf(line) : 0;
    countItems(open, line);
    countContainers(open, line);
    const isDeep = markers > nesting || open.items.length > nesting || open.containers > nesting;
    open.marks += 1;
    if (isDeep || (!inFence(open, line) && !countInline(open, line))) {
      return { kind: 'nesting', start, end };
    }
    if (open.marks > limits.marks) return { kind: 'marks', start, end };
    start = end + 1;
  }
  return undefined;
}

/** Whether a line may open a quote, an item or a footnote. */
function beginsItem(line: string): boolean {
  return /^[ \t]*[>\-+*\d[]/.test(line);
}

/** How many quotes, list items and footnotes a line opens. */
export function markersOf(line: string): number {
  // A thematic break.
  if (/^[-* \t]+\r?$/.test(line)) return 0;
  let count = 0;
  marker.lastIndex = 0;
  while (marker.test(line)) count += 1;
  return count;
}
const marker = /[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t])|\[\^[^\]\s]+\]:)/y;

function countItems({ items }: Open, line: string): void {
  const column = line.search(/\S/);
  if (column === -1) return;
  while ((items.at(-1) ?? -1) >= column) items.pop();
  item.lastIndex = column;
  if (item.test(line)) items.push(column);
}
const item = /(?:[-+*]|\d{1,9}[.)])\s/y;

function countContainers(open: Open, line: string): void {
  if (!line.includes(':::')) return;
  const fence = /^[\s>]*:{3,}[ \t]*(\w?)/.exec(line);
  if (fence?.[1]) open.containers += 1;
  else if (fence !== null) open.containers = Math.max(0, open.containers - 1);
}

/** Whether a line is part of a fenced code block. Keeps `open.fence`. */
function inFence(open: Open, line: string): boolean {
  if (!line.includes('```') && !line.includes('~~~')) return open.fence !== undefined;
  const [, fence, rest = ''] = /^[\s>*+-]*(`{3,}|~{3,})(.*)$/.exec(line) ?? [];
  if (open.fence === undefined) {
    if (fence === undefined || (fence.startsWith('`') && rest.includes('`'))) return false;
    open.fence = fence;
  } else if (fence?.startsWith(open.fence) && rest.trim() === '') open.fence = undefined;
  return true;
}

/** False where a paragraph opens too much. */
function countInline(open: Open, line: string): boolean {
  if (line.trim() === '') {
    open.brackets = 0;
    open.emphasis = 0;
    return true;
  }
  inlineMark.lastIndex = 0;
  for (let found = inlineMark.exec(line); found !== null; found = inlineMark.exec(line)) {
    const [character] = found;
    open.marks += 1;
    if (character === '[') open.brackets += 1;
    else if (character === ']') open.brackets = Math.max(0, open.brackets - 1);
    else if (character === '*' || character === '_' || character === '~') {
      const before = line.charAt(found.index - 1);
      if (before === character) continue;
      open.emphasis = Math.max(0, open.emphasis + (/\S/.test(before) ? -1 : 1));
    }
    if (open.brackets > mostOpen || open.emphasis > mostOpen) return false;
  }
  return true;
}
/** A backslash with what it escapes, or one mark. */
const inlineMark = /\\[\s\S]?|[[\]*_~<&`|]/g;
