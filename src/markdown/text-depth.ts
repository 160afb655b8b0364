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
}

/**
 * The line where Markdown opens more quotes, lists, containers or inline things in one another than are
 * read, as offsets; undefined where it does not. An estimate from the lines alone, made before the
 * parser recurses into them.
 */
export function tooDeepLine(
  text: string,
  deepest: number,
): { readonly start: number; readonly end: number } | undefined {
  const open: Open = { items: [], containers: 0, brackets: 0, emphasis: 0, fence: undefined };
  let start = 0;
  for (const line of text.split('\n')) {
    const place = { start, end: start + line.length };
    start += line.length + 1;
    const markers = markersOf(line);
    countItems(open, line);
    countContainers(open, line);
    if (markers > deepest || open.items.length > deepest || open.containers > deepest) return place;
    if (!inFence(open, line) && !countInline(open, line)) return place;
  }
  return undefined;
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
  const text = line.trimStart();
  if (text === '') return;
  const column = line.length - text.length;
  while ((items.at(-1) ?? -1) >= column) items.pop();
  if (/^(?:[-+*]|\d{1,9}[.)])\s/.test(text)) items.push(column);
}

function countContainers(open: Open, line: string): void {
  const fence = /^[\s>]*:{3,}[ \t]*(\w?)/.exec(line);
  if (fence?.[1]) open.containers += 1;
  else if (fence !== null) open.containers = Math.max(0, open.containers - 1);
}

/** Whether a line is part of a fenced code block. Keeps `open.fence`. */
function inFence(open: Open, line: string): boolean {
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
  for (let at = 0; at < line.length; at += 1) {
    const character = line.charAt(at);
    if (character === '\\') at += 1;
    else if (character === '[') open.brackets += 1;
    else if (character === ']') open.brackets = Math.max(0, open.brackets - 1);
    else if (/[*_~]/.test(character) && character !== line.charAt(at - 1)) {
      const closes = /\S/.test(line.charAt(at - 1));
      open.emphasis = Math.max(0, open.emphasis + (closes ? -1 : 1));
    }
    if (open.brackets > mostOpen || open.emphasis > mostOpen) return false;
  }
  return true;
}
