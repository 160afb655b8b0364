import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Expectation } from '../../src/model/runbook.ts';
import { compare } from '../../src/runbook/compare/compare.ts';
import { jaro, jaroWinkler } from '../../src/runbook/compare/jaro.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text);

function comparison(text: string, stdout: string, rest: Partial<Expectation>) {
  const lines = text
    .split('\n')
    .map((raw) => ({ kind: 'literal', raw, text: raw, noEol: false }) as const);
  const point = { line: 1, column: 1, offset: 0 };
  const span = { start: point, end: point };
  return compare(
    { format: 'lines', of: 'stdout', lines, span, ...rest },
    { stdout: bytes(stdout), stderr: bytes('') },
  );
}

describe('Jaro and Winkler', () => {
  // From Winkler's papers, where they are given to three digits.
  test.each([
    ['MARTHA', 'MARHTA', 0.944, 0.961],
    ['DWAYNE', 'DUANE', 0.822, 0.84],
    ['DIXON', 'DICKSONX', 0.767, 0.813],
    ['', '', 1, 1],
    ['a', '', 0, 0],
    ['abc', 'xyz', 0, 0],
  ])('%s and %s', (a, b, one, other) => {
    expect(jaro(bytes(a), bytes(b))).toBeCloseTo(one, 3);
    expect(jaroWinkler(bytes(a), bytes(b))).toBeCloseTo(other, 3);
  });

  test('is what the definition gives', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 30 });
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(jaro(bytes(a), bytes(b))).toBeCloseTo(slowJaro(a, b), 12);
      }),
      { numRuns: 2000 },
    );
  });

  test('of megabytes, too', () => {
    const text = 'abcdefgh'.repeat(250_000);
    expect(jaro(bytes(text), bytes(text))).toBe(1);
  });
});

/** By the definition, with every place tried. */
function slowJaro(a: string, b: string): number {
  if (a === '' || b === '') return a === b ? 1 : 0;
  const reach = Math.floor(Math.max(a.length, b.length) / 2) - 1;
  const used = new Set<number>();
  const ofA: string[] = [];
  for (let i = 0; i < a.length; i += 1) {
    for (let j = Math.max(0, i - reach); j <= Math.min(b.length - 1, i + reach); j += 1) {
      if (used.has(j) || a[i] !== b[j]) continue;
      used.add(j);
      ofA.push(a.charAt(i));
      break;
    }
  }
  const ofB = [...b].filter((_, j) => used.has(j));
  if (ofA.length === 0) return 0;
  const swapped = Math.floor(ofA.filter((one, index) => one !== ofB[index]).length / 2);
  return (ofA.length / a.length + ofA.length / b.length + (ofA.length - swapped) / ofA.length) / 3;
}

describe('a similarity', () => {
  test('is enough where it is reached', () => {
    expect(comparison('MARTHA', 'MARHTA\n', { similarity: 0.95 }).same).toBe(true);
  });
  test('is told where it is not', () => {
    const result = comparison('MARTHA', 'MARHTA\n', { similarity: 0.99 });
    expect(result.same ? '' : result.hint).toBe(
      'the output is 0.97 like what is expected, and 0.99 is asked for',
    );
    expect(result.same ? '' : result.diff).toContain('-MARTHA\n+MARHTA');
  });
  test('of JSON does not look at the order of keys', () => {
    const rest = { format: 'json', similarity: 1 } as const;
    expect(comparison('{"a": 1, "b": 2}', '{"b": 2,\n "a": 1}', rest).same).toBe(true);
    expect(comparison('{"a": 1}', 'no JSON', rest).same).toBe(false);
  });
  test('is never told as reached where it just is not', () => {
    const result = comparison('a'.repeat(2000), `${'a'.repeat(1999)}b\n`, { similarity: 1 });
    expect(result.same ? '' : result.hint).not.toContain(' 1.00 like');
  });
});

describe('a pattern', () => {
  test.each([
    ['id: \\d+', 'the id: 42 is new\n', true],
    ['^id', 'the id\n', false],
    ['(a+)+$', `${'a'.repeat(40)}b`, false],
  ])('%s in %s', (pattern, stdout, same) => {
    expect(comparison('x', stdout, { pattern }).same).toBe(same);
  });
});
