import { asset, compact, type Needed, read, withoutComments } from './assets.ts';

const script = (name: string) => asset(name, 'js', withoutComments(read(`client/${name}.js`)));

const made = new Map<string, Needed>();
const kinds: Readonly<Record<string, () => Needed>> = {
  runbooks: () => ({ styles: [], scripts: [script('runbooks')], files: [] }),
  status: () => ({
    styles: [asset('status', 'css', compact(read('styles/status.css')))],
    scripts: [script('status')],
    files: [],
  }),
};

/** What the lists of runbooks have beside the ordinary, by the kind of their view. */
export function forKind(kind: string): Needed | undefined {
  if (!Object.hasOwn(kinds, kind)) return undefined;
  const known = made.get(kind) ?? kinds[kind]?.();
  if (known !== undefined) made.set(kind, known);
  return known;
}
