import type { Report } from '../../model/report.ts';
import type { Runbook } from '../../model/runbook.ts';

/** Of which page and which version of it a report is. */
export function reportHead(
  runbook: Runbook,
  image: string | undefined,
): Pick<
  Report,
  'schema' | 'runbook' | 'title' | 'file' | 'image' | 'sourceDigest' | 'runbookDigest'
> {
  return {
    schema: 1,
    runbook: runbook.id,
    title: runbook.title,
    file: runbook.source.path,
    ...(image === undefined ? {} : { image }),
    sourceDigest: runbook.source.digest,
    runbookDigest: runbook.digest,
  };
}
