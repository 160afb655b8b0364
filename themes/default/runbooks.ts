import { asset, compact, type Needed, read, withoutComments } from './assets.ts';

/** Scripts of a kind of view as one file, of which nothing leaks. */
const script = (name: string, parts: readonly string[]) => {
  const texts = parts.map((part) => withoutComments(read(`client/${part}.js`)));
  return asset(name, 'js', `{\n${texts.join('')}}\n`);
};

const made = new Map<string, Needed>();
const kinds: Readonly<Record<string, () => Needed>> = {
  runbook: () => ({
    styles: [asset('work', 'css', compact(read('styles/work.css')))],
    scripts: [script('runbook', ['ago', 'runbook-quote', 'runbook-variables', 'runbook-work'])],
    files: [],
    isEarly: true,
  }),
  runbooks: () => ({
    styles: [],
    scripts: [script('runbooks', ['ago', 'runbooks'])],
    files: [],
    isEarly: true,
  }),
  search: () => ({
    styles: [asset('search', 'css', compact(read('styles/search.css')))],
    scripts: [script('search', ['search'])],
    files: [],
  }),
  status: () => ({
    styles: [asset('status', 'css', compact(read('styles/status.css')))],
    scripts: [script('status', ['ago', 'status'])],
    files: [],
    isEarly: true,
  }),
};

/** What runbooks and their lists have beside the ordinary, by the kind of their view. */
export function forKind(kind: string): Needed | undefined {
  if (!Object.hasOwn(kinds, kind)) return undefined;
  const known = made.get(kind) ?? kinds[kind]?.();
  if (known !== undefined) made.set(kind, known);
  return known;
}
