import { readFileSync } from 'node:fs';
import { uptime } from 'node:os';

/** So coarse that a clock which is put right does not look like another start. */
const stepMs = 600_000;

let known: string | undefined;

/**
 * Tells one start of the system from another. What was written before this one may have been lost in a
 * power cut, whatever its stamp says: nothing that Rutter writes is flushed to the disk.
 */
export function bootOfSystem(): string {
  known ??= bootId() ?? String(Math.round((Date.now() - uptime() * 1000) / stepMs));
  return known;
}

/** Of Linux, see random(4). */
function bootId(): string | undefined {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
  } catch {
    return undefined;
  }
}
