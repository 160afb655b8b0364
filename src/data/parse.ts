import { parseJson } from '../content/json.ts';
import type { Range } from '../content/parsed-data.ts';
import { plainData } from '../content/plain-data.ts';
import { parseToml } from '../content/toml.ts';
import { parseYaml } from '../content/yaml.ts';
import { parseCsv } from './csv.ts';

/** What a data file holds: plain data, or why nothing. */
export type ReadData =
  | {
      readonly value: unknown;
      /** Where a value stands, by its path; undefined where that is not known. */
      readonly locate: (path: readonly PropertyKey[]) => Range | undefined;
      readonly problem?: undefined;
    }
  | { readonly problem: DataProblem };

export interface DataProblem {
  readonly message: string;
  readonly hint?: string | undefined;
  readonly range?: Range | undefined;
}

/** The endings of data files, without the dot, in the order in which they are looked for. */
export const dataEndings = ['yml', 'yaml', 'json', 'toml', 'csv'] as const;
export const dataName = /\.(ya?ml|json|toml|csv)$/i;

/** One value in ten bytes: more than a file of that size can hold. */
const mostValues = 6_000_000;

/** Reads a data file by the ending of its name. Never throws. */
export function parseData(path: string, text: string): ReadData {
  const ending = dataName.exec(path)?.[1]?.toLowerCase();
  if (ending === 'csv') {
    const read = parseCsv(text);
    if ('problem' in read) return read;
    return { value: read.records, locate: ([index]) => lineOf(text, index) };
  }
  if (ending === 'json') {
    try {
      return checked(JSON.parse(text), (keys) => parseJson(text).locate(keys));
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
  }
  const parsed =
    ending === 'json' ? parseJson(text) : ending === 'toml' ? parseToml(text) : parseYaml(text);
  const [first] = parsed.problems;
  if (first === undefined) return checked(parsed.value, parsed.locate);
  const message = first.message.replaceAll('the front matter', 'the file');
  return { problem: { message, hint: first.hint, range: first.range } };
}

function checked(
  value: unknown,
  locate: (path: readonly PropertyKey[]) => Range | undefined,
): ReadData {
  const { data, problems } = plainData(value, mostValues);
  const [first] = problems;
  if (first === undefined) return { value: data, locate };
  const name = first.path.length === 0 ? 'the file' : `\`${first.path.join('.')}\``;
  return { problem: { message: `${name} ${first.message}`, range: locate(first.path) } };
}

/** The line of a record, as if no cell went over several; the header is the first. */
function lineOf(text: string, index: PropertyKey | undefined): Range | undefined {
  if (typeof index !== 'number') return undefined;
  const lines = text.split('\n');
  let start = 0;
  for (const line of lines.slice(0, index + 1)) start += line.length + 1;
  const end = start + (lines[index + 1]?.trimEnd().length ?? 0);
  return start > text.length ? undefined : { start, end };
}
