import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { digestOf } from '../model/source.ts';

/**
 * A private file of lines that is believed as a whole or not at all: its first line names its format
 * and has the digest of the rest.
 */
export function writeChecked(file: string, format: string, lines: readonly string[]): void {
  const rest = Buffer.from(lines.join('\n'), 'utf8');
  const next = `${file}.next`;
  const head = Buffer.from(`${format} ${digestOf(rest)}\n`, 'latin1');
  writeFileSync(next, Buffer.concat([head, rest]), { mode: 0o644 });
  renameSync(next, file);
}

/** Undefined where there is none, it is of another format, or a single bit of it is not as it was. */
export function readChecked(file: string, format: string): readonly string[] | undefined {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch {
    return undefined;
  }
  const end = bytes.indexOf(0x0a);
  if (end === -1) return undefined;
  const rest = bytes.subarray(end + 1);
  if (bytes.toString('latin1', 0, end) !== `${format} ${digestOf(rest)}`) return undefined;
  return rest.toString('utf8').split('\n');
}
