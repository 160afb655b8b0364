import type { ShellName } from './shell.ts';

/**
 * What a shell has printed as a person at a prompt would see it, the same in every run: without
 * the name of the file that the text was in and the driver's own words. Every other byte stays.
 */
export function asTyped(output: Buffer, shell: ShellName, file: string): Buffer {
  const ofShell: readonly (readonly [string, string])[] =
    shell === 'bash' ? [[`${file}: `, 'bash: ']] : [[`: ${file}: `, ': ']];
  const names = [...ofShell, ['__rutter_exit', 'exit'], ['__rutter_trap', 'trap']] as const;
  if (!names.some(([from]) => output.includes(from))) return output;
  // latin1 keeps every byte, and the names are ASCII.
  let text = output.toString('latin1');
  for (const [from, to] of names) text = text.replaceAll(from, to);
  return Buffer.from(text, 'latin1');
}

const traceLine = /^(\+{3,}) /gm;

/**
 * A trace of bash (`set -x`) with one `+` for what a block does itself. bash adds one for each file
 * that is being sourced, and the driver's are none of the user's.
 */
export function plainTrace(output: Buffer): Buffer {
  const text = output.toString('latin1');
  const depths = [...text.matchAll(traceLine)].map(([, plus = '']) => plus.length);
  if (depths.length === 0) return output;
  const own = depths.reduce((least, depth) => Math.min(least, depth)) - 1;
  return Buffer.from(
    text.replace(traceLine, (_, plus: string) => `${plus.slice(own)} `),
    'latin1',
  );
}
