import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalJson } from '../model/canonical.ts';
import type { Report } from '../model/report.ts';
import { saveEvidence } from '../report/evidence.ts';
import { evidenceFileName } from '../report/evidence-file.ts';

/**
 * Saves a report as evidence, unless only a part of the page was run. Of what was not run again the
 * evidence is there most of the time, and is then left as it is: a disk is slower than a sandbox.
 */
export async function keepEvidence(stateDir: string, report: Report): Promise<void> {
  if (report.partial) return;
  const { cached, ...found } = report;
  if (cached && (await isThere(stateDir, found))) return;
  await saveEvidence(stateDir, found);
}

async function isThere(stateDir: string, report: Report): Promise<boolean> {
  try {
    const name = evidenceFileName(report.runbook, report.image);
    const { provenSince, history, ...kept } = JSON.parse(
      await readFile(join(stateDir, 'evidence', name), 'utf8'),
    );
    // Evidence of an earlier version has no history, and gets one.
    const isWhole = typeof provenSince === 'string' && Array.isArray(history);
    return isWhole && canonicalJson(kept) === canonicalJson(report);
  } catch {
    return false;
  }
}
