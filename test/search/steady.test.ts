import fc from 'fast-check';
import { expect, test } from 'vitest';
import { listItem, readItem, textItem } from '../../src/search/cbor.ts';
import { openIndexer } from '../../src/search/indexer.ts';
import type { IndexFile } from '../../src/search/steady.ts';

const filter = (name: string, value: string) =>
  `<i data-pagefind-filter="${name}[data-is]" data-is="${value}"></i>`;

const documents = Array.from({ length: 40 }, (_, at) => ({
  url: `/p${at}/`,
  content: `<!doctype html><html lang="en"><body>${filter('tag', `t${at % 13}`)}${filter('state', `s${at % 3}`)}${filter('version', '*')}${filter('collection', `c${at % 7}`)}<h2 id="a">Part ${at}</h2><p>Word${at} and more.</p></body></html>`,
}));

async function indexed(): Promise<readonly IndexFile[]> {
  const indexer = openIndexer();
  try {
    await indexer.add(documents);
    return await indexer.finish();
  } finally {
    await indexer.close();
  }
}

test('the same pages have the same index in each process, byte by byte', async () => {
  const [one, other] = [await indexed(), await indexed()];
  const listed = (files: readonly IndexFile[]) =>
    files
      .map(({ path, content }) => [path, Buffer.from(content).toString('base64')] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1));
  expect(listed(one)).toEqual(listed(other));
  const paths = one.map(({ path }) => path);
  expect(paths).toContain('pagefind-entry.json');
  expect(paths.filter((path) => path.startsWith('filter/')).length).toBe(4);
  expect(paths.filter((path) => path.startsWith('fragment/')).length).toBe(40);
  // The entry leads to the index, and nothing of Pagefind's own interface is there.
  const entry = one.find(({ path }) => path === 'pagefind-entry.json');
  const { languages } = JSON.parse(Buffer.from(entry?.content ?? []).toString());
  expect(paths).toContain(`pagefind.${languages.en.hash}.pf_meta`);
  expect(paths.filter((path) => /ui|component|highlight/.test(path))).toEqual([]);
});

test('what is written as CBOR is read as it was', () => {
  const texts = fc.array(fc.array(fc.string({ maxLength: 300 }), { maxLength: 30 }));
  fc.assert(
    fc.property(texts, (lists) => {
      const bytes = listItem(lists.map((list) => listItem(list.map(textItem))));
      const item = readItem(bytes);
      const read = item?.kind === 'list' ? item.items : [];
      expect(
        read.map((list) =>
          list.kind === 'list' ? list.items.map((one) => one.kind === 'text' && one.text) : [],
        ),
      ).toEqual(lists);
    }),
  );
});

test('bytes that are no such CBOR are told, whatever they are', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const item = readItem(Buffer.from(bytes));
      expect(item === undefined || item.end === bytes.length).toBe(true);
    }),
  );
});
