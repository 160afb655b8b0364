import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compare } from '../../src/runbook/compare/compare.ts';
import { parsePage, told } from './page.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const utf8 = (text: string): Uint8Array => Buffer.from(text);

/** The expectation of a `sh` block with these lines below it. */
function expectation(lines: readonly string[], language = 'output') {
  const page = parsePage(
    ['```sh', 'x', '```', '', `\`\`\`\`\`\`${language}`, ...lines, '``````'].join('\n'),
  );
  const expect = page.runbook?.steps[0]?.commands[0]?.expect;
  if (expect === undefined || page.diagnostics.length > 0) throw new Error(told(page).join('\n'));
  return expect;
}

function transcript(lines: readonly string[]) {
  const page = parsePage(['```console', '$ x', ...lines, '```'].join('\n'));
  const expect = page.runbook?.steps[0]?.commands[0]?.expect;
  if (expect === undefined) throw new Error(told(page).join('\n'));
  return expect;
}

function matches(lines: readonly string[], stdout: Uint8Array, language?: string): boolean {
  return compare(expectation(lines, language), { stdout, stderr: bytes('') }).same;
}

describe('lines', () => {
  test.each([
    [['a', 'b'], 'a\nb\n', true],
    [['a', 'b'], 'a\nb', true],
    [['a'], 'a\n\n', false],
    [['a'], 'a\nb\n', false],
    [['a', 'b'], 'a\n', false],
    [[' a'], 'a\n', false],
    [['a '], 'a\n', false],
    [['a'], 'a\r\n', true],
    [['grün'], 'gr\u00c3\u00bcn\n', true],
    // ...
    [['...'], '', true],
    [['...'], 'a\nb\n', true],
    [['a', '...'], 'a\n', true],
    [['a', '...', 'c'], 'a\nb\nb\nc\n', true],
    [['a', '...', 'c'], 'a\nc\nd\n', false],
    [['...', 'a', '...', 'b'], 'x\na\ny\nb\nb\n', true],
    [['a...'], 'abc\n', false],
    // [..]
    [['pid [..] of [..]'], 'pid 12 of x\n', true],
    [['[..]'], '\n', true],
    [['a[..]a'], 'a\n', false],
    [['x [..]'], 'x [..]\n', true],
    [['[..]b'], 'abab\n', true],
    // (glob)
    [['a*z (glob)'], 'abcz\n', true],
    [['a?z (glob)'], 'abz\n', true],
    [['a?z (glob)'], 'az\n', false],
    [[String.raw`a\*z (glob)`], 'a*z\n', true],
    [[String.raw`a\*z (glob)`], 'abz\n', false],
    [['a[b]c (glob)'], 'a[b]c\n', true],
    // (re)
    [[String.raw`\d+ files (re)`], '12 files\n', true],
    [[String.raw`\d+ files (re)`], 'x 12 files\n', false],
    [['a|b (re)'], 'bc\n', false],
    [['x (re)'], 'x (re)\n', true],
    // (esc)
    [[String.raw`a\tb (esc)`], 'a\tb\n', true],
    [[String.raw`\xff\x00 (esc)`], '\u00ff\u0000\n', true],
    [[String.raw`\xff (esc)`], '\u00fe\n', false],
    [[String.raw`\x1b[1mx (esc)`], '\u001b[1mx\n', true],
    [[String.raw`\033[1mx (esc)`], '\u001b[1mx\n', true],
    [[String.raw`\0\'\" (esc)`], '\u0000\'"\n', true],
    [[String.raw`\u00fc (esc)`], '\u00c3\u00bc\n', true],
    // (no-eol)
    [['a (no-eol)'], 'a', true],
    [['a (no-eol)'], 'a\n', false],
    [['a* (glob) (no-eol)'], 'ab', true],
    [['a* (no-eol) (glob)'], 'ab', true],
    // ANSI
    [['red'], '\u001b[31mred\u001b[0m\n', true],
    [['red'], '\u001b]0;title\u0007red\n\u001b[0m', true],
    [['link'], '\u001b]8;;http://x\u001b\\link\u001b]8;;\u001b\\\n', true],
    // an unfinished sequence hides nothing
    [['a'], 'a\n\u001b]0;\nb\n', false],
    [[], 'x\n', false],
    [[], '', true],
  ] as const)('%j and %j: %s', (lines, stdout, same) => {
    expect(matches(lines, bytes(stdout))).toBe(same);
  });
});

describe('json', () => {
  test.each([
    [['{"b":1,', ' "a":[2]}'], '{"a":[2],"b":1}', true],
    [['{"a":1}'], '{"a":1,"b":2}', false],
    [['{"a":1,"b":2}'], '{"a":1}', false],
    [['[1,2]'], '[2,1]', false],
    [['{"at":"[..]","id":"x-[..]"}'], '{"at":{"deep":[1]},"id":"x-7"}', true],
    [['{"id":"x-[..]"}'], '{"id":"y-7"}', false],
    [['{"a":"[..]"}'], '{}', false],
    [['{"__proto__":1}'], '{"__proto__":1}', true],
    [['{"__proto__":1}'], '{}', false],
    [['1'], 'no json', false],
    [['12345678901234567890'], '12345678901234567890', true],
    [['12345678901234567890'], '12345678901234567891', false],
    [['12345678901234567890'], '"12345678901234567890"', false],
    [['{"a": -9007199254740993}'], '{"a": -9007199254740992}', false],
    [['{"12345678901234567890": 1e2}'], '{"12345678901234567890": 100}', true],
    [['0.12345678901234567890'], '0.12345678901234567890', true],
    [['["\\"12345678901234567890"]'], '["\\"12345678901234567890"]', true],
    [['["[..]"]'], '[12345678901234567890]', true],
    [['null'], 'null\n', true],
  ] as const)('%j and %s: %s', (lines, stdout, same) => {
    expect(matches(lines, bytes(stdout), 'json')).toBe(same);
  });
  test('a deep value is no crash', () => {
    expect(matches(['1'], bytes('['.repeat(200_000) + ']'.repeat(200_000)), 'json')).toBe(false);
  });
});

describe('which output', () => {
  const output = { stdout: utf8('out\n'), stderr: utf8('err\n') };
  test('a transcript shows both streams in either order', () => {
    expect(compare(transcript(['out', 'err']), output).same).toBe(true);
    expect(compare(transcript(['err', 'out']), output).same).toBe(true);
    expect(compare(transcript(['out']), output).same).toBe(false);
    expect(compare(transcript([]), output).same).toBe(false);
    expect(compare(transcript([]), { stdout: utf8('\n'), stderr: utf8('') }).same).toBe(true);
  });
  test('an output block is of stdout, and a hint says where the rest went', () => {
    expect(compare(expectation(['out']), output).same).toBe(true);
    expect(compare(expectation(['out', 'err']), output)).toMatchObject({
      same: false,
      hint: expect.stringContaining('2>&1'),
    });
  });
});

describe('the diff', () => {
  test('shows what a matcher matched as equal', () => {
    const result = compare(expectation(['head', '...', 'pid [..]', 'old', 'end']), {
      stdout: utf8('head\na\nb\npid 12\nnew\nend\n'),
      stderr: utf8(''),
    });
    expect(result).toEqual({
      same: false,
      diff: [
        '--- expected',
        '+++ actual',
        '@@ -2,5 +2,5 @@',
        ' a',
        ' b',
        ' pid 12',
        '-old',
        '+new',
        ' end',
      ].join('\n'),
    });
  });
  test('stays short and harmless whatever is written', () => {
    const stdout = utf8(`${'x'.repeat(100_000)}\n${'\u001b[2J\u0007::error::x\n'.repeat(50_000)}`);
    const result = compare(expectation(Array.from({ length: 300 }, (_, i) => `line ${i}`)), {
      stdout,
      stderr: utf8(''),
    });
    if (result.same) throw new Error('must differ');
    expect(result.diff.length).toBeLessThan(50 * 510);
    expect(result.diff).not.toMatch(/[^\P{Cc}\n]/u);
  });
  test.each([3, 300, 100_000])('of %i lines too many tells how many are left out', (count) => {
    const numbers = Array.from({ length: count }, (_, index) => `${index}\n`).join('');
    const result = compare(expectation(['one']), { stdout: utf8(numbers), stderr: utf8('') });
    if (result.same) throw new Error('must differ');
    const lines = result.diff.split('\n');
    expect(lines.length).toBeLessThanOrEqual(45);
    const shown = lines.filter((line) => /^\+\d/.test(line)).length;
    const left = Number(/^… (\d+) more/.exec(lines.at(-1) ?? '')?.[1] ?? 0);
    expect(shown + left).toBe(count);
  });
});

describe('hostile patterns end', { timeout: 15_000 }, () => {
  const refuses = (lines: readonly string[], stdout: string) =>
    expect(matches(lines, bytes(stdout))).toBe(false);
  const long = `${'a'.repeat(50_000)}!`;
  test('globs and [..]', () => {
    refuses([`${'*a'.repeat(200)}b (glob)`], long);
    refuses([`${'[..]a'.repeat(200)}b`], long);
    refuses([`${'*?a'.repeat(100)}b (glob)`], long);
  });
  test('regular expressions, which are named', () => {
    refuses(['(a+)+ (re)'], long);
    refuses(
      Array.from({ length: 50 }, () => '(a+)+$ (re)'),
      `${long}\n`.repeat(3),
    );
    const result = compare(expectation(['(a+)+ (re)']), { stdout: bytes(long), stderr: bytes('') });
    expect(result).toMatchObject({ hint: expect.stringContaining('(a+)+') });
  });
  test('lines that nearly match everywhere', () => {
    const many = Array.from({ length: 30_000 }, () => 'a');
    refuses(['...', ...many, 'b'], 'a\n'.repeat(200_000));
  });
  test('many `...`', () => {
    const lines = Array.from({ length: 400 }, () => ['...', 'a']).flat();
    refuses([...lines, 'b'], 'a\n'.repeat(20_000));
  });
});

describe('laws', () => {
  // Markdown keeps these lines as they are, and none looks like a matcher.
  const line = fc
    .stringMatching(/^[ -Z^-~]{0,12}$/)
    .filter((one) => !/^\s*\.\.\.\s*$|\((re|glob|esc|no-eol)\)$/.test(one));
  const text = fc.array(line, { maxLength: 12 });
  const output = (lines: readonly string[]): Uint8Array =>
    utf8(lines.map((one) => `${one}\n`).join(''));
  const clean = (lines: readonly string[]): boolean => !/^\[\d{1,3}\]$/.test(lines.at(-1) ?? '');

  test('every text matches its own lines', () => {
    fc.assert(fc.property(text.filter(clean), (lines) => matches(lines, output(lines))));
  });
  test('`...` may stand for any run of lines', () => {
    fc.assert(
      fc.property(text, fc.nat(12), fc.nat(12), (lines, from, length) => {
        const start = Math.min(from, lines.length);
        const expected = [...lines.slice(0, start), '...', ...lines.slice(start + length)];
        fc.pre(clean(expected));
        return matches(expected, output(lines));
      }),
    );
  });
  test('`[..]` may stand for any part of a line', () => {
    fc.assert(
      fc.property(line, fc.nat(12), fc.nat(12), (one, from, length) =>
        matches([`${one.slice(0, from)}[..]${one.slice(from + length)}x`], output([`${one}x`])),
      ),
    );
  });
  test('a line more or less never matches, and the diff says so', () => {
    fc.assert(
      fc.property(text.filter(clean), line, fc.nat(12), (lines, extra, at) => {
        const longer = [...lines.slice(0, at), extra, ...lines.slice(at)];
        const result = compare(expectation(lines), { stdout: output(longer), stderr: bytes('') });
        return (
          !result.same && result.diff.split('\n').filter((one) => one.startsWith('+')).length === 2
        );
      }),
    );
  });
  test('a glob without wildcards is the line itself', () => {
    fc.assert(
      fc.property(line, line, (a, b) => {
        const glob = `${a.replace(/[*?\\]/g, '\\$&')} (glob)`;
        return (
          matches([glob], output([a])) && matches([glob], output([b])) === (a === b || glob === b)
        );
      }),
    );
  });
});
