import { availableParallelism } from 'node:os';
import type { Runbook } from '../model/runbook.ts';

/** How many sandboxes fit: one for each processor, as long as the free memory holds their limits. */
export function defaultJobs(
  runbooks: readonly Runbook[],
  machine = { processors: availableParallelism(), freeBytes: process.availableMemory() },
): number {
  const largest = Math.max(1, ...runbooks.map((one) => one.sandbox.limits.memoryBytes));
  return Math.max(1, Math.min(machine.processors, Math.floor(machine.freeBytes / largest)));
}
