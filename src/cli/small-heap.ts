import { setFlagsFromString } from 'node:v8';
import type { BuildEvent } from '../model/build.ts';

/** Pages from which on the memory of the process is worth a thought. */
const many = 1000;

/**
 * In a big build this thread waits for others and keeps what they find: a nursery that doubles whenever
 * much survives would end at 96 MB, for nothing. V8 reads this flag each time it would double it.
 */
export function keepHeapSmall(event: BuildEvent): void {
  if (event.type === 'scanned' && event.pages >= many) {
    setFlagsFromString('--semi-space-growth-factor=1');
  }
}
