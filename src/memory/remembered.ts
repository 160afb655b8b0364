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

const format = 'rutter-build-1';

type Line =
  | ['code', string, string]
  | ['entry', string, unknown]
  | ['article', string, string, string, Article]
  | ['part', string, string]
  | ['reads', readonly string[]]
  | ['file', string, string, number, string];

/** Undefined where there is none, or one that is not whole, or one of another version of Rutter. */
export function recall(folder: string, contentDir: string): Remembered | undefined {
  const lines = readRecord(join(folder, 'record'), format) as Line[] | undefined;
  if (lines === undefined) return undefined;
  let reading = '';
  let drawing = '';
  const entries = new Map<string, unknown>();
  const articles = new Map<string, MadeArticle>();
  const parts = new Map<string, string>();
  const files = new Map<string, DrawnFrom>();
  const sets: (readonly string[])[] = [];
  for (const line of lines) {
    switch (line[0]) {
      case 'code':
        [, reading, drawing] = line;
        break;
      case 'entry':
        entries.set(line[1], line[2]);
        break;
      case 'article':
        articles.set(line[1], {
          key: line[2],
          digest: line[3],
          article: placed(line[4], contentDir),
        });
        break;
      case 'part':
        parts.set(line[1], line[2]);
        break;
      case 'reads':
        sets.push(line[1]);
        break;
      case 'file':
        files.set(line[1], { own: line[2], reads: sets[line[3]] ?? [], digest: line[4] });
        break;
    }
  }
  return { reading, drawing, entries, articles, parts, files };
}

/** @throws what the system says. */
export function remember(folder: string, memory: Remembered): void {
  writeRecord(join(folder, 'record'), format, linesOf(memory));
}

function* linesOf({
  reading,
  drawing,
  entries,
  articles,
  parts,
  files,
}: Remembered): Generator<Line> {
  yield ['code', reading, drawing];
  for (const [path, entry] of entries) yield ['entry', path, entry];
  for (const [id, { key, digest, article }] of articles) {
    yield ['article', id, key, digest, portable(article)];
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
