import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStore, type Ref } from '../../src/store/store.ts';
import { sweep } from '../../src/store/sweep.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rutter-sweep-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const roomy = { maxBytes: 2 ** 30 };
const minute = 60;

/** A pack that was written so many minutes ago. */
function pack(minutes: number, ...texts: readonly string[]): Ref[] {
  const store = openStore(folder);
  const refs = texts.map((text) => store.put(Buffer.from(text)));
  store.close();
  age(refs[0], minutes);
  return refs;
}
function age(ref: Ref | undefined, minutes: number): void {
  const at = Date.now() / 1000 - minutes * minute;
  utimesSync(join(folder, `${ref?.pack}.pack`), at, at);
}
function ageAll(minutes: number): void {
  const at = Date.now() / 1000 - minutes * minute;
  for (const name of readdirSync(folder)) utimesSync(join(folder, name), at, at);
}
function read(refs: readonly Ref[]): (string | undefined)[] {
  const store = openStore(folder);
  const found = refs.map((ref) => store.get(ref));
  store.close();
  return found.map((bytes) => bytes && Buffer.from(bytes).toString());
}
const follow = (refs: readonly Ref[], moved: ReadonlyMap<string, Ref>) =>
  refs.map((ref) => moved.get(`${ref.pack}:${ref.offset}`) ?? ref);
const size = () =>
  readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);

describe('a sweep', () => {
  test('drops what nobody refers to, but nothing that is young', () => {
    const [old, young, live] = [pack(30, 'old'), pack(5, 'young'), pack(30, 'live')];
    expect(sweep(folder, live, roomy).size).toBe(0);
    expect(read([...old, ...young, ...live])).toEqual([undefined, 'young', 'live']);
  });
  test('takes a clock far ahead for as wrong as one far behind', () => {
    const [ahead, almost] = [pack(-600, 'ahead'), pack(-1, 'almost')];
    sweep(folder, [], roomy);
    expect(read([...ahead, ...almost])).toEqual([undefined, 'almost']);
  });
  test('moves what lives out of what is mostly dead; the next one drops the rest', () => {
    const [first, , third = first] = pack(30, 'alive', 'dead'.repeat(100), 'too');
    const refs = [first, third].filter((ref) => ref !== undefined);
    const moved = sweep(folder, refs, roomy);
    const now = follow(refs, moved);
    expect(moved.size).toBe(2);
    expect(read([...refs, ...now])).toEqual(['alive', 'too', 'alive', 'too']);
    const before = size();
    expect(sweep(folder, now, roomy).size).toBe(0);
    expect(read([...refs, ...now])).toEqual([undefined, undefined, 'alive', 'too']);
    expect(size()).toBeLessThan(before / 10);
  });
  test('puts many small packs into one', () => {
    let refs = Array.from({ length: 40 }, (_, index) => pack(30, `page ${index}`)).flat();
    refs = follow(refs, sweep(folder, refs, roomy));
    sweep(folder, refs, roomy);
    expect(readdirSync(folder)).toHaveLength(1);
    expect(read(refs)).toEqual(refs.map((_, index) => `page ${index}`));
  });
  test('of one-page builds for a year leaves a few packs with what lives', () => {
    const live = new Map<number, Ref>();
    for (let day = 0; day < 365; day += 1) {
      const [ref] = pack(30, `page ${day % 50} of day ${day} ${'x'.repeat(500)}`);
      if (ref !== undefined) live.set(day % 50, ref);
      const moved = sweep(folder, live.values(), roomy);
      for (const [page, one] of live) live.set(page, follow([one], moved)[0] ?? one);
      ageAll(30);
    }
    expect(readdirSync(folder).length).toBeLessThan(40);
    expect(size()).toBeLessThan(3 * 50 * 520);
    expect(read([...live.values()]).every((text) => text?.startsWith('page '))).toBe(true);
  });
  test('keeps to its limit, with the oldest to go first', () => {
    const refs = [40, 30, 20].flatMap((minutes) => pack(minutes, `${minutes}${'x'.repeat(998)}`));
    sweep(folder, refs, { maxBytes: 2_000 });
    expect(read(refs).map((text) => text?.slice(0, 2))).toEqual([undefined, '30', '20']);
    sweep(folder, refs, { maxBytes: 0 });
    expect(readdirSync(folder)).toEqual([]);
  });
  test('over its limit first drops what is dead and young, and never what is being written', () => {
    const [dead, live, hot] = [pack(2, 'd'.repeat(500)), pack(30, 'live'), pack(0, 'hot')];
    sweep(folder, live, { maxBytes: 100 });
    expect(read([...dead, ...live, ...hot])).toEqual([undefined, 'live', 'hot']);
    sweep(folder, live, { maxBytes: 0 });
    expect(read([...live, ...hot])).toEqual([undefined, 'hot']);
  });
  test('over its limit closes smaller gaps as well', () => {
    const [first, ...others] = pack(30, 'dead'.repeat(30), 'a'.repeat(200), 'b'.repeat(300));
    expect(sweep(folder, others, roomy).size).toBe(0);
    const moved = sweep(folder, others, { maxBytes: 600 });
    expect(moved.size).toBe(2);
    expect(size()).toBe(500);
    expect(read([...(first ? [first] : []), ...follow(others, moved)])).toEqual([
      undefined,
      'a'.repeat(200),
      'b'.repeat(300),
    ]);
  });
  test('leaves alone what is no pack, and clears away what has the name of one and is none', () => {
    writeFileSync(join(folder, 'record'), '');
    mkdirSync(join(folder, `${'a'.repeat(24)}.pack`, 'below'), { recursive: true });
    writeFileSync(join(folder, `${'b'.repeat(23)}.pack`), '');
    ageAll(30);
    sweep(folder, [], { maxBytes: 0 });
    expect(readdirSync(folder).sort()).toEqual([`${'b'.repeat(23)}.pack`, 'record']);
  });
  test('of nothing, or of anything in the place of a Ref, is no failure', () => {
    expect(sweep(join(folder, 'missing'), [], roomy).size).toBe(0);
    const [ref] = pack(30, 'x');
    const odd = [null, 'text', { ...ref, pack: '../x' }, { ...ref, offset: -1 }];
    expect(sweep(folder, odd as Ref[], roomy).size).toBe(0);
  });
  test('does not move what is damaged', () => {
    const [, ref] = pack(30, 'x'.repeat(100), 'live');
    writeFileSync(join(folder, `${ref?.pack}.pack`), 'y'.repeat(104));
    ageAll(30);
    expect(sweep(folder, ref ? [ref] : [], roomy).size).toBe(0);
  });
});
