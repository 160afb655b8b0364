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

/** Descriptors that a child of ours would inherit, because whoever started us left them open. */
function inherited(): readonly number[] {
  return readdirSync('/proc/self/fd').map(Number).filter(survivesExec);
}

/**
 * Settings of stdio from descriptor `first` on, so that the child finds `nothing`, a descriptor of
 * /dev/null, in the place of each that it would inherit. (Beyond 2 `ignore` means "leave it alone";
 * what Node itself has open is closed in a child.)
 */
export function coverInherited(first: number, nothing: number): readonly ('ignore' | number)[] {
  const open = inherited();
  const count = Math.max(first, ...open.map((one) => one + 1)) - first;
  return Array.from({ length: count }, (_, at) => (open.includes(first + at) ? nothing : 'ignore'));
}
