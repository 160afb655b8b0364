import type { Stamp } from '../model/stamp.ts';
import { readChecked, writeChecked } from './checked-text.ts';
import type { StandingFile } from './contents.ts';

/**
 * What a publication knows about its files beside their digests. It is no part of the site: inodes
 * and times differ from machine to machine, and the site must not.
 */
export interface SiteRecord {
  /** Another one for each publication. */
  readonly id: string;
  /** The start of the system during which it was made. */
  readonly boot: string;
  /** Digest and stamp of the manifest, which was written last: its time is the record's clock. */
  readonly manifest: { readonly digest: string; readonly stamp: Stamp };
  /** By path; the manifest is not among them. */
  readonly files: ReadonlyMap<string, StandingFile>;
}

const format = 'rutter-published-1';

export function writeSiteRecord(file: string, record: SiteRecord): void {
  const lines = [
    `${record.id}\t${record.boot}\t${record.manifest.digest}\t${record.manifest.stamp}`,
  ];
  for (const [path, { digest, stamp }] of record.files) lines.push(`${path}\t${digest}\t${stamp}`);
  writeChecked(file, format, lines);
}

export function readSiteRecord(file: string): SiteRecord | undefined {
  const lines = readChecked(file, format);
  const [id, boot, digest, stamp] = lines?.[0]?.split('\t') ?? [];
  if (lines === undefined || id === undefined || boot === undefined) return undefined;
  if (digest === undefined || stamp === undefined) return undefined;
  const files = new Map<string, StandingFile>();
  for (let at = 1; at < lines.length; at += 1) {
    const [path, digest, stamp] = (lines[at] ?? '').split('\t');
    if (path === undefined || digest === undefined || stamp === undefined) return undefined;
    const bytes = Number(stamp.slice(0, stamp.indexOf(':')));
    files.set(path, { digest, bytes, stamp });
  }
  return { id, boot, manifest: { digest, stamp }, files };
}
