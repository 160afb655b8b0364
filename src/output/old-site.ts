import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { digestOf } from '../model/source.ts';
import type { Stamp } from '../model/stamp.ts';
import { timeOf } from './age.ts';
import { bootOfSystem } from './boot.ts';
import { type ManifestEntry, manifestName, parseManifest } from './manifest.ts';
import { stampOfPublished } from './mark.ts';
import { readSiteRecord } from './site-record.ts';

/** A file of the last publication; the stamp is known where the private record tells of it. */
export interface OldFile extends ManifestEntry {
  readonly stamp?: Stamp | undefined;
}

/** What stands at the place of the site before a publication. */
export interface OldSite {
  readonly files: ReadonlyMap<string, OldFile>;
  /** The record's id; absent when there is no record of this very publication. */
  readonly id?: string | undefined;
  /** The record's clock, milliseconds since 1970: a file written just before it may have been written again. */
  readonly clock?: number | undefined;
  /** Digest and stamp of the manifest's file; absent where it is not as it was published. */
  readonly manifest?: { readonly digest: string; readonly stamp: Stamp } | undefined;
}

export const noSite: OldSite = { files: new Map() };

/**
 * The manifest is part of the site and decides: the record beside it is believed only when it was
 * made together with it, and what it says of times only since the system was started. Undefined where there is no manifest, or it is not one of ours.
 */
export function readOldSite(outDir: string, recordFile: string): OldSite | undefined {
  const file = join(outDir, manifestName);
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch {
    return undefined;
  }
  const digest = digestOf(bytes);
  const stamp = stampOfPublished(file);
  const manifest = stamp === undefined ? undefined : { digest, stamp };
  const record = readSiteRecord(recordFile);
  if (record !== undefined && record.manifest.digest === digest) {
    const { id, files } = record;
    if (record.boot !== bootOfSystem()) return { files, manifest };
    return { files, id, clock: timeOf(record.manifest.stamp), manifest };
  }
  const parsed = parseManifest(bytes.toString('utf8'));
  if (parsed === undefined) return undefined;
  return { files: new Map(Object.entries(parsed.files)), manifest };
}
