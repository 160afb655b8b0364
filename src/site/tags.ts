/** An opening tag of HTML, from its `<` to after its `>`. */
export interface Tag {
  readonly start: number;
  readonly end: number;
  /** Of a script, a style and other elements whose text is no HTML: where that ends. */
  readonly textEnd?: number | undefined;
}

/** Every opening tag; what stands in comments, scripts and styles is none. Never looks at a place twice. */
export function* tagsOf(html: string): Generator<Tag> {
  for (let start = html.indexOf('<'); start !== -1; ) {
    let next = start + 1;
    if (html.startsWith('!--', next)) {
      next = html.indexOf('-->', next);
    } else if (isLetter(html.charCodeAt(next))) {
      const end = tagEnd(html, next);
      if (end === undefined) return;
      const name = textElement(html, start);
      next = name === undefined ? end : closing(html, name, end);
      yield { start, end, textEnd: name === undefined ? undefined : next };
    }
    if (next === -1) return;
    start = html.indexOf('<', next);
  }
}

/** One attribute of a tag: its name, what is around its `=`, and its value as it is written. */
export const attribute = /([^\s=/>"']+)(?:(\s*=\s*)("[^"]*"|'[^']*'|[^\s"'>]+))?/g;

const [single, double, greater] = [0x27, 0x22, 0x3e];

function isLetter(code: number): boolean {
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
}

/** After the `>` of a tag; undefined where it has none. */
function tagEnd(html: string, from: number): number | undefined {
  for (let at = from; at < html.length; at += 1) {
    const code = html.charCodeAt(at);
    if (code === greater) return at + 1;
    if (code !== double && code !== single) continue;
    at = html.indexOf(code === double ? '"' : "'", at + 1);
    if (at === -1) return undefined;
  }
  return undefined;
}

/** The name of an element whose text is no HTML. */
function textElement(html: string, start: number): string | undefined {
  const lower = html.charCodeAt(start + 1) | 0x20;
  // Most begin with neither s nor t.
  if (lower !== 0x73 && lower !== 0x74) return undefined;
  return /^<(script|style|textarea|title)\b/i.exec(html.slice(start, start + 12))?.[1];
}

function closing(html: string, name: string, from: number): number {
  const tag = new RegExp(`</${name}`, 'gi');
  tag.lastIndex = from;
  return tag.exec(html)?.index ?? -1;
}
