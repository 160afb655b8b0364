import { createHash, randomBytes } from 'node:crypto';
import { closeSync, readdirSync, readSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { createPrivate, makePrivateFolder, openPlain, readFully } from './plain-file.ts';

/**
 * A record is a file of lines: one that names the format, one of JSON for each value, and one with the
 * SHA-256 of all before it. A value is parsed when its line has been read and believed when the last
 * line has: neither the whole text nor all of its bytes are ever in memory.
 */
const sealStart = 'sha256:';
const sealBytes = sealStart.length + 64 + 1;
/** What is written or read at once, about. */
const chunkBytes = 2 ** 20;
/** A string cannot be longer than about twice this. */
const longestLine = 256 * 2 ** 20;
/** What a killed process has left of a record is removed when it is as old as this. */
const abandonedMs = 10 * 60_000;

/**
 * Writes a record in one piece: whoever reads it finds the old one or the new one. Its folder is made
 * for its owner alone.
 * @throws what the system says; the old record stands then.
 */
export function writeRecord(file: string, format: string, lines: Iterable<unknown>): void {
  const folder = dirname(file);
  makePrivateFolder(folder);
  removeAbandoned(file);
  const temporary = join(folder, `${temporaryPrefix(file)}${randomBytes(8).toString('hex')}`);
  try {
    writeLines(temporary, headOf(format), lines);
    put(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function writeLines(file: string, head: string, lines: Iterable<unknown>): void {
  const hash = createHash('sha256');
  const fd = createPrivate(file);
  try {
    const write = (text: string): void => {
      const bytes = Buffer.from(text);
      hash.update(bytes);
      writeAll(fd, bytes);
    };
    let waiting = head;
    for (const line of lines) {
      waiting += `${JSON.stringify(line) ?? 'null'}\n`;
      if (waiting.length < chunkBytes) continue;
      write(waiting);
      waiting = '';
    }
    write(waiting);
    writeAll(fd, Buffer.from(`${sealStart}${hash.digest('hex')}\n`));
  } finally {
    closeSync(fd);
  }
}

function writeAll(fd: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done);
}

/** A folder in the place of a record is no record, and is in the way. */
function put(temporary: string, file: string): void {
  try {
    renameSync(temporary, file);
  } catch {
    rmSync(file, { recursive: true, force: true });
    renameSync(temporary, file);
  }
}

/** The values of a record; undefined for all that is not a whole record of this format. Never throws. */
export function readRecord(file: string, format: string): unknown[] | undefined {
  const plain = openPlain(file);
  if (plain === undefined) return undefined;
  try {
    return readLines(plain.fd, plain.size, headOf(format));
  } catch {
    return undefined;
  } finally {
    closeSync(plain.fd);
  }
}

function readLines(fd: number, size: number, head: string): unknown[] | undefined {
  const end = size - sealBytes;
  const start = Buffer.byteLength(head);
  if (end < start || textAt(fd, 0, start) !== head) return undefined;
  const hash = createHash('sha256').update(head);
  const values: unknown[] = [];
  let buffer = Buffer.allocUnsafeSlow(chunkBytes);
  let held = 0;
  for (let at = start; at < end; ) {
    if (held === buffer.length) {
      if (held >= longestLine) return undefined;
      const larger = Buffer.allocUnsafeSlow(2 * held);
      buffer.copy(larger);
      buffer = larger;
    }
    const count = readSync(fd, buffer, held, Math.min(buffer.length - held, end - at), at);
    if (count === 0) return undefined;
    hash.update(buffer.subarray(held, held + count));
    const last = buffer.subarray(held, held + count).lastIndexOf(0x0a);
    at += count;
    held += count;
    if (last === -1) continue;
    const whole = held - count + last;
    for (const line of buffer.toString('utf8', 0, whole).split('\n')) values.push(JSON.parse(line));
    buffer.copyWithin(0, whole + 1, held);
    held -= whole + 1;
  }
  const seal = `${sealStart}${hash.digest('hex')}\n`;
  return held === 0 && textAt(fd, end, sealBytes) === seal ? values : undefined;
}

function textAt(fd: number, offset: number, length: number): string | undefined {
  const bytes = readFully(fd, offset, length);
  return bytes?.toString('utf8');
}

function headOf(format: string): string {
  return `${JSON.stringify(format)}\n`;
}

function temporaryPrefix(file: string): string {
  return `.${basename(file)}.writing-`;
}

function removeAbandoned(file: string): void {
  const folder = dirname(file);
  const prefix = temporaryPrefix(file);
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(prefix)) continue;
    const path = join(folder, name);
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats && Date.now() - stats.mtimeMs > abandonedMs) rmSync(path, { force: true });
  }
}
