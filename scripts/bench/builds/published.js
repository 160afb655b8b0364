// What a generator has published, and the least work that publishing it takes.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { measure } from './process.js';

const limitProgram = fileURLToPath(new URL('limit.js', import.meta.url));

/** Each file that a generator has published, as `[path, bytes]`. */
function published(generator, site) {
  const root = join(site, generator.made[0]);
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => [file, statSync(file).size]);
}

/** How much it is, and one digest over the paths and bytes of all files. */
export function publishedBy(generator, site) {
  const found = published(generator, site);
  const hash = createHash('sha256');
  for (const [file] of found)
    hash.update(`${file.slice(site.length)}\0`).update(readFileSync(file));
  const bytes = found.reduce((sum, [, size]) => sum + size, 0);
  return { count: found.length, bytes, digest: hash.digest('hex').slice(0, 12) };
}

/** What the build of this site cannot do without, by one thread and by two. Node's start is part of it. */
export function limitsOf(scenario, { generator, site, pages }) {
  const output = published(generator, site);
  const target = join(site, '.limit');
  const sources = pages.map((page) => join(site, 'content', page.path));
  const moved = output.map(([file, bytes]) => [join(target, file.slice(site.length)), bytes]);
  const outputs = output.map(([file]) => file);
  const work = {
    cold: { words: 'read and write', read: sources, look: [], write: moved },
    unchanged: { words: 'look at all', read: [], look: [...sources, ...outputs], write: [] },
    change: {
      words: 'look at all, write one',
      read: [],
      look: [...sources, ...outputs],
      write: moved.slice(0, 1),
    },
  }[scenario];
  const list = join(site, `.limit-${scenario}.json`);
  writeFileSync(list, JSON.stringify(work));
  return [1, 2].map((threads) => ({
    name: `${work.words}, ${threads} thread${threads === 1 ? '' : 's'}`,
    async run() {
      rmSync(target, { recursive: true, force: true });
      const found = await measure([process.execPath, limitProgram, list, String(threads)]);
      rmSync(target, { recursive: true, force: true });
      return found;
    },
  }));
}
