import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openStore, type Ref, type Store } from '../../src/store/store.ts';
import { sweep } from '../../src/store/sweep.ts';

/** A number that picks one of what there is at that time. */
const pick = fc.nat({ max: 1_000 });
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('put' as const), who: pick, text: pick }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('flush' as const), who: pick }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reopen' as const), who: pick }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('sweep' as const), keep: pick, maxBytes: pick }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('age' as const), pack: pick, by: pick }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('truncate' as const), pack: pick, at: pick }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('flip' as const), pack: pick, bit: pick }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('remove' as const), pack: pick }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('folder' as const), pack: pick }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('swap' as const), pack: pick, other: pick }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('all gone' as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

/** Some short, some equal, some longer than what a store holds back. */
function textOf(number: number): string {
  return `${number % 40}:`.repeat(number % 97 === 0 ? 500_000 : number % 13);
}

/** Two builds over one folder, and somebody who damages it. */
function play(top: string, steps: readonly Step[]): void {
  const folder = join(top, 'store');
  const stores: Store[] = [openStore(folder), openStore(folder)];
  const at = (who: number) => who % stores.length;
  const known: { ref: Ref; text: string }[] = [];
  /** Names under which something else may lie by now. */
  const damaged = new Set<string>();
  /** The path of a pack, whatever it is by now. */
  const packAt = (pack: number): string | undefined => {
    const names = namesIn(folder);
    return names.length === 0 ? undefined : join(folder, names[pack % names.length] ?? '');
  };
  const isFile = (path: string | undefined): path is string =>
    path !== undefined && statSync(path).isFile();
  const check = () => {
    for (const { ref, text } of known) {
      for (const store of stores) {
        const bytes = store.get(ref);
        if (bytes !== undefined) expect(Buffer.from(bytes).toString()).toBe(text);
      }
    }
  };
  try {
    for (const one of steps) {
      if (one.do === 'put') {
        const text = textOf(one.text);
        const store = stores[at(one.who)];
        const ref = store?.put(Buffer.from(text));
        if (ref === undefined || store === undefined) continue;
        // Nobody has been at what was put but just now.
        const name = `${ref.pack}.pack`;
        if (store.get(ref) === undefined && !damaged.has(name)) {
          expect(namesIn(folder)).not.toContain(name);
        }
        known.push({ ref, text });
      } else if (one.do === 'flush') {
        stores[at(one.who)]?.flush();
      } else if (one.do === 'reopen') {
        stores[at(one.who)]?.close();
        stores[at(one.who)] = openStore(folder);
      } else if (one.do === 'sweep') {
        const live = known.filter((_, index) => index % 3 !== one.keep % 3);
        const limits = { maxBytes: one.maxBytes % 5 === 0 ? one.maxBytes : 2 ** 30 };
        const moved = sweep(
          folder,
          live.map(({ ref }) => ref),
          limits,
        );
        for (const { ref, text } of live) {
          const now = moved.get(`${ref.pack}:${ref.offset}`);
          if (now === undefined) continue;
          // It was read a moment ago, and only a sweep over its limit takes it away again.
          expect(Buffer.from(openAndGet(folder, now) ?? 'gone').toString()).toBe(text);
          known.push({ ref: now, text });
        }
      } else if (one.do === 'all gone') {
        rmSync(folder, { recursive: true, force: true });
      } else {
        const paths = [packAt(one.pack), 'other' in one ? packAt(one.other) : undefined] as const;
        for (const path of paths) if (path !== undefined) damaged.add(basename(path));
        damage(one, ...paths, isFile);
      }
      check();
    }
  } finally {
    for (const store of stores) store.close();
  }
  check();
}

function damage(
  one: Exclude<Step, { do: 'put' | 'flush' | 'reopen' | 'sweep' | 'all gone' }>,
  path: string | undefined,
  other: string | undefined,
  isFile: (path: string | undefined) => path is string,
): void {
  if (!isFile(path)) return;
  if (one.do === 'age') {
    const seconds = Date.now() / 1000 - (one.by % 40) * 60;
    utimesSync(path, seconds, seconds);
  } else if (one.do === 'truncate') {
    truncateSync(path, one.at % (statSync(path).size + 1));
  } else if (one.do === 'flip') {
    const bytes = readFileSync(path);
    const place = (one.bit >> 3) % Math.max(1, bytes.length);
    if (bytes.length > 0) bytes[place] = (bytes[place] ?? 0) ^ (1 << (one.bit & 7));
    writeFileSync(path, bytes);
  } else if (one.do === 'remove') {
    rmSync(path);
  } else if (one.do === 'folder') {
    rmSync(path);
    mkdirSync(path);
  } else if (isFile(other) && path !== other) {
    renameSync(path, other);
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

function openAndGet(folder: string, ref: Ref): Uint8Array | undefined {
  const store = openStore(folder);
  const found = store.get(ref);
  store.close();
  return found;
}

test('whatever happens to a store, it gives the bytes that were put, or nothing', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const top = mkdtempSync(join(tmpdir(), 'rutter-any-'));
      try {
        play(top, steps);
      } finally {
        rmSync(top, { recursive: true, force: true });
      }
    }),
    { numRuns: 250 },
  );
});
