import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { builtInCollections } from '../../src/config/defaults.ts';
import { type KnownEntry, readEntries } from '../../src/content/entries.ts';
import { fromRecord, toRecord } from '../../src/content/entry-record.ts';
import { scan } from '../../src/content/scan.ts';
import type { CollectionConfig } from '../../src/model/config.ts';
import { UserError } from '../../src/model/diagnostic.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'rutter-entries-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Files that were written a while ago. */
function write(files: Readonly<Record<string, string>>, daysAgo = 10): void {
  for (const [path, text] of Object.entries(files)) {
    const file = join(root, 'content', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    const time = Date.now() / 1000 - daysAgo * 86_400;
    utimesSync(file, time, time);
  }
}

function configOf(collections: readonly CollectionConfig[] = builtInCollections) {
  return {
    root,
    contentDir: join(root, 'content'),
    publicDir: join(root, 'public'),
    outDir: join(root, 'dist'),
    stateDir: join(root, '.rutter'),
    collections,
  };
}

async function look(
  known?: ReadonlyMap<string, KnownEntry | undefined>,
  collections?: readonly CollectionConfig[],
) {
  const config = configOf(collections);
  const { sources } = scan(config);
  const asked: string[] = [];
  const found = await readEntries(sources, config, (path) => {
    asked.push(path);
    return known?.get(path);
  });
  const get = (path: string): KnownEntry => {
    const one = found.entries.get(`content/${path}`);
    if (one === undefined) throw new Error(`${path} is no entry`);
    return one;
  };
  const told = found.diagnostics.map(({ code, file }) => `${code} ${file}`);
  return { ...found, asked, get, told };
}

describe('entries of files', () => {
  test('are those that are known while their files look the same', async () => {
    write({ 'a.md': '---\ntitle: A\n---\n', 'b.md': 'b' });
    const first = await look();
    write({ 'b.md': '---\ntitle: B\n---\n' }, 9);
    const second = await look(first.entries);
    expect(second.get('a.md')).toBe(first.get('a.md'));
    expect(second.get('b.md').entry.frontmatter.title).toBe('B');
  });

  test('get the new stamp where only their bytes are the same', async () => {
    write({ 'a.md': 'a' });
    const first = await look();
    write({ 'a.md': 'a' }, 9);
    const second = await look(first.entries);
    expect(second.get('a.md').entry).toBe(first.get('a.md').entry);
    expect(second.get('a.md').stamp).not.toBe(first.get('a.md').stamp);
  });

  test('of a file that was young when it was read are looked at again', async () => {
    write({ 'a.md': 'a' }, 0);
    const first = await look();
    const again = await look(first.entries);
    expect(again.get('a.md')).not.toBe(first.get('a.md'));
    expect(again.get('a.md').entry).toBe(first.get('a.md').entry);
    const later = new Map([['content/a.md', { ...first.get('a.md'), readAt: Date.now() + 3000 }]]);
    expect((await look(later)).get('a.md')).toBe(later.get('content/a.md'));
  });

  test('of a collection with a schema are read each time', async () => {
    write({ 'posts/2026-01-31-a.md': '---\nmine: 1\n---\n' });
    let calls = 0;
    const schema = z.looseObject({}).transform(() => {
      calls += 1;
      return { call: calls };
    });
    const collections = builtInCollections.map((one) => ({ ...one, schema }));
    const first = await look(undefined, collections);
    const second = await look(first.entries, collections);
    expect(second.asked).toEqual([]);
    expect(second.get('posts/2026-01-31-a.md').entry.frontmatter.extra).toEqual({ call: 2 });
  });

  test('are told of where they are none', async () => {
    write({ 'a.md': 'a', 'docs/b.md': '\uD800', 'docs/c.md': '---\ntitle: 3\n---\n' });
    writeFileSync(join(root, 'content/docs/b.md'), Uint8Array.of(0xff));
    const docs = builtInCollections.filter(({ name }) => name === 'docs');
    const { told, entries } = await look(undefined, docs);
    expect(told).toEqual([
      'content-encoding content/docs/b.md',
      'content-no-collection content/a.md',
      'frontmatter-invalid content/docs/c.md',
    ]);
    expect([...entries].map(([path, one]) => `${path} ${one !== undefined}`)).toEqual([
      'content/a.md false',
      'content/docs/c.md true',
    ]);
  });

  test('read their text when it is asked for, and say when it is another', async () => {
    const texts = Array.from({ length: 9 }, (_, at) => [`${at}.md`, `text ${at}`] as const);
    write(Object.fromEntries(texts));
    const { get } = await look();
    for (const [path, text] of texts) expect(get(path).entry.source.text).toBe(text);
    write({ '0.md': 'another' });
    rmSync(join(root, 'content/1.md'));
    for (const path of ['0.md', '1.md']) {
      const { source } = get(path).entry;
      expect(() => source.text).toThrow(UserError);
      expect(() => source.text).toThrow('changed or removed');
    }
    expect(get('2.md').entry.source.text).toBe('text 2');
  });
});

describe('the record of an entry', () => {
  test('gives it back through JSON', async () => {
    write({
      'posts/2026-01-31-a.md':
        '\uFEFF---\ntags: [x, y]\nupdated: 2026-02-01\nmine: {a: [1, null, "z\\uD800"]}\ntitel: x\n---\nb',
      'runbooks/b.md': '---\nrunbook: {image: "debian:12", prompt: "#"}\norder: 2\n---\n',
      'c.md': '',
    });
    const { entries, diagnostics } = await look();
    const back = [...entries].map(([path, known]) => {
      const record: unknown = JSON.parse(JSON.stringify(known && toRecord(known)));
      return [path, fromRecord(record, configOf())] as const;
    });
    expect(back).toEqual([...entries]);
    expect(back.flatMap(([, one]) => one?.diagnostics ?? [])).toEqual(diagnostics);
    const texts = back.map(([, one]) => one?.entry.source.text);
    expect(texts).toEqual([...entries.values()].map((one) => one?.entry.source.text));
  });

  test('is none of what JSON would change, or the configuration has changed', async () => {
    write({ 'a.md': '', 'docs/b.md': '---\nx: .nan\n---\n', 'docs/c.md': '---\nx: -0\n---\n' });
    const { get } = await look();
    expect(toRecord(get('docs/b.md'))).toBeUndefined();
    expect(toRecord(get('docs/c.md'))).toBeUndefined();
    const known = get('a.md');
    const others = [
      new Date(0),
      new Map(),
      new Array(1),
      { x: undefined },
      () => 1,
      1n,
      Object.create(null),
    ];
    for (const extra of others) {
      const frontmatter = { ...known.entry.frontmatter, extra: { extra } };
      const one = { ...known, entry: { ...known.entry, frontmatter } };
      expect(toRecord(one)).toBeUndefined();
    }
    const circle: Record<string, unknown> = {};
    circle.again = circle;
    const frontmatter = { ...known.entry.frontmatter, extra: circle };
    expect(toRecord({ ...known, entry: { ...known.entry, frontmatter } })).toBeUndefined();
    const record = toRecord(known);
    const schema = z.looseObject({});
    const changed = [
      builtInCollections.filter(({ name }) => name !== 'pages'),
      builtInCollections.map((one) => ({ ...one, schema })),
    ];
    expect(fromRecord(record, configOf())).toEqual(known);
    for (const one of changed) expect(fromRecord(record, configOf(one))).toBeUndefined();
  });
});
