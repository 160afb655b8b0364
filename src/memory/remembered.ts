import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Article } from '../model/article.ts';
import type { DrawnFrom } from '../model/drawn-from.ts';
import type { MadeArticle } from '../site/articles.ts';
import { readRecord, writeRecord } from '../store/record.ts';

/** What a build leaves for the next. */
export interface Remembered {
  /** Of Rutter and the configuration: what read the entries. */
  readonly reading: string;
  /** Of Rutter and the theme: what drew the files. */
  readonly drawing: string;
  /** By the source's path: as `content` writes and reads them. */
  readonly entries: ReadonlyMap<string, unknown>;
  /** By page id. */
  readonly articles: ReadonlyMap<string, MadeArticle>;
  /** Digests of the parts of the site that files were drawn from, by name. */
  readonly parts: ReadonlyMap<string, string>;
  /** What each file was drawn from, by its path in the output folder. */
  readonly files: ReadonlyMap<string, DrawnFrom>;
}

const format = 'rutter-build-2';

type Line =
  | ['id', string]
  | ['code', string, string]
  | ['entry', string, unknown]
  | ['article', string, string, string, Article]
  | ['part', string, string]
  | ['reads', readonly string[]]
  | ['file', string, string, number, string]
  | ['gone', TableName, string];

type Tables = Pick<Remembered, 'entries' | 'articles' | 'parts' | 'files'>;
type TableName = keyof Tables;
const tableNames = ['entries', 'articles', 'parts', 'files'] as const;

/** What lies in the file `record`; the file `changes` says what has become other since it was written. */
export interface Base {
  readonly id: string;
  readonly memory: Remembered;
}

export interface Recalled {
  readonly base: Base;
  readonly memory: Remembered;
}

/** Undefined where there is none, or one that is not whole, or one of another version of Rutter. */
export function recall(folder: string, contentDir: string): Recalled | undefined {
  const lines = linesIn(folder, 'record');
  if (lines === undefined) return undefined;
  const base = read(lines, contentDir, undefined);
  const changes = linesIn(folder, 'changes') ?? [];
  const isOfBase = changes[0]?.[0] === 'id' && changes[0][1] === base.id;
  const memory = isOfBase ? read(changes, contentDir, base.memory).memory : base.memory;
  return { base, memory };
}

function linesIn(folder: string, name: 'record' | 'changes'): Line[] | undefined {
  return readRecord(join(folder, name), format) as Line[] | undefined;
}

/** @param before What the lines are changes of. */
function read(lines: readonly Line[], contentDir: string, before: Remembered | undefined): Base {
  let id = '';
  let reading = '';
  let drawing = '';
  const entries = new Map(before?.entries);
  const articles = new Map(before?.articles);
  const parts = new Map(before?.parts);
  const files = new Map(before?.files);
  const sets: (readonly string[])[] = [];
  for (const line of lines) {
    switch (line[0]) {
      case 'id':
        [, id] = line;
        break;
      case 'code':
        [, reading, drawing] = line;
        break;
      case 'entry':
        entries.set(line[1], line[2]);
        break;
      case 'article': {
        const [, name, key, digest, article] = line;
        articles.set(name, { key, digest, article: placed(article, contentDir) });
        break;
      }
      case 'part':
        parts.set(line[1], line[2]);
        break;
      case 'reads':
        sets.push(line[1]);
        break;
      case 'file':
        files.set(line[1], { own: line[2], reads: sets[line[3]] ?? [], digest: line[4] });
        break;
      case 'gone':
        ({ entries, articles, parts, files })[line[1]].delete(line[2]);
        break;
    }
  }
  return { id, memory: { reading, drawing, entries, articles, parts, files } };
}

/** Above this share of what there is, changes are written as a record of their own. */
const mostChanged = 0.1;

/**
 * Writes what is new since `base`, or everything.
 * @returns What lies in the record now.
 * @throws what the system says.
 */
export function remember(folder: string, memory: Remembered, base: Base | undefined): Base {
  const changed = base === undefined ? memory : changesOf(memory, base.memory);
  const count = sizeOf(changed);
  if (base !== undefined && count <= mostChanged * sizeOf(memory)) {
    const gone = tableNames.flatMap((name) => goneOf(name, memory, base.memory));
    const lines = [...linesOf(base.id, changed), ...gone];
    writeRecord(join(folder, 'changes'), format, lines);
    return base;
  }
  const id = randomBytes(12).toString('hex');
  writeRecord(join(folder, 'record'), format, linesOf(id, memory));
  return { id, memory };
}

function changesOf(memory: Remembered, base: Remembered): Remembered {
  return {
    reading: memory.reading,
    drawing: memory.drawing,
    entries: otherThan(memory.entries, base.entries),
    articles: otherThan(memory.articles, base.articles),
    parts: otherThan(memory.parts, base.parts),
    files: otherThan(memory.files, base.files),
  };
}

/** What is the same in memory is the same in the record: values are never changed. */
function otherThan<Value>(
  now: ReadonlyMap<string, Value>,
  before: ReadonlyMap<string, Value>,
): ReadonlyMap<string, Value> {
  return new Map([...now].filter(([key, value]) => before.get(key) !== value));
}

function goneOf(name: TableName, now: Tables, before: Tables): Line[] {
  return [...before[name].keys()]
    .filter((key) => !now[name].has(key))
    .map((key) => ['gone', name, key]);
}

function sizeOf(tables: Tables): number {
  return tableNames.reduce((sum, name) => sum + tables[name].size, 0);
}

function* linesOf(id: string, memory: Remembered): Generator<Line> {
  const { reading, drawing, entries, articles, parts, files } = memory;
  yield ['id', id];
  yield ['code', reading, drawing];
  for (const [path, entry] of entries) yield ['entry', path, entry];
  for (const [name, { key, digest, article }] of articles) {
    yield ['article', name, key, digest, portable(article)];
  }
  for (const [name, digest] of parts) yield ['part', name, digest];
  const sets = new Map<readonly string[], number>();
  for (const { reads } of files.values()) {
    if (sets.has(reads)) continue;
    sets.set(reads, sets.size);
    yield ['reads', reads];
  }
  for (const [path, { own, reads, digest }] of files) {
    yield ['file', path, own, sets.get(reads) ?? 0, digest];
  }
}

/** Nothing that is written has a path of the machine: a build may be carried to another. */
function portable(article: Article): Article {
  if (article.assets.length === 0) return article;
  return { ...article, assets: article.assets.map((asset) => ({ ...asset, file: '' })) };
}

/** An asset is published where it lies in the content folder. */
function placed(article: Article, contentDir: string): Article {
  if (article.assets.length === 0) return article;
  const assets = article.assets.map(({ outputPath }) => ({
    file: join(contentDir, outputPath),
    outputPath,
  }));
  return { ...article, assets };
}
