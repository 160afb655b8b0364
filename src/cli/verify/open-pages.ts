import { filesOf } from '../../model/located.ts';
import type { VerifyEvent } from '../../verify.ts';

/** The pages that a run still has to do with, from its events. */
export interface OpenPages {
  on(event: VerifyEvent): void;
  /** Whether a file is one of these pages, or in one. */
  has(path: string): boolean;
  left(): ReadonlySet<string>;
  clear(): void;
}

export function openPages(): OpenPages {
  /** How many runs of a page are left: one for each of its images. */
  const runs = new Map<string, number>();
  /** What each page is put together of. */
  const files = new Map<string, readonly string[]>();
  const ended = (path: string): void => {
    const left = (runs.get(path) ?? 0) - 1;
    if (left > 0) runs.set(path, left);
    else runs.delete(path);
  };
  return {
    on(event) {
      if (event.type === 'found') {
        for (const { source, sandbox } of event.runbooks) {
          files.set(source.path, filesOf(source));
          runs.set(source.path, Math.max(1, sandbox.images.length));
        }
      }
      // What was stopped has an end, too, but is not done.
      const isStopped = event.type === 'runbook-end' && event.report.status === 'error';
      if (event.type === 'runbook-known' || (event.type === 'runbook-end' && !isStopped)) {
        ended(event.runbook.source.path);
      }
    },
    has: (path) => [...runs.keys()].some((page) => files.get(page)?.includes(path)),
    left: () => new Set(runs.keys()),
    clear: () => runs.clear(),
  };
}
