/** Finished HTML. Only this module makes it: a string becomes one by `html` or, knowingly, by `trusted`. */
export class Html {
  private readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  toString(): string {
    return this.text;
  }
}

/** One whole attribute for a hole inside a tag, such as ` aria-current="page"`. */
export class Attribute {
  private readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  toString(): string {
    return this.text;
  }
}

/** What a hole takes. `false`, `undefined` and `null` leave nothing; so does a line of its own with one. */
export type Value =
  | Html
  | Attribute
  | string
  | number
  | false
  | undefined
  | null
  | readonly Value[];

/** Where a hole stands. */
type Context = 'text' | 'attribute' | 'url' | 'tag';

interface Template {
  readonly chunks: readonly string[];
  /** Of each hole. */
  readonly contexts: readonly Context[];
  /** Whether a hole has a line for itself, which goes when it is empty. */
  readonly alone: readonly boolean[];
}

/**
 * HTML from a template. Text and double-quoted attribute values are escaped; a URL attribute takes no
 * scheme that runs code; inside a tag stands an `attribute()` or nothing. The indentation of the
 * template itself is left out.
 * @throws TypeError for a template whose holes cannot be made safe (an unquoted attribute, a script,
 * a comment, an event handler): a mistake in the theme, found at its first use.
 */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Html {
  const template = templateOf(strings);
  let text = template.chunks[0] ?? '';
  for (let at = 0; at < values.length; at += 1) {
    const drawn = draw(values[at], template.contexts[at] ?? 'text');
    const next = template.chunks[at + 1] ?? '';
    if (drawn !== '' || !template.alone[at]) text += drawn + next;
    else if (next !== '') text += next.slice(1);
    else if (text.endsWith('\n')) text = text.slice(0, -1);
  }
  return new Html(text);
}

/** Takes a string for finished HTML: what the Markdown pipeline made, nothing else. */
export function trusted(finished: string): Html {
  return new Html(finished);
}

/** An attribute that is left out when its value is `undefined` or `false`, and is bare for `true`. */
export function attribute(name: string, value: string | number | boolean | undefined): Attribute {
  if (!/^[a-z][a-z-]*$/.test(name) || forbidden(name))
    throw new TypeError(`no attribute is named ${name}`);
  if (value === undefined || value === false) return new Attribute('');
  if (value === true) return new Attribute(` ${name}`);
  return new Attribute(` ${name}="${draw(value, contextOf(name))}"`);
}

function draw(value: Value, context: Context): string {
  if (value === undefined || value === null || value === false) return '';
  if (context === 'tag') {
    if (value instanceof Attribute) return value.toString();
    throw new TypeError('inside a tag only attribute() may stand');
  }
  if (typeof value === 'string') return escapeHtml(context === 'url' ? safeUrl(value) : value);
  if (typeof value === 'number') return String(value);
  if (context === 'text' && value instanceof Html) return value.toString();
  if (context === 'text' && isList(value)) {
    let text = '';
    for (const one of value) text += draw(one, context);
    return text;
  }
  throw new TypeError('an attribute takes a string or a number');
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

/** A parser gives back the same text, but for control characters, which become U+FFFD. */
function escapeHtml(text: string): string {
  let escaped = '';
  let copied = 0;
  for (let at = 0; at < text.length; at += 1) {
    const reference = referenceFor(text.charCodeAt(at));
    if (reference === undefined) continue;
    escaped += text.slice(copied, at) + reference;
    copied = at + 1;
  }
  return copied === 0 ? text : escaped + text.slice(copied);
}

function referenceFor(code: number): string | undefined {
  if (code > 62) return code >= 0x7f && code <= 0x9f ? '\ufffd' : undefined;
  if (code < 32) return code === 10 || code === 9 ? undefined : code === 13 ? '&#13;' : '\ufffd';
  switch (code) {
    case 34:
      return '&quot;';
    case 38:
      return '&amp;';
    case 39:
      return '&#39;';
    case 60:
      return '&lt;';
    case 62:
      return '&gt;';
    default:
      return undefined;
  }
}

const schemes = new Set(['http', 'https', 'mailto', 'tel']);

/** The URL, or `about:invalid` for one whose scheme a browser might run. */
function safeUrl(url: string): string {
  if (url.startsWith('/') || url.startsWith('#')) return url;
  // Browsers leave out blanks and controls before they look for a scheme.
  const scheme = /^([^:/?#]*):/.exec(url.replace(/[\s\p{Cc}]/gu, ''))?.[1];
  return scheme === undefined || schemes.has(scheme.toLowerCase()) ? url : 'about:invalid';
}

const urlAttributes = new Set(['href', 'src', 'action', 'formaction', 'cite', 'poster', 'data']);

function contextOf(name: string): Context {
  return urlAttributes.has(name) ? 'url' : 'attribute';
}

function forbidden(name: string): boolean {
  return /^(?:on.*|style|srcdoc|srcset|http-equiv)$/.test(name);
}

const known = new WeakMap<TemplateStringsArray, Template>();

function templateOf(strings: TemplateStringsArray): Template {
  const found = known.get(strings);
  if (found !== undefined) return found;
  const chunks = strings.map((chunk) => chunk.replace(/\n[ \t\n]*/g, '\n'));
  const alone = chunks
    .slice(1)
    .map((after, at) => chunks[at]?.endsWith('\n') === true && after.startsWith('\n'));
  const last = chunks.length - 1;
  chunks[0] = (chunks[0] ?? '').replace(/^\n/, '');
  chunks[last] = (chunks[last] ?? '').replace(/\n$/, '');
  const template = { chunks, contexts: contextsOf(strings), alone };
  known.set(strings, template);
  return template;
}

/** Reads the fixed text of a template once, and says where each hole stands. */
function contextsOf(strings: readonly string[]): readonly Context[] {
  const contexts: Context[] = [];
  let inTag = false;
  let inValue: string | undefined;
  let element = '';
  for (const chunk of strings.slice(0, -1)) {
    const tokens = /<!--|<\/?([a-z][\w-]*)|([\w:-]+)\s*=\s*"|["'<>]/gi;
    for (let token = tokens.exec(chunk); token !== null; token = tokens.exec(chunk)) {
      const [text, tag, name] = token;
      if (inValue !== undefined) {
        // What looks like a tag in a value is text; only its quote ends it.
        const quote = chunk.indexOf('"', token.index);
        if (quote === -1) break;
        tokens.lastIndex = quote + 1;
        inValue = undefined;
      } else if (inTag && name !== undefined) inValue = name.toLowerCase();
      else if (inTag && text === '>') inTag = false;
      else if (inTag) throw broken(strings, `${text} inside a tag`);
      else if (tag !== undefined) {
        inTag = true;
        element = text.toLowerCase();
      } else if (text === '<!--') throw broken(strings, 'a comment');
    }
    if (inValue !== undefined) {
      if (forbidden(inValue)) throw broken(strings, `a hole in ${inValue}`);
      const begins = /=\s*"$/.test(chunk);
      contexts.push(contextOf(inValue) === 'url' && begins ? 'url' : 'attribute');
    } else if (inTag) {
      if (!/[\w"]$/.test(chunk) && !(chunk === '' && contexts.at(-1) === 'tag'))
        throw broken(strings, 'an unquoted attribute');
      contexts.push('tag');
    } else {
      if (/<\/?$/.test(chunk)) throw broken(strings, 'a hole for the name of an element');
      if (/^<(?:script|style)$/.test(element)) throw broken(strings, `a hole in ${element}>`);
      contexts.push('text');
    }
  }
  return contexts;
}

function broken(strings: readonly string[], what: string): TypeError {
  return new TypeError(`a template cannot be escaped (${what}): ${strings.join(' … ')}`);
}
