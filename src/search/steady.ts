import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { type Item, listItem, readItem, textItem } from './cbor.ts';

/** A file of an index; its path is relative to the index. */
export interface IndexFile {
  readonly path: string;
  readonly content: Uint8Array;
}

const signature = 'pagefind_dcd';

/**
 * The same index for the same pages. Pagefind 1.5 walks through filters and their values in the order of
 * a hash table that has another seed in each process, and names the files after what comes out. Here they
 * are put in order by their names. An index that looks otherwise than we know stays as it is.
 */
export function steady(files: readonly IndexFile[]): readonly IndexFile[] {
  const entry = files.find(({ path }) => path === 'pagefind-entry.json');
  const meta = files.find(({ path }) => path.endsWith('.pf_meta'));
  const names = new Map<string, string>();
  const filters = files
    .filter(({ path }) => path.startsWith('filter/'))
    .map((file) => ({ file, made: steadyFilter(file) }));
  if (entry === undefined || meta === undefined) return files;
  const made: IndexFile[] = [];
  for (const { file, made: filter } of filters) {
    if (filter === undefined) return files;
    names.set(nameIn(file.path), nameIn(filter.path));
    made.push(filter);
  }
  const newMeta = steadyMeta(meta, names);
  if (newMeta === undefined) return files;
  const [before, after] = [meta.path, newMeta.path].map((path) => path.split('.')[1] ?? '');
  const text = Buffer.from(entry.content).toString();
  if (before === undefined || after === undefined || !text.includes(`"${before}"`)) return files;
  const content = Buffer.from(text.replace(`"${before}"`, `"${after}"`));
  const rest = files.filter(
    (file) => file !== meta && file !== entry && !names.has(nameIn(file.path)),
  );
  return [...rest, ...made, newMeta, { path: entry.path, content }];
}

/** `[name, [[value, [page, …]], …]]` */
function steadyFilter({ path, content }: IndexFile): IndexFile | undefined {
  const bytes = opened(content);
  const top = bytes && readItem(bytes);
  if (bytes === undefined || top?.kind !== 'list' || top.items.length !== 2) return undefined;
  const [name, values] = top.items;
  if (name?.kind !== 'text' || values?.kind !== 'list') return undefined;
  const ordered = inOrder(values.items, bytes);
  if (ordered === undefined) return undefined;
  const made = closed(listItem([slice(name, bytes), listItem(ordered.map(({ bytes }) => bytes))]));
  const prefix = nameIn(path).replace(/_[^_]*$/, '');
  return { path: `filter/${prefix}_${digest(made).slice(0, 10)}.pf_filter`, content: made };
}

/** `[version, pages, chunks, [[filter, file], …], …]` */
function steadyMeta(
  { path, content }: IndexFile,
  names: ReadonlyMap<string, string>,
): IndexFile | undefined {
  const bytes = opened(content);
  const top = bytes && readItem(bytes);
  if (bytes === undefined || top?.kind !== 'list') return undefined;
  const at = 3;
  const filters = top.items[at];
  if (filters?.kind !== 'list') return undefined;
  const renamed: { readonly name: string; readonly bytes: Buffer }[] = [];
  for (const filter of filters.items) {
    const [name, file] = filter.kind === 'list' ? filter.items : [];
    if (name?.kind !== 'text' || file?.kind !== 'text') return undefined;
    const now = names.get(file.text);
    if (now === undefined) return undefined;
    renamed.push({ name: name.text, bytes: listItem([slice(name, bytes), textItem(now)]) });
  }
  renamed.sort((a, b) => (a.name < b.name ? -1 : 1));
  const parts = top.items.map((item, index) =>
    index === at ? listItem(renamed.map(({ bytes }) => bytes)) : slice(item, bytes),
  );
  const made = closed(listItem(parts));
  const name = (path.split('.')[1] ?? '').replace(/_[^_]*$/, '');
  return { path: `pagefind.${name}_${digest(made).slice(0, 10)}.pf_meta`, content: made };
}

/** Lists that begin with a text, by it. */
function inOrder(
  items: readonly Item[],
  bytes: Buffer,
): { readonly name: string; readonly bytes: Buffer }[] | undefined {
  const named: { readonly name: string; readonly bytes: Buffer }[] = [];
  for (const item of items) {
    const name = item.kind === 'list' ? item.items[0] : undefined;
    if (name?.kind !== 'text') return undefined;
    named.push({ name: name.text, bytes: slice(item, bytes) });
  }
  return named.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function slice({ start, end }: Item, bytes: Buffer): Buffer {
  return bytes.subarray(start, end);
}

function opened(content: Uint8Array): Buffer | undefined {
  try {
    const bytes = gunzipSync(content);
    const isOne = bytes.toString('latin1', 0, signature.length) === signature;
    return isOne ? bytes.subarray(signature.length) : undefined;
  } catch {
    return undefined;
  }
}

/** Not compressed, which its reader takes as well: what zlib makes is not the same everywhere. */
function closed(bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.from(signature), bytes]);
}

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function nameIn(path: string): string {
  return path.replace(/^.*\//, '').replace(/\.pf_\w+$/, '');
}
