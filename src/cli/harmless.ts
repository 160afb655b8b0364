/**
 * Text of others (content, file names, container output) for a terminal or a CI log: whatever those
 * would act upon is shown instead. A tab stays; a line feed is one of the shown characters, so the
 * result is always one line.
 */
export function harmless(text: string): string {
  return text
    .replace(acted, shown)
    .replace(logCommand, '##\u200b')
    .replace(workflowCommand, '\u200b$&');
}

/** `text` as harmless lines. */
export function harmlessLines(text: string): readonly string[] {
  return text.replace(/\n$/, '').split(/\r?\n/).map(harmless);
}

/** A copy of plain data in which every text is harmless, line by line. */
export function harmlessCopy<T>(value: T): T {
  return copied(value) as T;
}

function copied(value: unknown): unknown {
  if (typeof value === 'string') return value.split(/\r?\n/).map(harmless).join('\n');
  if (Array.isArray(value)) return value.map(copied);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, copied(one)]));
}

/** The same for a JSON text: what a terminal acts upon is escaped as JSON does, so the value stays. */
export function harmlessJson(json: string): string {
  return json
    .replace(acted, (character) =>
      character === '\n'
        ? character
        : Array.from({ length: character.length }, (_, at) => unicodeEscape(character, at)).join(
            '',
          ),
    )
    .replace(logCommand, '\\u0023#');
}

/**
 * Controls (C0, DEL, C1), what turns the direction of writing, line and paragraph separators, lone
 * surrogates, the byte order mark and the invisible tag characters.
 */
const acted = /(?!\t)[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}\p{Cs}\ufeff\u{e0000}-\u{e007f}]/gu;

/** `##[command]` of GitHub's first generation, `##vso[…]`, `##teamcity[…]`: read anywhere in a line. */
const logCommand = /##(?=\w*\[)/g;

/** `::command::` of GitHub Actions: read at the beginning of a line, after white space. */
const workflowCommand = /^\s*(?=::)/;

function shown(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return '\u2421';
  return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
}

function unicodeEscape(text: string, at: number): string {
  return `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`;
}
