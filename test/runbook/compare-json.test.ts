import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compare } from '../../src/runbook/compare/compare.ts';
import { decimalOf } from '../../src/runbook/compare/decimal.ts';
import { parseExpectedJson, parseJson } from '../../src/runbook/compare/json-syntax.ts';

function comparison(wanted: string, stdout: string) {
  const lines = wanted
    .split('\n')
    .map((raw) => ({ kind: 'literal', raw, text: raw, noEol: false }) as const);
  const point = { line: 1, column: 1, offset: 0 };
  const span = { start: point, end: point };
  const stderr = Buffer.from('');
  return compare(
    { format: 'json', of: 'stdout', lines, span },
    { stdout: Buffer.from(stdout), stderr },
  );
}

const holds = (wanted: string, stdout: string): boolean => comparison(wanted, stdout).same;

describe('what is expected of JSON', () => {
  test.each([
    // order, white space, values
    ['{"a": 1, "b": [true, null]}', '{"b":[true,null],"a":1}', true],
    ['{"a": 1}', '{"a": 1, "b": 2}', false],
    ['[1, 2]', '[2, 1]', false],
    ['"\\u0041"', '"A"', true],
    // numbers by value, to the last digit
    ['1', '1.0', true],
    ['1500', '1.5e3', true],
    ['0', '-0.0', true],
    ['0.1', '0.10000000000000001', false],
    ['9007199254740993', '9007199254740992', false],
    ['1e400', '1e401', false],
    ['"1"', '1', false],
    // [..]
    ['{"a": "[..]"}', '{"a": {"deep": [1]}}', true],
    ['{"a": "[..]"}', '{}', false],
    ['"v[..]-x"', '"v1.2-x"', true],
    ['"v[..]"', '7', false],
    // more keys
    ['{"a": 1, "...": "..."}', '{"a": 1, "b": 2}', true],
    ['{"a": 1, "...": "..."}', '{"a": 1}', true],
    ['{"a": 1, "...": "..."}', '{"b": 2}', false],
    ['{"a": 1, ...}', '{"a": 1, "b": 2}', true],
    ['{\n  "a": 1,\n  ...\n}', '{"a": 1, "b": 2}', true],
    ['{\n  ...\n  "a": 1\n}', '{"z": 0, "a": 1}', true],
    ['{"a": {"b": 1, ...}}', '{"a": {"b": 1, "c": 2}, "d": 3}', false],
    // more items
    ['[1, "..."]', '[1, 2, 3]', true],
    ['[1, "..."]', '[1]', true],
    ['["...", 3]', '[1, 2, 3]', true],
    ['["...", 3]', '[1, 2]', false],
    ['[1, ..., 4]', '[1, 2, 3, 4]', true],
    ['[\n  1\n  ...\n  4\n]', '[1, 2, 3, 4]', true],
    ['[..., {"id": 2, ...}, ...]', '[{"id": 1}, {"id": 2, "x": 0}, {"id": 3}]', true],
    ['[..., {"id": 9, ...}, ...]', '[{"id": 1}, {"id": 2, "x": 0}, {"id": 3}]', false],
    ['[1, ...,]', '[1, 2]', true],
    ['...', '{"a": [1]}', true],
    // what is no JSON, and keys that are there twice
    ['1', 'x', false],
    ['1', '', false],
    ['1', '1 2', false],
    ['{"a": 1}', '{"a": 2, "a": 1}', false],
    ['[]', '['.repeat(200) + ']'.repeat(200), false],
    ['{"__proto__": {"x": 1}}', '{"__proto__": {"x": 1}}', true],
    ['{"__proto__": {"x": 1}}', '{"__proto__": {"x": 2}}', false],
  ])('%s of %s: %s', (wanted, stdout, same) => {
    expect(holds(wanted, stdout)).toBe(same);
  });

  test('the difference shows what a wildcard stands for as equal', () => {
    const result = comparison(
      '{"id": "[..]", "size": 1, "tags": ["a", ..., "z"], ...}',
      '{"id": 7, "size": 2, "tags": ["a", "b", "y"], "extra": true}',
    );
    expect(result.same ? '' : result.diff).toBe(
      [
        '--- expected',
        '+++ actual',
        '@@ -1,11 +1,10 @@',
        ' {',
        '   "extra": true,',
        '   "id": 7,',
        '-  "size": 1,',
        '+  "size": 2,',
        '   "tags": [',
        '     "a",',
        '     "b",',
        '-    "y",',
        '-    "z"',
        '+    "y"',
        '   ]',
        ' }',
      ].join('\n'),
    );
  });

  test('of output that is none it says where it goes wrong', () => {
    const result = comparison('{}', '{"a": 1, "a": 2}');
    expect(result.same ? '' : result.hint).toContain('the key "a" is there twice');
  });

  test('a hostile page and its output are given up', () => {
    const dots = `[${'..., {"a": 1}, '.repeat(2000)} 3]`;
    const items = `[${'{"a": 1}, '.repeat(4000)} 4]`;
    expect(holds(dots, items)).toBe(false);
  });

  test('depth is a problem and no crash', () => {
    for (const text of ['['.repeat(1e5), '{"a":'.repeat(1e5), '[...,'.repeat(1e5)]) {
      expect('problem' in parseExpectedJson(text)).toBe(true);
    }
  });
});

describe('laws', () => {
  test('reads as JSON.parse does, but for keys that are there twice', () => {
    const json = fc.json({ maxDepth: 5, stringUnit: 'binary' });
    const nearly = fc
      .tuple(json, fc.nat(), fc.constantFrom('', ',', '"', '}', '0', '\\', '...'))
      .map(([text, at, with_]) => {
        const place = at % (text.length + 1);
        return text.slice(0, place) + with_ + text.slice(place + (at % 2));
      });
    fc.assert(
      fc.property(fc.oneof(json, nearly), (text) => {
        let valid = true;
        try {
          JSON.parse(text);
        } catch {
          valid = false;
        }
        const read = parseJson(text);
        const isTwice = 'problem' in read && read.problem.message.endsWith('is there twice');
        expect('value' in read).toBe(valid && !isTwice);
      }),
      { numRuns: 2000 },
    );
  });

  test('any JSON is as expected of itself, however it is printed', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const text = JSON.stringify(value);
        expect(holds(JSON.stringify(value, undefined, 3), text)).toBe(true);
      }),
    );
  });

  test('an item or a key more is a difference, and none where `...` stands', () => {
    fc.assert(
      fc.property(
        fc.array(fc.jsonValue({ maxDepth: 2 })),
        fc.jsonValue({ maxDepth: 2 }),
        (all, one) => {
          const text = JSON.stringify([...all, one]);
          expect(holds(JSON.stringify(all), text)).toBe(all.includes('...'));
          expect(
            holds(`[${all.map((item) => `${JSON.stringify(item)},`).join('')} ...]`, text),
          ).toBe(true);
        },
      ),
    );
  });

  test('decimals are equal where their values are', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }),
        fc.nat(20),
        (number, zeros) => {
          expect(decimalOf(`${number}.${'0'.repeat(zeros + 1)}`)).toBe(decimalOf(`${number}`));
          expect(decimalOf(`${number}${'0'.repeat(zeros)}e-${zeros}`)).toBe(decimalOf(`${number}`));
          expect(decimalOf(`${number + 1n}`)).not.toBe(decimalOf(`${number}`));
        },
      ),
    );
  });
});
