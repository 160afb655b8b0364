import { readdirSync, readFileSync } from 'node:fs';

const closeOnExec = 0o2000000;

function survivesExec(descriptor: number): boolean {
  try {
    const flags = /^flags:\s*([0-7]+)$/m.exec(
      readFileSync(`/proc/self/fdinfo/${descriptor}`, 'utf8'),
    );
    return (Number.parseInt(flags?.[1] ?? '0', 8) & closeOnExec) === 0;
  } catch {
    return false;
  }
}

/**
 * The highest descriptor that a child of ours would inherit, because whoever started us left it open;
 * 2 where there is none. Node marks what it opens itself.
 */
export function highestInherited(): number {
  const descriptors = readdirSync('/proc/self/fd').map(Number).filter(survivesExec);
  return Math.max(2, ...descriptors);
}

/**
 * Settings of stdio from one descriptor on, so that the child finds `nothing`, a descriptor of
 * /dev/null, wherever it would find what it must not have. (`ignore` means "as it is" beyond 2.)
 */
export function coverUpTo(last: number, first: number, nothing: number): readonly number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, () => nothing);
}
