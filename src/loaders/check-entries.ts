import { describeValue } from '../model/findings.ts';
import { isJson } from '../model/is-json.ts';
import { defaultLimits } from '../model/limits.ts';

/** A page of a loader, found to be one. */
export interface SoundEntry {
  readonly id: string;
  /** JSON-safe. */
  readonly frontmatter: Readonly<Record<string, unknown>>;
  readonly body: string;
}

export interface CheckedEntries {
  /** Sorted by id. */
  readonly entries: readonly SoundEntry[];
  /** What is wrong, in words that follow "the loader". */
  readonly problems: readonly string[];
}

const mostEntries = 200_000;
const mostProblems = 10;
const part = /^(?![._-])(?!.*[. ]$)[^/\\:*?"<>|#%\p{Cc}\p{Surrogate}]{1,150}$/u;

/** Takes entries one after the other. What is none is told and left out. */
export async function checkEntries(given: unknown): Promise<CheckedEntries> {
  const entries = new Map<string, SoundEntry>();
  const problems: string[] = [];
  if (!isIterable(given)) {
    return { entries: [], problems: [`gave ${describeValue(given)}, and no list of entries`] };
  }
  let count = 0;
  for await (const one of given) {
    const read = entryOf(one, count);
    count += 1;
    if (count > mostEntries) {
      problems.push(`gave more than ${mostEntries} entries`);
      break;
    }
    if (typeof read === 'string') problems.push(read);
    else {
      const key = read.id.normalize('NFC').toLowerCase();
      if (entries.has(key)) problems.push(`gave two entries with the id \`${read.id}\``);
      else entries.set(key, read);
    }
    if (problems.length >= mostProblems) break;
  }
  const sorted = [...entries.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  return { entries: sorted, problems };
}

function isIterable(value: unknown): value is Iterable<unknown> | AsyncIterable<unknown> {
  if (typeof value !== 'object' || value === null) return false;
  return Symbol.iterator in value || Symbol.asyncIterator in value;
}

/** The words say what is wrong with it. */
function entryOf(one: unknown, index: number): SoundEntry | string {
  if (typeof one !== 'object' || one === null || Array.isArray(one)) {
    return `gave ${describeValue(one)} as entry ${index}, and no group of \`id\`, \`frontmatter\` and \`body\``;
  }
  const { id, frontmatter = {}, body = '', ...others } = one as Readonly<Record<string, unknown>>;
  if (
    typeof id !== 'string' ||
    id.length > 500 ||
    !id.split('/').every((name) => part.test(name))
  ) {
    return `gave ${describeValue(id)} as the id of entry ${index}, which is no path such as \`fish-soup\``;
  }
  const [other] = Object.keys(others);
  if (other !== undefined)
    return `gave the entry \`${id}\` a key \`${other}\`, which means nothing`;
  if (typeof body !== 'string')
    return `gave the entry \`${id}\` a body that is ${describeValue(body)}`;
  if (Buffer.byteLength(body) > defaultLimits.pageBytes) {
    return `gave the entry \`${id}\` a body of more than ${defaultLimits.pageBytes} bytes`;
  }
  const data = withTextDates(frontmatter);
  if (typeof data !== 'object' || data === null || Array.isArray(data) || !isJson(data)) {
    return `gave the entry \`${id}\` front matter that is no plain data`;
  }
  return { id, frontmatter: data as SoundEntry['frontmatter'], body: wellFormed(body) };
}

/** Half characters cannot be written. */
function wellFormed(text: string): string {
  return Buffer.from(text).toString();
}

/** Dates as text, and what is undefined left out. */
function withTextDates(value: unknown, depth = 0): unknown {
  if (value instanceof Date) {
    return Number.isNaN(value.getTime()) ? undefined : value.toISOString().replace(/\.\d+Z$/, 'Z');
  }
  if (depth > 50) return undefined;
  if (Array.isArray(value)) return value.map((one) => withTextDates(one, depth + 1));
  if (typeof value !== 'object' || value === null) return value;
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  const entries = Object.entries(value).flatMap(([key, one]) => {
    const text = withTextDates(one, depth + 1);
    return text === undefined ? [] : [[key, text] as const];
  });
  return Object.fromEntries(entries);
}
