import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** Tells one process from every other one, also from a later one with the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Start time as the kernel tells it; absent where it does not. */
  readonly started?: string | undefined;
  /** Where the number is valid: the host, and on Linux the pid namespace. */
  readonly space: string;
}

export function ownIdentity(): ProcessIdentity {
  return { pid: process.pid, started: statOf(process.pid)?.started, space: ownSpace() };
}

/** `unknown`: it lives, or lived, where this process cannot look. */
export function stateOf(identity: ProcessIdentity): 'alive' | 'dead' | 'unknown' {
  if (identity.space !== ownSpace()) return 'unknown';
  try {
    process.kill(identity.pid, 0);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return 'dead';
  }
  const stat = statOf(identity.pid);
  if (stat === undefined) return 'alive';
  const another = identity.started !== undefined && identity.started !== stat.started;
  return another || stat.state === 'Z' || stat.state === 'X' ? 'dead' : 'alive';
}

function ownSpace(): string {
  try {
    return `${hostname()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}

/** Of `/proc/<pid>/stat`, see proc(5): the name in parentheses may hold anything, so cut after it. */
function statOf(pid: number): { state: string; started: string } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const [state, started] = [fields[0], fields[19]];
    return state === undefined || started === undefined ? undefined : { state, started };
  } catch {
    return undefined;
  }
}
