import { lstatSync, readdirSync, rmSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { packFiles } from './pack-files.ts';
import { packFile, packNameOf } from './pack-name.ts';
import { isRef, type Ref } from './ref.ts';
import { openStore, type Store } from './store.ts';

export interface SweepLimits {
  /** What all packs may take together. Beyond it even what lives is dropped, the oldest packs first. */
  readonly maxBytes: number;
}

/** As much as a site of half a million pages takes. */
const defaultLimits: SweepLimits = { maxBytes: 4 * 2 ** 30 };
/** A pack that was written to so lately may be another build's, whose record is not written yet. */
const youngMs = 10 * 60_000;
/** Where there is too much, a pack is spared no longer than this. */
const hotMs = 60_000;
/** Packs below this size are put together where there are more than so many. */
const smallBytes = 2 ** 20;
const mostSmall = 16;

interface PackState {
  readonly name: string;
  readonly bytes: number;
  readonly ageMs: number;
  /** By offset. */
  readonly live: ReadonlyMap<number, Ref>;
  /** The share of its bytes that somebody refers to, 0 to 1. */
  readonly share: number;
}

/**
 * Drops packs that nobody refers to, and moves what lives out of packs that are mostly dead and out of
 * small ones where they are many. What has moved can be read in its old place as well until a later
 * sweep, unless the store is over its limit. Young packs stay as they are, so that a build may go on
 * beside a sweep. A cache that cannot be tidied is no failure: it never throws.
 * @returns `pack:offset` of an old place → the new place.
 */
export function sweep(
  folder: string,
  live: Iterable<Ref>,
  { maxBytes }: SweepLimits = defaultLimits,
): Map<string, Ref> {
  const packs = packsOf(folder, byPack(live)).filter((pack) => {
    const isDead = pack.live.size === 0 && pack.ageMs > youngMs;
    return !(isDead && drop(folder, pack));
  });
  const { moved, emptied } = move(folder, packsToEmpty(packs, maxBytes));
  const expendable = (pack: PackState) => pack.live.size === 0 || emptied.includes(pack);
  const rest = packs.filter((pack) => !expendable(pack));
  let excess = bytesOf(packs) + lengthOf(moved.values()) - maxBytes;
  for (const pack of [...oldestFirst(packs.filter(expendable)), ...oldestFirst(rest)]) {
    if (excess > 0 && pack.ageMs > hotMs && drop(folder, pack)) excess -= pack.bytes;
  }
  return moved;
}

function byPack(live: Iterable<Ref>): ReadonlyMap<string, ReadonlyMap<number, Ref>> {
  const found = new Map<string, Map<number, Ref>>();
  for (const ref of live) {
    if (!isRef(ref)) continue;
    const there = found.get(ref.pack) ?? new Map<number, Ref>();
    found.set(ref.pack, there.set(ref.offset, ref));
  }
  return found;
}

/** The packs of a folder. What has the name of one and is no file is removed. */
function packsOf(folder: string, live: ReturnType<typeof byPack>): readonly PackState[] {
  const now = Date.now();
  return namesIn(folder).flatMap((file): readonly PackState[] => {
    const name = packNameOf(file);
    const stats = name === undefined ? undefined : statsOf(join(folder, file));
    if (name === undefined || stats === undefined) return [];
    if (!stats.isFile()) {
      remove(join(folder, file));
      return [];
    }
    const refs = live.get(name) ?? new Map<number, Ref>();
    const share = lengthOf(refs.values()) / Math.max(1, stats.size);
    // Ahead of our clock is as far away as behind it.
    const ageMs = Math.abs(now - stats.mtimeMs);
    return [{ name, bytes: stats.size, ageMs, live: refs, share }];
  });
}

function packsToEmpty(packs: readonly PackState[], maxBytes: number): readonly PackState[] {
  const settled = packs.filter(({ live, ageMs }) => live.size > 0 && ageMs > youngMs);
  const enough = bytesOf(packs) > maxBytes ? 0.9 : 0.5;
  const sparse = settled.filter(({ share }) => share < enough);
  const small = settled.filter(({ bytes }) => bytes < smallBytes);
  return [...new Set([...sparse, ...(small.length > mostSmall ? small : [])])];
}

/** `emptied`: those of the packs that nothing is lost with. */
interface Moved {
  readonly moved: Map<string, Ref>;
  readonly emptied: readonly PackState[];
}

function move(folder: string, packs: readonly PackState[]): Moved {
  const nothing = { moved: new Map<string, Ref>(), emptied: [] };
  if (packs.length === 0) return nothing;
  const files = packFiles(folder);
  const store = openStore(folder);
  try {
    const moved = new Map<string, Ref>();
    for (const { live } of packs) {
      for (const ref of [...live.values()].sort((a, b) => a.offset - b.offset)) {
        const bytes = files.read(ref);
        if (bytes !== undefined) moved.set(`${ref.pack}:${ref.offset}`, store.put(bytes));
      }
    }
    store.close();
    return { moved, emptied: packs };
  } catch {
    // As on a full disk: what was there still is.
    return nothing;
  } finally {
    files.close();
    close(store);
  }
}

function close(store: Store): void {
  try {
    store.close();
  } catch {
    // Told before.
  }
}

function drop(folder: string, { name }: PackState): boolean {
  return remove(packFile(folder, name));
}

/** Links are removed, not followed. */
function remove(path: string): boolean {
  try {
    rmSync(path, { recursive: true, force: true });
    return true;
  } catch {
    return false;
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function statsOf(path: string): Stats | undefined {
  try {
    return lstatSync(path);
  } catch {
    return undefined;
  }
}

function oldestFirst(packs: readonly PackState[]): readonly PackState[] {
  return [...packs].sort((a, b) => b.ageMs - a.ageMs || (a.name < b.name ? -1 : 1));
}

function bytesOf(packs: readonly PackState[]): number {
  return packs.reduce((sum, { bytes }) => sum + bytes, 0);
}

function lengthOf(refs: Iterable<Ref>): number {
  let sum = 0;
  for (const { length } of refs) sum += length;
  return sum;
}
