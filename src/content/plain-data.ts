/** Data from a file: nothing but null, booleans, numbers, strings, lists and groups of these. */
export type PlainData = Readonly<Record<string, unknown>>;

/** Why a value of the front matter is not taken. */
export interface DataProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

const deepest = 50;
const mostInFrontMatter = 10_000;

/**
 * Copies a parsed value into fresh plain data without anything that could reach an object's prototype
 * or go round in a circle. Control characters, U+0000 above all, become U+FFFD.
 */
export function plainData(
  value: unknown,
  most: number = mostInFrontMatter,
): {
  readonly data: unknown;
  readonly problems: readonly DataProblem[];
} {
  const problems: DataProblem[] = [];
  let count = 0;
  const copy = (one: unknown, path: readonly (string | number)[]): unknown => {
    count += 1;
    if (count > most) {
      if (count === most + 1) problems.push({ path: [], message: `has more than ${most} values` });
      return null;
    }
    if (typeof one === 'string') return harmless(one);
    if (typeof one !== 'object' || one === null) return typeof one === 'bigint' ? Number(one) : one;
    if (path.length > deepest) {
      problems.push({ path: path.slice(0, 1), message: `is nested more than ${deepest} deep` });
      return null;
    }
    if (Array.isArray(one)) return one.map((item, index) => copy(item, [...path, index]));
    const result: Record<string, unknown> = {};
    for (const [key, item] of Object.entries(one)) {
      if (key === '__proto__') {
        problems.push({ path: [...path, key], message: 'is not allowed as a key' });
      } else result[harmless(key)] = copy(item, [...path, key]);
    }
    return result;
  };
  const data = copy(value, []);
  return { data, problems };
}

function harmless(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return text.replaceAll(/[\0-\x08\x0B\x0C\x0E-\x1F\x7F]/g, '\uFFFD');
}
