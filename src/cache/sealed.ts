import { canonicalJson } from '../model/canonical.ts';
import { digestOf } from '../model/source.ts';

/** Changes when the meaning of what is kept changes, so that what is older is not believed. */
const format = 1;

/**
 * A value as it is kept: a line with its key and a checksum, a line with its JSON. What was cut short,
 * overwritten, copied under another name or made by another format does not open again.
 */
export function seal(key: string, value: unknown): string {
  const body = `${JSON.stringify(value)}\n`;
  return `${headOf(key, Buffer.from(body))}${body}`;
}

/**
 * The value that was sealed under this key; undefined for anything that is not that, byte for byte.
 * The checksum finds accidents. It keeps nobody from sealing what is not true.
 */
export function unseal(key: string, bytes: Uint8Array): unknown {
  const end = bytes.indexOf(0x0a) + 1;
  const body = bytes.subarray(end);
  if (end === 0 || Buffer.compare(Buffer.from(headOf(key, body)), bytes.subarray(0, end)) !== 0) {
    return undefined;
  }
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return undefined;
  }
}

function headOf(key: string, body: Uint8Array): string {
  const checksum = digestOf(Buffer.concat([Buffer.from(`${format}\n${key}\n`), body]));
  return `${canonicalJson({ checksum, format, key })}\n`;
}
