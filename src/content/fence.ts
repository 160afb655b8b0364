export type FrontMatterLanguage = 'yaml' | 'json' | 'toml';

/** Where a file's front matter is. Offsets are UTF-16 indices in the whole text. */
export type Fence =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'found';
      readonly language: FrontMatterLanguage;
      /** The first character of the text between the fences. */
      readonly start: number;
      readonly end: number;
      /** Where the Markdown begins. */
      readonly bodyStart: number;
    }
  | {
      readonly kind: 'problem';
      readonly code: 'frontmatter-engine' | 'frontmatter-syntax';
      readonly message: string;
      readonly hint: string;
      /** What the message is about. */
      readonly start: number;
      readonly end: number;
      readonly bodyStart: number;
    };

/**
 * Finds the front matter at the start of a text: YAML between bare `---` lines, JSON between `---json`
 * and `---` or as a leading `{ "…" }`, TOML between `+++` lines. A `---` that no other line closes and
 * that a blank line follows is a thematic break.
 */
export function findFence(text: string): Fence {
  const begin = text.startsWith('\uFEFF') ? 1 : 0;
  const lineEnd = endOfLine(text, begin);
  const line = text.slice(begin, lineEnd).trimEnd();
  if (/^\{\s*["}]/.test(text.slice(begin, begin + 1000))) return leadingJson(text, begin);
  const match = /^(---|\+\+\+)[ \t]*(.*)$/.exec(line);
  if (match === null) return { kind: 'none' };
  const [, mark = '', word = ''] = match;
  if (word.startsWith(mark.charAt(0)) || (mark === '+++' && !/^\w*$/.test(word))) {
    return { kind: 'none' };
  }
  const close = closingLine(text, lineEnd, mark);
  const bodyStart = close === undefined ? text.length : close.bodyStart;
  const language = languageOf(mark, word);
  if (language === undefined) {
    return {
      kind: 'problem',
      code: 'frontmatter-engine',
      message: `front matter in \`${word.slice(0, 40)}\` is not read`,
      hint: 'write YAML after a bare `---`, JSON after `---json`, or TOML after `+++`; if it is no front matter, put a blank line above it',
      start: begin,
      end: begin + line.length,
      bodyStart,
    };
  }
  if (close === undefined) {
    const next = text.slice(lineEnd + 1, endOfLine(text, lineEnd + 1));
    if (word === '' && next.trim() === '') return { kind: 'none' };
    return {
      kind: 'problem',
      code: 'frontmatter-syntax',
      message: `the front matter has no closing \`${mark}\``,
      hint: `end it with a line that is only \`${mark}\``,
      start: begin,
      end: begin + line.length,
      bodyStart,
    };
  }
  if (!close.bare) {
    return {
      kind: 'problem',
      code: 'frontmatter-syntax',
      message: `a line of the front matter begins with \`${mark}\` and goes on`,
      hint: `end the front matter with a line that is only \`${mark}\``,
      start: close.start,
      end: endOfLine(text, close.start),
      bodyStart,
    };
  }
  return { kind: 'found', language, start: lineEnd, end: close.start, bodyStart };
}

function languageOf(mark: string, word: string): FrontMatterLanguage | undefined {
  if (word === '') return mark === '---' ? 'yaml' : 'toml';
  return mark === '---' && word === 'json' ? 'json' : undefined;
}

/** The offset of the line's `\n`, or the end of the text. */
function endOfLine(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  return at === -1 ? text.length : at;
}

/** The first line after `from` that begins with the mark: the place where gray-matter cuts, too. */
function closingLine(text: string, from: number, mark: string) {
  const at = text.indexOf(`\n${mark}`, from);
  if (at === -1) return undefined;
  const lineEnd = endOfLine(text, at + 1);
  return {
    start: at + 1,
    bare: text.slice(at + 1, lineEnd).trimEnd() === mark,
    bodyStart: Math.min(lineEnd + 1, text.length),
  };
}

function leadingJson(text: string, start: number): Fence {
  const end = endOfObject(text, start);
  if (end !== undefined) {
    const lineEnd = endOfLine(text, end);
    if (text.slice(end, lineEnd).trim() === '') {
      return {
        kind: 'found',
        language: 'json',
        start,
        end,
        bodyStart: Math.min(lineEnd + 1, text.length),
      };
    }
  }
  return {
    kind: 'problem',
    code: 'frontmatter-syntax',
    message:
      end === undefined
        ? 'the JSON front matter has no closing `}`'
        : 'text follows the closing `}` of the JSON front matter',
    hint: 'end it with a line that is only `}`; if it is no front matter, put a blank line above it',
    start: end ?? start,
    end: end === undefined ? start + 1 : endOfLine(text, end),
    bodyStart: end === undefined ? text.length : endOfLine(text, end),
  };
}

/** The offset after the `}` that closes the `{` at `start`; strings are passed over. */
function endOfObject(text: string, start: number): number | undefined {
  let depth = 0;
  let inString = false;
  for (let at = start; at < text.length; at += 1) {
    const character = text[at];
    if (inString) {
      if (character === '\\') at += 1;
      else if (character === '"' || character === '\n') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{') depth += 1;
    else if (character === '}') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return undefined;
}
