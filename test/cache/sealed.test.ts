import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seal, unseal } from '../../src/cache/sealed.ts';

const key = 'a'.repeat(64);
const value = { status: 'passed', text: 'é\ufffd\u2028日本\ud83d\ude80', list: [1, null, true] };
const sealed = Buffer.from(seal(key, value));

describe('a sealed value', () => {
  test('opens again under its key', () => {
    expect(unseal(key, sealed)).toEqual(value);
    fc.assert(
      fc.property(fc.string(), fc.jsonValue(), (name, one) => {
        const opened = unseal(name, Buffer.from(seal(name, one)));
        expect(opened).toEqual(JSON.parse(JSON.stringify(one)));
      }),
    );
  });
  test('does not open under another', () => {
    expect(unseal('b'.repeat(64), sealed)).toBeUndefined();
  });
  test('does not open when it was cut short, at whatever length', () => {
    for (let length = 0; length < sealed.length; length += 1) {
      expect(unseal(key, sealed.subarray(0, length)), `${length} bytes`).toBeUndefined();
    }
  });
  test('does not open when a byte was changed, whichever and however', () => {
    for (let at = 0; at < sealed.length; at += 1) {
      for (const bits of [0x01, 0x20, 0x80, 0xff]) {
        const changed = Buffer.from(sealed);
        changed[at] = (changed[at] ?? 0) ^ bits;
        expect(unseal(key, changed), `byte ${at}`).toBeUndefined();
      }
    }
  });
  test('does not open when something was put behind, before or inside', () => {
    for (let at = 0; at <= sealed.length; at += 1) {
      for (const more of ['\n', ' ', '\0', '{']) {
        const longer = Buffer.concat([
          sealed.subarray(0, at),
          Buffer.from(more),
          sealed.subarray(at),
        ]);
        expect(unseal(key, longer)).toBeUndefined();
      }
    }
  });
  test('of another format does not open, though its checksum holds for that', () => {
    const text = sealed.toString().replace('"format":1', '"format":2');
    expect(unseal(key, Buffer.from(text))).toBeUndefined();
  });
  test('nothing that anybody may find in its place throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(unseal(key, bytes)).toBeUndefined();
      }),
    );
  });
  test('a key of `__proto__` in it stays a plain key', () => {
    const opened = unseal('k', Buffer.from(seal('k', JSON.parse('{"__proto__": {"status": 1}}'))));
    expect(Object.getPrototypeOf(opened)).toBe(Object.prototype);
    expect((opened as { status?: unknown }).status).toBeUndefined();
  });
});
