import { DrawError } from './draw-error.ts';

/** Where a hole stands. */
export type Context = 'text' | 'attribute' | 'url' | 'tag';

export interface Template {
  readonly chunks: readonly string[];
  /** Of each hole. */
  readonly contexts: readonly Context[];
  /** Whether a hole has a line for itself, which goes when it is empty. */
  readonly alone: readonly boolean[];
}

const urlAttributes = new Set([
  ...['href', 'xlink:href', 'src', 'action', 'formaction', 'cite', 'poster', 'data'],
]);

export function contextOf(name: string): Context {
  return urlAttributes.has(name) ? 'url' : 'attribute';
}

export function forbidden(name: string): boolean {
  return /^(?:on.*|style|srcdoc|srcset|http-equiv)$/.test(name);
}

const known = new WeakMap<TemplateStringsArray, Template>();

/**
 * The fixed part of a template, read once.
 * @throws TypeError when a hole stands where it cannot be made safe.
 */
export function templateOf(strings: TemplateStringsArray): Template {
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
      else if (inTag)
        throw broken(
          strings,
          `${text} inside a tag`,
          'put values of attributes into double quotes',
        );
      else if (tag !== undefined) {
        inTag = true;
        element = text.toLowerCase();
      } else if (text === '<!--')
        throw broken(strings, 'a comment', 'say it in a comment of the code');
    }
    if (inValue !== undefined) {
      if (forbidden(inValue)) throw broken(strings, `a hole in ${inValue}`, wayAround(inValue));
      const begins = /=\s*"$/.test(chunk);
      contexts.push(contextOf(inValue) === 'url' && begins ? 'url' : 'attribute');
    } else if (inTag) {
      if (!/[\w"]$/.test(chunk) && !(chunk === '' && contexts.at(-1) === 'tag'))
        throw broken(strings, 'an unquoted attribute', 'put the value into double quotes');
      contexts.push('tag');
    } else {
      if (/<\/?$/.test(chunk)) throw broken(strings, 'a hole for the name of an element');
      if (/^<(?:script|style)$/.test(element))
        throw broken(strings, `a hole in ${element}>`, wayAround(element.slice(1)));
      contexts.push('text');
    }
  }
  return contexts;
}

function wayAround(name: string): string {
  if (name === 'style') return 'give it a class, and put the rule into a style sheet';
  if (name === 'script' || name.startsWith('on'))
    return 'put the script into a file, and what it is to know into `data-…` attributes';
  return 'write it without a hole';
}

function broken(strings: readonly string[], what: string, hint?: string): DrawError {
  return new DrawError(`a template cannot be escaped (${what}): ${strings.join(' … ').trim()}`, {
    hint,
  });
}
