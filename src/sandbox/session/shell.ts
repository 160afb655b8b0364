import { readFileSync } from 'node:fs';

/** The shells a session can be in. bash is taken where the sandbox has it. */
export type ShellName = 'bash' | 'sh';

/** A word of shell text that stands for exactly these characters. There can be no U+0000 in it. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** A file of the driver's, of this folder, for a session with its files at `stateDir`. */
export function driverText(name: string, stateDir: string): string {
  const text = readFileSync(new URL(`./${name}`, import.meta.url), 'utf8');
  return text.replaceAll('@DIR@', stateDir);
}
