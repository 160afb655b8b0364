import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { isYoung, timeOf } from './age.ts';
import { bootOfSystem } from './boot.ts';
import { readStanding } from './contents.ts';
import { manifestName } from './manifest.ts';
import { stampOfPublished } from './mark.ts';
import { realPathOf } from './out-dir.ts';
import { readSiteRecord } from './site-record.ts';
import { siteNames } from './site-state.ts';

/**
 * Whether every file of the last publication stands as it was written, the manifest too. Looks at
 * each and reads the youngest; takes no lock, and touches nothing.
 * @param options.site Digest of the manifest that this publication must have.
 */
export async function stillStands(options: {
  readonly outDir: string;
  readonly stateDir: string;
  readonly site?: string | undefined;
}): Promise<boolean> {
  const outDir = await realPathOf(resolve(options.outDir));
  const names = siteNames(outDir, options.stateDir);
  if (existsSync(names.journal)) return false;
  const record = readSiteRecord(names.record);
  if (record === undefined || record.boot !== bootOfSystem()) return false;
  if (options.site !== undefined && record.manifest.digest !== options.site) return false;
  const clock = timeOf(record.manifest.stamp);
  const stands = (path: string, { digest, stamp }: { digest: string; stamp: string }) => {
    const file = `${outDir}/${path}`;
    if (stampOfPublished(file) !== stamp) return false;
    return !isYoung(timeOf(stamp), clock) || readStanding(file)?.digest === digest;
  };
  if (!stands(manifestName, record.manifest)) return false;
  for (const [path, file] of record.files) if (!stands(path, file)) return false;
  return true;
}
