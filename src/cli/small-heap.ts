import { setFlagsFromString } from 'node:v8';
import type { BuildEvent } from '../model/build.ts';

/** Pages from which on the memory of the process is worth a thought, and from which on some time. */
const many = 1000;
const veryMany = 5000;

/**
 * In a big build this thread waits for others and keeps what they find: a nursery that doubles whenever
 * much survives would end at 96 MB, for nothing. V8 reads these flags each time it decides.
 */
export function keepHeapSmall(event: BuildEvent): void {
  if (event.type !== 'scanned' || event.pages < many) return;
  setFlagsFromString('--semi-space-growth-factor=1');
  // Heaps are let grow by so much before they are looked through, not to a multiple: a fifth less memory,
  // a twentieth more time.
  if (event.pages >= veryMany) setFlagsFromString('--heap-growing-percent=30');
}
