import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ArchiveError } from '../../src/runbook/run/snapshot-bytes.ts';
import { contentDigest } from '../../src/runbook/run/snapshot-content.ts';
import { readTar } from '../../src/runbook/run/snapshot-tar.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rutter-tar-'));
  mkdirSync(join(folder, 'd'));
  writeFileSync(join(folder, 'd/empty'), '');
  writeFileSync(join(folder, `d/${'é'.repeat(110)}`), 'a long name');
  writeFileSync(join(folder, 'd/block'), 'x'.repeat(512));
  writeFileSync(join(folder, 'd/big'), 'y'.repeat(70_001));
  execFileSync('ln', ['-s', 'z'.repeat(150), 'd/link'], { cwd: folder });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function archive(format: string): Buffer {
  return execFileSync('tar', ['-c', '-f', '-', `--format=${format}`, '-C', folder, 'd']);
}

async function* inPieces(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Buffer> {
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const size = Math.max(1, sizes[turn % sizes.length] ?? 4096);
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

/** Each entry's type, name, target, and size as it was read. */
async function read(bytes: Buffer, sizes: readonly number[] = [65_536]) {
  const entries: { name: string; type: string; target: string; bytes: () => number }[] = [];
  await readTar(inPieces(bytes, sizes), {
    mostBytes: 2 ** 24,
    onEntry({ path, type, target }) {
      const content = contentDigest(0);
      const name = Buffer.from(path, 'latin1').toString();
      entries.push({ name, type, target, bytes: () => content.end().bytes });
      return content;
    },
  });
  return entries.map((one) => `${one.type} ${one.name} ${one.target} ${one.bytes()}`).sort();
}

const whole = () => [
  `0 d/big  70001`,
  `0 d/block  512`,
  `0 d/empty  0`,
  `0 d/${'é'.repeat(110)}  11`,
  `2 d/link ${'z'.repeat(150)} 0`,
  `5 d/  0`,
];

describe('an archive', () => {
  test.each(['gnu', 'posix'])('in the format %s', async (format) => {
    expect(await read(archive(format))).toEqual(whole());
  });

  test('in pieces of any size', async () => {
    const bytes = archive('gnu');
    const sizes = fc.array(fc.integer({ min: 1, max: 2000 }), { minLength: 1, maxLength: 9 });
    await fc.assert(
      fc.asyncProperty(sizes, async (one) => {
        expect(await read(bytes, one)).toEqual(whole());
      }),
      { numRuns: 30 },
    );
  });

  test('cut off anywhere is an error, and no shorter archive', async () => {
    const bytes = archive('gnu');
    // GNU tar fills its last record with zeros behind the end.
    const end = bytes.length - 10_240;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: end }), async (length) => {
        await expect(read(bytes.subarray(0, length))).rejects.toThrow('it ends in the middle');
      }),
      { numRuns: 50 },
    );
  });

  test('with any bytes changed is read or refused', async () => {
    const bytes = archive('posix');
    const change = fc.tuple(fc.nat({ max: bytes.length - 1 }), fc.nat({ max: 255 }));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 5 }), async (all) => {
        const changed = Buffer.from(bytes);
        for (const [at, byte] of all) changed[at] = byte;
        await read(changed).catch((error: unknown) => {
          expect(error).toBeInstanceOf(ArchiveError);
        });
      }),
      { numRuns: 200 },
    );
  });

  test('of any bytes is refused', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 2000 }), async (bytes) => {
        await expect(read(Buffer.from([...bytes, 1]))).rejects.toBeInstanceOf(ArchiveError);
      }),
    );
  });
});

/** A header with a right checksum. */
function header(fields: Readonly<Record<number, string | Buffer>>): Buffer {
  const block = Buffer.alloc(512);
  block.write('0000644\0', 100);
  block.write('ustar  \0', 257);
  for (const [at, value] of Object.entries(fields)) {
    Buffer.from(value).copy(block, Number(at));
  }
  block.fill(' ', 148, 156);
  const sum = block.reduce((all, byte) => all + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

const size = 124;
const type = 156;
const huge = Buffer.from('800000000000000fffffffff'.padEnd(24, 'f'), 'hex');

describe('a hostile archive', () => {
  test.each([
    ['a name without an end', { 0: 'a', [size]: huge, [type]: 'L' }, 'a name is too long'],
    ['a long name', { 0: 'a', [size]: '77777777777', [type]: 'L' }, 'a name is too long'],
    ['a long pax record', { 0: 'a', [size]: '77777777777', [type]: 'x' }, 'a name is too long'],
    ['a negative size', { 0: 'a', [size]: Buffer.alloc(12, 0xff), [type]: '0' }, 'out of range'],
    ['a size that is none', { 0: 'a', [size]: '9z', [type]: '0' }, 'a number in a header is none'],
    ['an unknown type', { 0: 'a', [type]: 'Q' }, 'unknown type'],
    ['a map of no holes', { 0: 'a', [size]: '1', [type]: 'S' }, 'map of a sparse file'],
    [
      'a map that goes back',
      { 0: 'a', [type]: 'S', 386: '7', 410: '3', 483: '10' },
      'map of a sparse',
    ],
  ])('%s', async (_, fields, message) => {
    await expect(read(Buffer.concat([header(fields), Buffer.alloc(2048, 'x')]))).rejects.toThrow(
      message,
    );
  });

  test('a map without an end', async () => {
    const extension = Buffer.alloc(512);
    extension.write('1', 0);
    extension[504] = 1;
    const map = Array.from({ length: 30_000 }, () => extension);
    const first = header({ 0: 'a', [type]: 'S', 482: '1', 483: '10' });
    await expect(read(Buffer.concat([first, ...map]))).rejects.toThrow();
  });

  test.each([
    ['a length of nothing', '0 path=a\n'],
    ['a length that lies', '99 path=a\n'],
    ['a negative length', '-5 path=a\n'],
    ['no length', 'path=a\n'],
    ['a size that is none', '11 size=-1\n'],
  ])('pax: %s', async (_, record) => {
    const bytes = Buffer.alloc(512);
    bytes.write(record);
    const pax = header({ 0: 'x', [size]: record.length.toString(8), [type]: 'x' });
    await expect(read(Buffer.concat([pax, bytes]))).rejects.toBeInstanceOf(ArchiveError);
  });
});

test('the digest of a content is that of its bytes, however they come', () => {
  const run = fc.record({ zeros: fc.boolean(), length: fc.nat({ max: 10_000 }) });
  fc.assert(
    fc.property(
      fc.array(run, { maxLength: 8 }),
      fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1 }),
      (runs, sizes) => {
        const bytes = Buffer.concat(runs.map((one) => Buffer.alloc(one.length, one.zeros ? 0 : 7)));
        const sparse = contentDigest(0);
        for (const one of runs) {
          if (one.zeros) sparse.zeros(one.length);
          else sparse.data(Buffer.alloc(one.length, 7));
        }
        const plain = contentDigest(2 ** 20);
        for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
          const length = sizes[turn % sizes.length] ?? 1;
          plain.data(bytes.subarray(at, at + length));
          at += length;
        }
        const { kept, ...digest } = plain.end();
        expect(kept?.equals(bytes)).toBe(true);
        expect(digest.bytes).toBe(bytes.length);
        expect(sparse.end().digest).toBe(digest.digest);
        const other = contentDigest(0);
        other.data(Buffer.concat([bytes, Buffer.alloc(1)]));
        expect(other.end().digest).not.toBe(digest.digest);
      },
    ),
  );
});
