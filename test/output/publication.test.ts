import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { digestOf } from '../../src/model/source.ts';
import { stampOf } from '../../src/model/stamp.ts';
import { clean } from '../../src/output/clean.ts';
import {
  openPublication,
  type Publication,
  type PublicationOptions,
  type Published,
} from '../../src/output/publication.ts';
import { readSiteRecord, writeSiteRecord } from '../../src/output/site-record.ts';
import { stillStands } from '../../src/output/still-stands.ts';
import { createWriter, type Written } from '../../src/output/writer.ts';
import { identities, leftIn, mountAt, scratch, treeOf } from './folders.ts';

type Site = Readonly<Record<string, string>>;
interface Places {
  readonly outDir: string;
  readonly stateDir: string;
}

/** Keeps what stands as it was before, where that is what is wanted; writes the rest, as a build does. */
function fill(publication: Publication, site: Site, before: Site): void {
  for (const [path, contents] of Object.entries(site)) {
    const isKnown = before[path] === contents;
    if (isKnown && publication.standing(path)?.digest === digestOf(contents))
      publication.keep(path);
    else publication.add(path, createWriter(publication.target)({ path, contents }));
  }
}

async function build(
  places: Places & Pick<PublicationOptions, 'swap'>,
  site: Site,
  before: Site = {},
): Promise<Published> {
  const publication = await openPublication(places);
  try {
    fill(publication, site, before);
    const published = await publication.publish();
    expect(published.diagnostics).toEqual([]);
    return published;
  } finally {
    await publication[Symbol.asyncDispose]();
  }
}

/** Builds one site after the other, each told what the one before was. */
async function buildAll(places: Places, sites: readonly Site[]): Promise<void> {
  let before: Site = {};
  for (const site of sites) {
    await build(places, site, before);
    before = site;
  }
}

function spareOf(stateDir: string): string {
  const name = readdirSync(stateDir).find((one) => one.endsWith('-spare'));
  return join(stateDir, name ?? 'no spare');
}

function recordOf(stateDir: string, kind: 'files' | 'folders'): string {
  const name = readdirSync(stateDir).find((one) => one.endsWith(`.${kind}`));
  return join(stateDir, name ?? 'no record');
}

const longAgo = new Date('2001-02-03T04:05:06.789Z');

const one: Site = {
  'index.html': 'home one',
  'a/index.html': 'a',
  'b/index.html': 'b',
  'b/c/index.html': 'c',
  'style.css': 'css',
};
const two: Site = { ...one, 'index.html': 'home two', 'b/index.html': 'b two' };
const three: Site = { ...two, 'index.html': 'home three' };

test('what is kept is not written, and what is written is what is new', async () => {
  const places = scratch();
  expect((await build(places, one)).written).toEqual(Object.keys(one));
  const { written, unchanged } = await build(places, two, one);
  expect([written, unchanged]).toEqual([['index.html', 'b/index.html'], 3]);
  expect(treeOf(places.outDir)).toEqual(two);
});

test('only what stands is kept', async () => {
  const places = scratch();
  const publication = await openPublication(places);
  onTestFinished(() => publication[Symbol.asyncDispose]());
  expect(publication.standing('index.html')).toBeUndefined();
  expect(() => publication.keep('index.html')).toThrow('does not stand');
});

describe('the spare', () => {
  test('is the site before, and shares the files that are the same', async () => {
    const places = scratch();
    await buildAll(places, [one, two]);
    const spare = spareOf(places.stateDir);
    expect(treeOf(spare)).toEqual(one);
    const inode = (root: string, path: string) => statSync(join(root, path)).ino;
    expect(inode(spare, 'a/index.html')).toBe(inode(places.outDir, 'a/index.html'));
    expect(inode(spare, 'index.html')).not.toBe(inode(places.outDir, 'index.html'));
  });

  test('becomes the site, folders and all', async () => {
    const places = scratch();
    await buildAll(places, [one, two]);
    const folder = statSync(join(spareOf(places.stateDir), 'a')).ino;
    await build(places, three, two);
    expect(treeOf(places.outDir)).toEqual(three);
    expect(statSync(join(places.outDir, 'a')).ino).toBe(folder);
    expect(treeOf(spareOf(places.stateDir))).toEqual(two);
  });

  test('a file of it is never written into: the old site reads as before', async () => {
    const places = scratch();
    await buildAll(places, [one, two]);
    const publication = await openPublication(places);
    const write = createWriter(publication.target);
    for (const path of Object.keys(two)) write({ path, contents: 'other' });
    expect(treeOf(places.outDir)).toEqual(two);
    await publication[Symbol.asyncDispose]();
    await build(places, three, two);
    expect(treeOf(places.outDir)).toEqual(three);
  });

  const mischief: Readonly<Record<string, (spare: string) => void>> = {
    'is gone': (spare) => rmSync(spare, { recursive: true }),
    'has another file': (spare) => {
      rmSync(join(spare, 'a/index.html'));
      writeFileSync(join(spare, 'a/index.html'), 'x');
    },
    'lacks a file': (spare) => rmSync(join(spare, 'a/index.html')),
    'lacks a folder': (spare) => rmSync(join(spare, 'b'), { recursive: true }),
    'has one file too many': (spare) => writeFileSync(join(spare, 'b/c/more'), 'x'),
    'has one folder too many': (spare) => mkdirSync(join(spare, 'b/d/e'), { recursive: true }),
    'has a folder that is elsewhere': (spare) => {
      renameSync(join(spare, 'b'), join(spare, '../elsewhere'));
      symlinkSync('../elsewhere', join(spare, 'b'));
    },
    'has a link for a file': (spare) => {
      renameSync(join(spare, 'style.css'), join(spare, '../style.css'));
      symlinkSync('../style.css', join(spare, 'style.css'));
    },
    'has a file for a folder': (spare) => {
      rmSync(join(spare, 'b'), { recursive: true });
      writeFileSync(join(spare, 'b'), 'x');
    },
    'has a folder for a file': (spare) => {
      rmSync(join(spare, 'style.css'));
      mkdirSync(join(spare, 'style.css/x'), { recursive: true });
    },
    'is a file': (spare) => {
      rmSync(spare, { recursive: true });
      writeFileSync(spare, 'x');
    },
    'has other modes': (spare) => chmodSync(join(spare, 'a'), 0o700),
  };
  test.each(Object.entries(mischief))('%s: it is mended or made anew', async (_what, harm) => {
    const places = scratch();
    await buildAll(places, [one, two]);
    harm(spareOf(places.stateDir));
    await build(places, three, two);
    expect(treeOf(places.outDir)).toEqual(three);
    expect(statSync(join(places.outDir, 'a')).mode & 0o7777).toBe(0o755);
    const elsewhere = ['elsewhere', 'style.css'];
    expect(leftIn(places.stateDir).filter((name) => !elsewhere.includes(name))).toEqual([]);
    expect(await stillStands(places)).toBe(true);
  });

  test('an edit of a file in it is an edit of the site, and mended as such', async () => {
    const places = scratch();
    await buildAll(places, [one, two]);
    writeFileSync(join(spareOf(places.stateDir), 'a/index.html'), 'X');
    expect(readFileSync(join(places.outDir, 'a/index.html'), 'utf8')).toBe('X');
    expect((await build(places, two, two)).written).toEqual(['a/index.html']);
    expect(treeOf(places.outDir)).toEqual(two);
  });

  test('holds nothing that Rutter has not made', async () => {
    const places = scratch();
    await build(places, one);
    mkdirSync(join(places.outDir, '.git/objects'), { recursive: true });
    for (const path of ['.git/objects/x', 'a/mine.txt', 'CNAME']) {
      writeFileSync(join(places.outDir, path), 'mine');
    }
    const mine = { '.git/objects/x': 'mine', 'a/mine.txt': 'mine', CNAME: 'mine' };
    await build(places, two, one);
    expect(treeOf(places.outDir)).toEqual({ ...two, ...mine });
    expect(treeOf(spareOf(places.stateDir))).toEqual(one);
    rmSync(join(places.outDir, 'a/mine.txt'));
    await build(places, three, two);
    expect(treeOf(places.outDir)).toEqual({ ...three, '.git/objects/x': 'mine', CNAME: 'mine' });
    writeFileSync(join(places.outDir, 'b/c/later'), 'mine');
    await build(places, one, three);
    expect(treeOf(places.outDir)).toEqual({
      ...one,
      '.git/objects/x': 'mine',
      CNAME: 'mine',
      'b/c/later': 'mine',
    });
  });

  test.each([0, 100])(
    'what comes in the last moment, after %s ms, is carried over',
    async (rest) => {
      const places = scratch();
      await buildAll(places, [one, two]);
      await sleep(rest);
      const swap = async (staging: string, outDir: string) => {
        writeFileSync(join(outDir, 'a/late.txt'), 'late');
        mkdirSync(join(outDir, 'later'));
        writeFileSync(join(outDir, 'later/still.txt'), 'later');
        renameSync(outDir, join(places.root, 'between'));
        renameSync(staging, outDir);
        renameSync(join(places.root, 'between'), staging);
      };
      const late = { 'a/late.txt': 'late', 'later/still.txt': 'later' };
      await build({ ...places, swap }, three, two);
      expect(treeOf(places.outDir)).toEqual({ ...three, ...late });
      expect(treeOf(spareOf(places.stateDir))).toEqual(two);
      await build(places, two, three);
      expect(treeOf(places.outDir)).toEqual({ ...two, ...late });
    },
  );

  test('goes with the site when it is cleaned, that of a site of other days too', async () => {
    const places = scratch();
    const other = { ...places, outDir: join(places.root, 'former') };
    await buildAll(other, [one, two]);
    await buildAll(places, [one, two]);
    expect(readdirSync(places.stateDir)).toHaveLength(6);
    expect((await clean(places)).ok).toBe(true);
    expect(readdirSync(places.root)).toEqual(['former']);
    await buildAll(other, [three, two]);
    expect(treeOf(other.outDir)).toEqual(two);
  });

  test('is not kept where the state folder is on another file system', async (context) => {
    const places = scratch();
    if (!mountAt(places.stateDir)) return context.skip('mounting is not allowed here');
    await buildAll(places, [one, two, three]);
    expect(treeOf(places.outDir)).toEqual(three);
    expect(existsSync(spareOf(places.stateDir))).toBe(false);
    expect(readdirSync(places.root).sort()).toEqual(['.rutter', 'dist']);
    expect(await stillStands(places)).toBe(true);
  });
});

describe('a site that was meddled with', () => {
  test('a file that was only touched is compared and kept, and remembered', async () => {
    const places = scratch();
    await build(places, one);
    expect(await stillStands(places)).toBe(true);
    utimesSync(join(places.outDir, 'style.css'), longAgo, longAgo);
    expect(await stillStands(places)).toBe(false);
    const before = identities(places.outDir);
    expect((await build(places, one, one)).written).toEqual([]);
    expect(identities(places.outDir)).toEqual(before);
    expect(await stillStands(places)).toBe(true);
  });

  const meddling: Readonly<Record<string, (outDir: string) => void>> = {
    deleted: (outDir) => rmSync(join(outDir, 'style.css')),
    'edited, as long as it was': (outDir) => writeFileSync(join(outDir, 'style.css'), 'CSS'),
    'edited and dated back': (outDir) => {
      writeFileSync(join(outDir, 'style.css'), 'CSS');
      utimesSync(join(outDir, 'style.css'), longAgo, longAgo);
    },
    'made private': (outDir) => chmodSync(join(outDir, 'style.css'), 0o600),
    'replaced by a link': (outDir) => {
      renameSync(join(outDir, 'style.css'), join(outDir, '../style.css'));
      symlinkSync('../style.css', join(outDir, 'style.css'));
    },
  };
  test.each(Object.entries(meddling))('a file that was %s is written again', async (_, meddle) => {
    const places = scratch();
    await buildAll(places, [one, two]);
    meddle(places.outDir);
    expect(await stillStands(places)).toBe(false);
    expect((await build(places, two, two)).written).toEqual(['style.css']);
    expect(treeOf(places.outDir)).toEqual(two);
    expect(await stillStands(places)).toBe(true);
  });

  test('a copy in the place of a file is as good, and does not confuse the spare', async () => {
    const places = scratch();
    await buildAll(places, [one, two]);
    rmSync(join(places.outDir, 'a/index.html'));
    writeFileSync(join(places.outDir, 'a/index.html'), 'a');
    expect((await build(places, two, two)).written).toEqual([]);
    await buildAll(places, [three, one, two]);
    expect(treeOf(places.outDir)).toEqual(two);
    expect(await stillStands(places)).toBe(true);
  });

  test('gone altogether, it is written again', async () => {
    const places = scratch();
    await buildAll(places, [one, two]);
    rmSync(places.outDir, { recursive: true });
    expect(await stillStands(places)).toBe(false);
    expect((await build(places, two, two)).written).toEqual(Object.keys(two));
    expect(treeOf(places.outDir)).toEqual(two);
  });

  test('another site in its place is replaced by this one', async () => {
    const places = scratch();
    const other = { outDir: join(places.root, 'other'), stateDir: join(places.root, 'state') };
    await build(other, { 'index.html': 'other', 'x/y.html': 'y', 'style.css': 'css' });
    await buildAll(places, [one, two]);
    rmSync(places.outDir, { recursive: true });
    renameSync(other.outDir, places.outDir);
    expect(await stillStands(places)).toBe(false);
    await build(places, two, two);
    expect(treeOf(places.outDir)).toEqual(two);
  });

  test('a file system that is read-only is told where it matters', async (context) => {
    const places = scratch();
    if (!mountAt(places.outDir)) return context.skip('mounting is not allowed here');
    await build(places, one);
    const remount = (how: string) => execFileSync('mount', ['-o', `remount,${how}`, places.outDir]);
    remount('ro');
    expect((await build(places, one, one)).ok).toBe(true);
    await expect(build(places, two, one)).rejects.toThrow('output-write');
    expect(treeOf(places.outDir)).toEqual(one);
    remount('rw');
    await build(places, two, one);
    expect(treeOf(places.outDir)).toEqual(two);
  });

  test('a mount point that was full is published into when there is room', async (context) => {
    const places = scratch();
    if (!mountAt(places.outDir)) return context.skip('mounting is not allowed here');
    const remount = (how: string) => execFileSync('mount', ['-o', `remount,${how}`, places.outDir]);
    remount('size=64k');
    const large = { ...two, 'large.txt': 'x'.repeat(100_000) };
    const publication = await openPublication(places);
    fill(publication, large, {});
    const { diagnostics } = await publication.publish();
    await publication[Symbol.asyncDispose]();
    expect(diagnostics.map(({ message }) => message)).toEqual([
      expect.stringContaining(`\`${places.outDir}/`),
    ]);
    remount('size=1m');
    await build(places, two, large);
    expect(treeOf(places.outDir)).toEqual(two);
  });
});

test.each(['files', 'folders'] as const)(
  'no bit of the record of %s is believed when one is wrong',
  async (kind) => {
    const places = scratch();
    await buildAll(places, [one, two]);
    const file = recordOf(places.stateDir, kind);
    const whole = readFileSync(file);
    for (let round = 0; round < 40; round += 1) {
      const broken = Buffer.from(whole);
      const at = Math.floor((broken.length * round) / 40);
      broken.writeUInt8(broken.readUInt8(at) ^ (1 << (round % 8)), at);
      writeFileSync(file, broken);
      if (kind === 'files') expect(await stillStands(places)).toBe(false);
    }
    truncateSync(file, 100);
    await build(places, three, two);
    expect(treeOf(places.outDir)).toEqual(three);
    expect(await stillStands(places)).toBe(true);
  },
);

test('after another start of the system every file is read once', async () => {
  const places = scratch();
  await buildAll(places, [one, two]);
  const css = join(places.outDir, 'style.css');
  utimesSync(css, longAgo, longAgo);
  await build(places, two, two);
  const record = readSiteRecord(recordOf(places.stateDir, 'files'));
  if (record === undefined) throw new Error('no record');
  writeSiteRecord(recordOf(places.stateDir, 'files'), { ...record, boot: 'another' });
  // As a power cut leaves it: of its size and time, and not of its bytes.
  writeFileSync(css, '\0\0\0');
  utimesSync(css, longAgo, longAgo);
  expect(record.files.get('style.css')?.stamp).toBe(stampOf(statSync(css, { bigint: true })));
  expect(await stillStands(places)).toBe(false);
  expect((await build(places, two, two)).written).toEqual(['style.css']);
  expect(await stillStands(places)).toBe(true);
});

test('nothing stands for certain where nothing was built, or a build was cut short', async () => {
  const places = scratch();
  expect(await stillStands(places)).toBe(false);
  await build(places, one);
  const journal = recordOf(places.stateDir, 'files').replace(/files$/, 'journal');
  writeFileSync(journal, '{}');
  expect(await stillStands(places)).toBe(false);
});

test('writers in several threads fill one folder', async () => {
  const places = scratch();
  const publication = await openPublication(places);
  const pathsOf = (thread: number) =>
    Array.from({ length: 50 }, (_, index) => `posts/${index % 7}/${thread}-${index}/index.html`);
  const done = [0, 1, 2].map((thread) => {
    const worker = new Worker(new URL('./writer-thread.ts', import.meta.url), {
      execArgv: ['--import', 'jiti/register'],
      workerData: { target: publication.target, paths: pathsOf(thread) },
    });
    return new Promise<[string, Written][]>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
    });
  });
  for (const entries of await Promise.all(done)) {
    for (const [path, written] of entries) publication.add(path, written);
  }
  const { ok, written } = await publication.publish();
  await publication[Symbol.asyncDispose]();
  expect([ok, written.length]).toEqual([true, 150]);
  expect(Object.entries(treeOf(places.outDir)).every(([path, text]) => path === text)).toBe(true);
});

test('whatever happens between builds, the next one gives its site', async () => {
  const path = fc.constantFrom('a', 'b', 'a/b', 'a/c', 'b/a/c', 'd/e', 'd/f', 'index.html');
  const site = fc.dictionary(path, fc.constantFrom('', 'x', 'yy', 'xx')).filter((one) => {
    const names = Object.keys(one);
    return !names.some((name) => names.some((other) => other.startsWith(`${name}/`)));
  });
  const where = fc.constantFrom('site', 'spare');
  const what = fc.constantFrom('none', 'edit', 'touch', 'remove', 'fresh', 'flip', 'kill');
  const step = fc.record({ site, where, what, path, at: fc.nat(), swap: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 7 }), async (steps) => {
      const places = scratch();
      let before: Site = {};
      for (const { site, where, what, path, at, swap } of steps) {
        const publication = await openPublication({ ...places, swap: swap ? undefined : 'none' });
        fill(publication, site, before);
        if (what !== 'kill') {
          const { ok, diagnostics } = await publication.publish();
          expect([ok, diagnostics]).toEqual([true, []]);
          expect(treeOf(places.outDir)).toEqual(site);
          expect(await stillStands(places)).toBe(true);
          before = site;
        }
        await publication[Symbol.asyncDispose]();
        const root = where === 'site' ? places.outDir : spareOf(places.stateDir);
        const file = join(root, path);
        const isFile = existsSync(file) && statSync(file).isFile();
        if (what === 'edit' && isFile) writeFileSync(file, 'zz');
        if (what === 'touch' && isFile) utimesSync(file, at % 1e9, at % 1e9);
        if (what === 'remove' && isFile) rmSync(file);
        if (what === 'fresh') rmSync(root, { recursive: true, force: true });
        const record = recordOf(places.stateDir, where === 'site' ? 'files' : 'folders');
        if (what === 'flip' && existsSync(record)) {
          const bytes = readFileSync(record);
          const byte = at % bytes.length;
          bytes.writeUInt8(bytes.readUInt8(byte) ^ 4, byte);
          writeFileSync(record, bytes);
        }
      }
    }),
    { numRuns: 150 },
  );
});
