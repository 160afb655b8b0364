import { type Asset, asset, compact, type Needed, read, withoutComments } from './assets.ts';

/** Scripts of a kind of view as one file, of which nothing leaks. */
const script = (name: string, parts: readonly string[]) => {
  const texts = parts.map((part) => withoutComments(read(`client/${part}.js`)));
  return asset(name, 'js', `{\n${texts.join('')}}\n`);
};

/** One that several kinds have: fetched once, and kept by browsers. */
let ago: Asset | undefined;
const withAgo = (...scripts: readonly Asset[]): readonly Asset[] => {
  ago ??= script('ago', ['since', 'ago']);
  return [ago, ...scripts];
};

const values = (): readonly Asset[] => [script('values', ['runbook-quote', 'runbook-variables'])];

const made = new Map<string, Needed>();
const kinds: Readonly<Record<string, () => Needed>> = {
  runbook: () => ({
    styles: [asset('work', 'css', compact(read('styles/work.css')))],
    scripts: withAgo(script('runbook', ['runbook-keep', 'runbook-work'])),
    files: values(),
    isEarly: true,
  }),
  // Of a runbook with variables, beside the above.
  values: () => ({ styles: [], scripts: values(), files: [], isEarly: true }),
  runbooks: () => ({
    styles: [],
    scripts: withAgo(script('runbooks', ['runbooks'])),
    files: [],
    isEarly: true,
  }),
  search: () => ({
    styles: [asset('search', 'css', compact(read('styles/search.css')))],
    scripts: [
      script('search', [
        ...['runbook-keep', 'since', 'search-words', 'search-index', 'search-shown', 'search'],
      ]),
    ],
    files: [],
    isEarly: true,
  }),
  status: () => ({
    styles: [asset('status', 'css', compact(read('styles/status.css')))],
    scripts: withAgo(script('status', ['status'])),
    files: [],
    isEarly: true,
  }),
};

/** What a kind of view has beside what all have. */
export function forKind(kind: string): Needed | undefined {
  if (!Object.hasOwn(kinds, kind)) return undefined;
  const known = made.get(kind) ?? kinds[kind]?.();
  if (known !== undefined) made.set(kind, known);
  return known;
}
