import { describeValue } from '../../src/model/findings.ts';
import { DrawError } from './draw-error.ts';
import { escapeHtml, safeUrl } from './escape.ts';
import { type Context, contextOf, forbidden, templateOf } from './template.ts';

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

/** Data for programs, which no browser runs: a policy that forbids scripts in pages does not mean it. */
export function dataBlock(type: `application/${string}json`, data: object): Html {
  // Nothing of JSON but `<` can end the element or begin a comment in it.
  const text = JSON.stringify(data).replaceAll('<', '\\u003c');
  return new Html(`<script type="${type}">${text}</script>`);
}

/** An attribute that is left out when its value is `undefined` or `false`, and is bare for `true`. */
export function attribute(name: string, value: string | number | boolean | undefined): Attribute {
  if (!/^[a-z][a-z-]*$/.test(name) || forbidden(name))
    throw new DrawError(`no attribute is named \`${name}\``);
  if (value === undefined || value === false) return new Attribute('');
  if (value === true) return new Attribute(` ${name}`);
  return new Attribute(` ${name}="${draw(value, contextOf(name))}"`);
}

function draw(value: Value, context: Context): string {
  if (value === undefined || value === null || value === false) return '';
  if (context === 'tag') {
    if (value instanceof Attribute) return value.toString();
    if (isList(value)) return value.map((one) => draw(one, context)).join('');
    throw new DrawError(`inside a tag only attribute() may stand, found ${describeValue(value)}`);
  }
  if (typeof value === 'string') return escapeHtml(context === 'url' ? safeUrl(value) : value);
  if (typeof value === 'number') return String(value);
  if (context === 'text' && value instanceof Html) return value.toString();
  if (context === 'text' && isList(value)) {
    let text = '';
    for (const one of value) text += draw(one, context);
    return text;
  }
  const found = describeValue(value);
  throw context === 'text'
    ? new DrawError(`a template takes text, numbers, HTML and lists of these, found ${found}`, {
        hint: hintFor(value),
      })
    : new DrawError(`an attribute takes text or a number, found ${found}`, {
        hint: "one that is there or not is attribute('hidden', isHidden)",
      });
}

function hintFor(value: unknown): string | undefined {
  if (value === true) return 'write `condition && html`…``, which leaves nothing where it is false';
  if (typeof value === 'function') return 'call the function';
  return value instanceof Promise ? 'a page is drawn in one go, and waits for nothing' : undefined;
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}
