import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStore, type Ref } from '../../src/store/store.ts';

let top: string;
let folder: string;
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'rutter-store-'));
  folder = join(top, 'build', 'store');
});
afterEach(() => rmSync(top, { recursive: true, force: true }));

const bytesOf = (text: string) => Buffer.from(text);
const textOf = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString();
const fileOf = (ref: Ref) => join(folder, `${ref.pack}.pack`);

function stored(...texts: readonly string[]): Ref[] {
  const store = openStore(folder);
  const refs = texts.map((text) => store.put(bytesOf(text)));
  store.close();
  return refs;
}
function read(ref: unknown): string | undefined {
  const store = openStore(folder);
  const found = textOf(store.get(ref as Ref));
  store.close();
  return found;
}

describe('a store', () => {
  test('gives back what was put: at once, after a flush, and to others', () => {
    const one = openStore(folder);
    const other = openStore(folder);
    const ref = one.put(bytesOf('a body'));
    expect(textOf(one.get(ref))).toBe('a body');
    expect(other.get(ref)).toBeUndefined();
    one.flush();
    expect(textOf(one.get(ref))).toBe('a body');
    expect(textOf(other.get(ref))).toBe('a body');
    one.close();
    other.close();
    expect(read(JSON.parse(JSON.stringify(ref)))).toBe('a body');
  });
  test('makes nothing before something is put', () => {
    const store = openStore(folder);
    store.flush();
    store.close();
    expect(() => statSync(folder)).toThrow();
    expect(() => store.put(bytesOf('late'))).toThrow('the store is closed');
  });
  test('keeps equal bytes once, and tells nothing from nothing', () => {
    const store = openStore(folder);
    const [empty, a, b] = [
      store.put(bytesOf('')),
      store.put(bytesOf('x')),
      store.put(bytesOf('x')),
    ];
    expect(b).toBe(a);
    expect(a.offset).not.toBe(empty.offset);
    store.close();
    expect(read(empty)).toBe('');
    expect(statSync(fileOf(a)).size).toBe(2);
  });
  test('holds what is longer than its buffer, between what is short', () => {
    const texts = ['a', 'b'.repeat(2_500_000), 'c', 'd'.repeat(700_000), 'e'.repeat(700_000)];
    const refs = stored(...texts);
    expect(refs.map(read).every((text, index) => text === texts[index])).toBe(true);
  });
  test('is for its owner alone, but for the folders above', () => {
    const [ref] = stored('secret');
    if (ref === undefined) throw new Error('nothing stored');
    expect(statSync(fileOf(ref)).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(join(top, 'build')).mode & 0o777).toBe(0o777 & ~process.umask());
  });
  test('can be carried elsewhere', () => {
    const refs = stored('one', 'two');
    const elsewhere = join(top, 'restored');
    renameSync(folder, elsewhere);
    folder = elsewhere;
    expect(refs.map(read)).toEqual(['one', 'two']);
  });
  test('does not write through a link in its place', () => {
    const victim = join(top, 'victim');
    mkdirSync(victim);
    mkdirSync(join(top, 'build'));
    symlinkSync(victim, folder);
    const refs = stored('mine');
    expect(refs.map(read)).toEqual(['mine']);
    expect(readdirSync(victim)).toEqual([]);
    expect(lstatSync(folder).isSymbolicLink()).toBe(false);
  });
  test('begins another pack where its own was taken away', () => {
    const store = openStore(folder);
    const gone = store.put(bytesOf('one'));
    store.flush();
    rmSync(folder, { recursive: true });
    const again = store.put(bytesOf('one'));
    store.close();
    expect(again.pack).not.toBe(gone.pack);
    expect([gone, again].map(read)).toEqual([undefined, 'one']);
  });
});

describe('what is damaged', () => {
  const replacements: Readonly<Record<string, (file: string) => unknown>> = {
    nothing: () => undefined,
    'an empty file': (file) => writeFileSync(file, ''),
    garbage: (file) => writeFileSync(file, 'garbage garbage garbage'),
    'a folder': (file) => mkdirSync(file),
    'a link to the very bytes': (file) => symlinkSync(`${file}.before`, file),
    'a link that leads nowhere': (file) => symlinkSync('nowhere', file),
    'a link to itself': (file) => symlinkSync(file, file),
    'a pipe': (file) => execFileSync('mkfifo', [file]),
    'a device': (file) => symlinkSync('/dev/zero', file),
  };
  test.each(Object.entries(replacements))('is not believed: %s', (_, put) => {
    const [ref] = stored('precious bytes');
    if (ref === undefined) throw new Error('nothing stored');
    renameSync(fileOf(ref), `${fileOf(ref)}.before`);
    put(fileOf(ref));
    expect(read(ref)).toBeUndefined();
  });
  test('is not believed at whatever length it was cut, and whichever bit is another', () => {
    const [first, second] = stored('first', 'second');
    if (first === undefined || second === undefined) throw new Error('nothing stored');
    const whole = readFileSync(fileOf(first));
    for (let length = 0; length < whole.length; length += 1) {
      writeFileSync(fileOf(first), whole.subarray(0, length));
      expect(read(first)).toBe(length >= 5 ? 'first' : undefined);
      expect(read(second)).toBeUndefined();
    }
    for (let bit = 0; bit < whole.length * 8; bit += 1) {
      const flipped = Buffer.from(whole);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      writeFileSync(fileOf(first), flipped);
      expect(read(first)).toBe(bit < 40 ? undefined : 'first');
      expect(read(second)).toBe(bit < 40 ? 'second' : undefined);
    }
  });
  test('does no harm at the end of a pack', () => {
    const [ref] = stored('whole');
    if (ref === undefined) throw new Error('nothing stored');
    appendFileSync(fileOf(ref), 'half of someth');
    expect(read(ref)).toBe('whole');
  });
  test.each<[string, (ref: Ref) => unknown]>([
    ['another offset', (ref) => ({ ...ref, offset: ref.offset + 1 })],
    ['a shorter length', (ref) => ({ ...ref, length: ref.length - 1 })],
    ['a longer length', (ref) => ({ ...ref, length: ref.length + 1 })],
    ['a length beyond all memory', (ref) => ({ ...ref, length: 2 ** 52 })],
    ['an offset beyond all files', (ref) => ({ ...ref, offset: 2 ** 53 - 1 })],
    ['a negative offset', (ref) => ({ ...ref, offset: -1 })],
    ['a length that is no number', (ref) => ({ ...ref, length: '5' })],
    ['a half offset', (ref) => ({ ...ref, offset: 0.5 })],
    ['another check', (ref) => ({ ...ref, check: ref.check.toUpperCase() })],
    ['no check', ({ check: _, ...rest }) => rest],
    ['a pack outside', (ref) => ({ ...ref, pack: `../store/${ref.pack}` })],
    ['a pack by a key of objects', (ref) => ({ ...ref, pack: '__proto__' })],
    ['nothing', () => undefined],
    ['null', () => null],
    ['text', () => 'ref'],
  ])('a Ref with %s leads to nothing, flushed or not', (_, change) => {
    const store = openStore(folder);
    const ref = store.put(bytesOf('bytes'));
    expect(store.get(change(ref) as Ref)).toBeUndefined();
    store.flush();
    expect(store.get(change(ref) as Ref)).toBeUndefined();
    store.close();
  });
});
