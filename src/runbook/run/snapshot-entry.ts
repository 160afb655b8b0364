import type { Content } from './snapshot-content.ts';

export type EntryKind = 'file' | 'folder' | 'symlink' | 'pipe' | 'socket' | 'device';

/** What is known of one name in a file system. Times are left out: every run changes them. */
export interface SnapshotEntry {
  readonly kind: EntryKind;
  /** Permission bits with set-uid, set-gid and sticky; of a symlink they mean nothing. */
  readonly mode: number;
  /** `uid:gid`. */
  readonly owner: string;
  /** Of a file that can be read. */
  readonly content?: Content | undefined;
  /** Of a file that its own user cannot read: its size and when it was written. */
  readonly written?: string | undefined;
  /** Where a symlink leads, or `major:minor` of a device. */
  readonly target?: string | undefined;
  /** Of a file with several names: the first of them by their bytes. */
  readonly sameAs?: string | undefined;
}

/** A file system at one moment. Paths are absolute, their bytes as `latin1` text. */
export interface Snapshot {
  readonly entries: ReadonlyMap<string, SnapshotEntry>;
  /** Paths of the image that are gone. */
  readonly removed: ReadonlySet<string>;
  /** The folders that are known whole; elsewhere a path that is not known is as in the image. */
  readonly places: readonly string[];
}

/** Whether a path is one of the places or below it. */
export function isWithin(places: readonly string[], path: string): boolean {
  return places.some((place) => path === place || path.startsWith(`${place}/`));
}
