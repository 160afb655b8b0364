import type { ParsedData } from './parsed-data.ts';
import { parseYaml } from './yaml.ts';

/** Reads strict JSON. Keys and mistakes are located by reading it as YAML, of which JSON is a part. */
export function parseJson(text: string): ParsedData {
  const layout = parseYaml(text);
  try {
    const value: unknown = JSON.parse(text);
    return layout.problems.length > 0 ? { ...layout, value: undefined } : { ...layout, value };
  } catch (error) {
    if (error instanceof RangeError) return layout;
    const message = error instanceof Error ? error.message : String(error);
    const position = /at position (\d+)/.exec(message)?.[1];
    const start =
      position === undefined
        ? (layout.problems[0]?.range.start ?? misplaced(text, message))
        : Number(position);
    return {
      value: undefined,
      problems: [
        {
          code: 'frontmatter-syntax',
          message: `the JSON is not valid: ${told(message)}`,
          range: { start, end: start },
        },
      ],
      locate: () => undefined,
    };
  }
}

/** V8 quotes the whole text in some messages and names a position in others; neither is for people. */
function told(message: string): string {
  const short = message.replace(/,? (\.{3})?".*$/s, '').replace(/ in JSON at position.*$/s, '');
  return short.charAt(0).toLowerCase() + short.slice(1);
}

/** Where the token that V8 names first stands outside of a string. */
function misplaced(text: string, message: string): number {
  const token = /Unexpected token '(.)'/su.exec(message)?.[1];
  if (token === undefined) return text.search(/\S/) + 1 || 0;
  const outside = text.replaceAll(/"(?:[^"\\\n]|\\.)*"/g, (string) => ' '.repeat(string.length));
  return Math.max(0, outside.indexOf(token));
}
