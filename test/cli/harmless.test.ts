import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { harmless, harmlessJson, harmlessLines } from '../../src/cli/harmless.ts';
import { ansi, columnsOf, cut, red, type SafeText, safe } from '../../src/cli/safe-text.ts';

describe('text of others', () => {
  test.each([
    ['an escape sequence', '\u001b[2Jgone', '␛[2Jgone'],
    ['a C1 control', '\u009b31mred', '<U+009B>31mred'],
    ['a bell', 'ding\u0007', 'ding␇'],
    ['a line drawn over', 'all is well\rno', 'all is well␍no'],
    ['a direction override', 'a\u202egpj.exe', 'a<U+202E>gpj.exe'],
    ['an isolate', '\u2066x\u2069', '<U+2066>x<U+2069>'],
    ['a line separator', 'a\u2028b', 'a<U+2028>b'],
    ['invisible tags', 'a\u{e0041}b', 'a<U+E0041>b'],
    ['a lone surrogate', 'a\ud800b', 'a<U+D800>b'],
    ['a tab, which stays', 'a\tb', 'a\tb'],
    ['other scripts, which stay', 'héllo 日本語 👩‍🔬 שלום', 'héllo 日本語 👩‍🔬 שלום'],
    ['a workflow command', '  ::set-output name=x::y', '\u200b  ::set-output name=x::y'],
    ['an old workflow command', 'x ##[set-env name=A]b', 'x ##\u200b[set-env name=A]b'],
    ['a command of another CI', '##vso[task.complete]', '##\u200bvso[task.complete]'],
    ['a heading, which stays', '## Title', '## Title'],
    ['a C++ name, which stays', 'std::vector', 'std::vector'],
  ])('%s', (_, hostile, shown) => {
    expect(harmless(hostile)).toBe(shown);
  });

  test('is cut into lines before it is made harmless', () => {
    expect(harmlessLines('a\r\nb\n\u0007\n')).toEqual(['a', 'b', '␇']);
  });

  const anything = fc.string({ unit: 'binary', maxLength: 40 });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be there
  const active = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u2028\u2029]/;

  test('never holds what a terminal acts upon, whatever it was', () => {
    fc.assert(
      fc.property(anything, (text) => {
        expect(harmless(text)).not.toMatch(active);
        expect(ansi(safe`${text}${red(text)}`, false)).not.toMatch(active);
      }),
    );
  });

  test('a JSON document keeps its value', () => {
    const hostile = fc.oneof(anything, fc.constant('##[error]\u001b\u009b\u202e\u{e0041}'));
    fc.assert(
      fc.property(hostile, (text) => {
        const json = harmlessJson(JSON.stringify({ text }, undefined, 2));
        expect(JSON.parse(json)).toEqual({ text });
        expect(json.replaceAll('\n', '')).not.toMatch(active);
        expect(json).not.toContain('##[');
      }),
    );
  });
});

test('columns: wide characters take two, marks and joiners none', () => {
  expect(columnsOf('日本')).toBe(4);
  expect(columnsOf('e\u0301')).toBe(1);
  expect(columnsOf('✓ abc')).toBe(5);
});

test('a line to be drawn over is cut to the terminal', () => {
  const bare = (text: SafeText) => ansi(text, false);
  expect(bare(cut(red('abcdef'), 6))).toBe('abcdef');
  expect(bare(cut(red('abcdefg'), 6))).toBe('abcde…');
  expect(bare(cut(safe`${red('abc')}d${red('efg')}h`, 6))).toBe('abcde…');
  expect(columnsOf(bare(cut(safe`日本語日本語`, 6)))).toBeLessThanOrEqual(6);
  expect(bare(cut(safe`日本語`, 1))).toBe('…');
});

test('what is cut keeps its styles, and ends them', () => {
  expect(ansi(cut(red('abcdefg'), 3), true)).toBe(ansi(red('ab…'), true));
});
