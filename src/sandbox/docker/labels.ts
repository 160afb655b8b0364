import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** The labels that every container of ours carries. */
export const labels = {
  sandbox: 'rutter.sandbox',
  /** Seconds since 1970 after which anybody may remove the container. */
  deadline: 'rutter.deadline',
  owner: 'rutter.owner',
  page: 'rutter.page',
} as const;

/** Clocks of different machines that share an engine differ by less than this. */
const graceSeconds = 60;

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return undefined;
  }
}

/** Where process numbers mean what they mean to us: one boot of one machine, one pid namespace. */
function processSpace(): string {
  const boot = read('/proc/sys/kernel/random/boot_id');
  if (boot === undefined) return `host ${hostname()}`;
  return `${boot} ${readlinkSync('/proc/self/ns/pid')}`;
}

/** When a process began, in clock ticks since boot (proc(5), field 22); undefined where unknown. */
function startOf(pid: number): string | undefined {
  const stat = read(`/proc/${pid}/stat`);
  // The second field, the command, may itself contain spaces and parentheses.
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
}

/** Names this process so that it cannot be mistaken for another of the same number. */
export function ownerOf(pid: number = process.pid): string {
  return JSON.stringify([processSpace(), pid, startOf(pid) ?? '']);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** True only where we can prove it: the owner lived in our own process space and is not there now. */
function isOwnerDead(owner: string | undefined): boolean {
  let parts: unknown;
  try {
    parts = JSON.parse(owner ?? '');
  } catch {
    return false;
  }
  if (!Array.isArray(parts)) return false;
  const [space, pid, start] = parts as readonly unknown[];
  if (space !== processSpace() || typeof pid !== 'number' || !(pid > 0)) return false;
  return !isAlive(pid) || (start !== '' && startOf(pid) !== start);
}

export function containerLabels(
  page: string,
  deadlineMs: number,
): Readonly<Record<string, string>> {
  return {
    [labels.sandbox]: '1',
    [labels.deadline]: String(Math.ceil(deadlineMs / 1000)),
    [labels.owner]: ownerOf(),
    [labels.page]: page,
  };
}

/** Whether a container is ours and nobody can need it any more. */
export function isLeftOver(
  found: Readonly<Record<string, string | undefined>>,
  nowMs: number,
): boolean {
  if (found[labels.sandbox] !== '1') return false;
  const deadline = Number(found[labels.deadline]);
  if (Number.isFinite(deadline) && nowMs / 1000 > deadline + graceSeconds) return true;
  return isOwnerDead(found[labels.owner]);
}
