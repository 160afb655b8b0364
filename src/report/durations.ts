import { mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { canonicalJson } from '../model/canonical.ts';
import type { Report } from '../model/report.ts';
import { runKey } from '../model/run-key.ts';
import { writeAtomically } from './write-atomically.ts';

/** How long runs took the last time, in milliseconds, by their keys (see `runKey`). */
export type Durations = ReadonlyMap<string, number>;

const largestBytes = 16 * 2 ** 20;
const schema = z.object({
  schema: z.literal(1),
  durations: z.record(z.string(), z.int().nonnegative()),
});

function fileIn(stateDir: string): string {
  return join(stateDir, 'durations.json');
}

/** Nothing where there is no file, or one that cannot be read: then all runs count the same. */
export async function loadDurations(stateDir: string): Promise<Durations> {
  try {
    const file = fileIn(stateDir);
    if ((await stat(file)).size > largestBytes) return new Map();
    const read = schema.safeParse(JSON.parse(await readFile(file, 'utf8')));
    return new Map(read.success ? Object.entries(read.data.durations) : []);
  } catch {
    return new Map();
  }
}

/**
 * Keeps how long whole runs took, beside what is known of others. Only a run that is no shard may do
 * so, and who joins the shards: the shards of a run have to know the same, also where one begins when
 * another has ended.
 */
export async function saveDurations(stateDir: string, reports: readonly Report[]): Promise<void> {
  const seen = reports.filter(
    ({ status, partial, cached }) =>
      (status === 'passed' || status === 'failed') && !partial && !cached,
  );
  if (seen.length === 0) return;
  const durations = new Map(await loadDurations(stateDir));
  for (const { runbook, image, durationMs } of seen) {
    durations.set(runKey(runbook, image), durationMs);
  }
  await mkdir(stateDir, { recursive: true });
  const text = canonicalJson({ schema: 1, durations: Object.fromEntries(durations) }, 2);
  await writeAtomically(fileIn(stateDir), `${text}\n`);
}
