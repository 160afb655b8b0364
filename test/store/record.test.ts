import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readRecord, writeRecord } from '../../src/store/record.ts';

let top: string;
let file: string;
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'rutter-record-'));
  file = join(top, 'build', 'record');
});
afterEach(() => rmSync(top, { recursive: true, force: true }));

const lines = [{ page: 'a', text: 'é\u2028日本\ud83d\ude80\ud800' }, [1, null, true], 'x', 5, null];

describe('a record', () => {
  test('gives back its lines', () => {
    writeRecord(file, 'pages 1', lines);
    expect(readRecord(file, 'pages 1')).toEqual(lines);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.array(fc.jsonValue()), (format, values) => {
        writeRecord(file, format, values);
        expect(readRecord(file, format)).toEqual(JSON.parse(JSON.stringify(values)));
      }),
      { numRuns: 200 },
    );
  });
  test('may be empty, long, and have long lines', () => {
    for (const values of [
      [],
      Array.from({ length: 5_000 }, (_, index) => ({ index, text: 'é'.repeat(index % 700) })),
      ['a'.repeat(3_000_000), 'b', '€'.repeat(1_500_000), 'c'],
    ]) {
      writeRecord(file, 'f', values);
      expect(readRecord(file, 'f')).toEqual(values);
    }
  });
  test('of lines that are made one by one is never held as a whole', () => {
    let most = 0;
    function* many() {
      for (let index = 0; index < 2_000; index += 1) {
        yield { index, text: 'x'.repeat(5_000) };
        most = Math.max(
          most,
          statSync(join(top, 'build', readdirSync(join(top, 'build'))[0] ?? '')).size,
        );
      }
    }
    writeRecord(file, 'f', many());
    expect(most).toBeGreaterThan(8_000_000);
    expect(readRecord(file, 'f')).toHaveLength(2_000);
  });
  test('is for its owner alone, and stands for what was there', () => {
    mkdirSync(join(top, 'build'));
    writeFileSync(join(top, 'victim'), 'mine');
    symlinkSync(join(top, 'victim'), file);
    writeRecord(file, 'f', [1]);
    expect(readRecord(file, 'f')).toEqual([1]);
    expect(readFileSync(join(top, 'victim'), 'utf8')).toBe('mine');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    rmSync(file);
    mkdirSync(join(file, 'below'), { recursive: true });
    writeRecord(file, 'f', [2]);
    expect(readRecord(file, 'f')).toEqual([2]);
  });
  test('is the old one still where the new one fails', () => {
    writeRecord(file, 'f', ['old']);
    const broken = function* () {
      yield 'new';
      throw new Error('no more');
    };
    expect(() => writeRecord(file, 'f', broken())).toThrow('no more');
    expect(readRecord(file, 'f')).toEqual(['old']);
    expect(readdirSync(join(top, 'build'))).toEqual(['record']);
  });
  test('takes away what killed builds have left of it, but not what another is writing', () => {
    writeRecord(file, 'f', []);
    const [left, fresh] = ['.record.writing-aa', '.record.writing-bb'];
    for (const name of [left, fresh, 'other']) writeFileSync(join(top, 'build', name), '');
    utimesSync(join(top, 'build', left), 1, 1);
    utimesSync(join(top, 'build', 'other'), 1, 1);
    writeRecord(file, 'f', []);
    expect(readdirSync(join(top, 'build')).sort()).toEqual([fresh, 'other', 'record'].sort());
  });
});

describe('what is no record', () => {
  test('of another format, missing, a folder, a link, a pipe', () => {
    expect(readRecord(file, 'f')).toBeUndefined();
    writeRecord(file, 'f', [1]);
    expect(readRecord(file, 'g')).toBeUndefined();
    expect(readRecord(file, 'f\n')).toBeUndefined();
    expect(readRecord(join(top, 'build'), 'f')).toBeUndefined();
    symlinkSync(file, join(top, 'link'));
    expect(readRecord(join(top, 'link'), 'f')).toBeUndefined();
    execFileSync('mkfifo', [join(top, 'pipe')]);
    expect(readRecord(join(top, 'pipe'), 'f')).toBeUndefined();
  });
  test('cut short at whatever length, with more behind, or any bit another', () => {
    writeRecord(file, 'f', lines);
    const whole = readFileSync(file);
    const found = (bytes: Uint8Array) => {
      writeFileSync(file, bytes);
      return readRecord(file, 'f');
    };
    for (let length = 0; length < whole.length; length += 1) {
      expect(found(whole.subarray(0, length)), `${length} bytes`).toBeUndefined();
    }
    for (let bit = 0; bit < whole.length * 8; bit += 1) {
      const flipped = Buffer.from(whole);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(found(flipped), `bit ${bit}`).toBeUndefined();
    }
    for (const more of ['\n', ' ', '1\n', whole]) {
      expect(found(Buffer.concat([whole, Buffer.from(more)]))).toBeUndefined();
    }
    expect(found(whole)).toEqual(lines);
  });
  test('nothing that anybody may find in its place throws', () => {
    mkdirSync(join(top, 'build'));
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.boolean(), (bytes, isHeaded) => {
        writeFileSync(file, isHeaded ? Buffer.concat([Buffer.from('"f"\n'), bytes]) : bytes);
        expect(readRecord(file, 'f')).toBeUndefined();
      }),
    );
  });
});
