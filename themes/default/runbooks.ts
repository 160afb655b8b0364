import { asset, compact, type Needed, read, withoutComments } from './assets.ts';

/** Scripts of a kind of view as one file. */
const script = (name: string, parts: readonly string[]) =>
  asset(name, 'js', withoutComments(parts.map((part) => read(`client/${part}.js`)).join('')));

const made = new Map<string, Needed>();
const kinds: Readonly<Record<string, () => Needed>> = {
  runbook: () => ({ styles: [], scripts: [script('runbook', ['ago'])], files: [] }),
  runbooks: () => ({ styles: [], scripts: [script('runbooks', ['ago', 'runbooks'])], files: [] }),
  status: () => ({
    styles: [asset('status', 'css', compact(read('styles/status.css')))],
    scripts: [script('status', ['ago', 'status'])],
    files: [],
  }),
};

/** What runbooks and their lists have beside the ordinary, by the kind of their view. */
export function forKind(kind: string): Needed | undefined {
  if (!Object.hasOwn(kinds, kind)) return undefined;
  const known = made.get(kind) ?? kinds[kind]?.();
  if (known !== undefined) made.set(kind, known);
  return known;
}
