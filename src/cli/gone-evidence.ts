import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { idOf } from '../content/in-collection.ts';
import { scan } from '../content/scan.ts';
import type { Config } from '../model/config.ts';
import { UserError } from '../model/diagnostic.ts';
import { loadEvidence } from '../report/evidence.ts';
import { evidenceFileName } from '../report/evidence-file.ts';

/**
 * Removes the evidence of pages whose file is gone, which no build will ever look up, and gives their
 * ids. Where the content cannot be read in full, no page is taken for gone.
 */
export async function removeGoneEvidence(config: Config): Promise<readonly string[]> {
  const { evidence } = await loadEvidence(config.stateDir);
  if (evidence.length === 0) return [];
  const present = await pagesOf(config);
  if (present === undefined) return [];
  const gone = evidence.filter(({ runbook }) => !present.has(runbook));
  for (const { runbook, image } of gone) {
    await rm(join(config.stateDir, 'evidence', evidenceFileName(runbook, image)), { force: true });
  }
  return [...new Set(gone.map(({ runbook }) => runbook))];
}

async function pagesOf(config: Config): Promise<ReadonlySet<string> | undefined> {
  try {
    const { sources, diagnostics } = scan(config);
    if (diagnostics.length > 0) return undefined;
    return new Set(sources.map((source) => idOf(source, config)));
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
