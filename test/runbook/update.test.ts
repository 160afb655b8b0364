import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compare } from '../../src/runbook/compare/compare.ts';
import { parsePage } from './page.ts';
import { execution, type Printed, updated } from './updated.ts';

const page = (...lines: readonly string[]): string => `${lines.join('\n')}\n`;
const output = (...lines: readonly string[]): string =>
  page('```sh', 'x', '```', '', '```output', ...lines, '```', '', 'the end');
const transcript = (...lines: readonly string[]): string => page('```console', ...lines, '```');

describe('the lines that differ', () => {
  test.each<[string, string, readonly Printed[], string]>([
    ['nothing', output('a', 'b'), [{ stdout: 'a\nb\n' }], output('a', 'b')],
    ['one', output('a', 'b', 'c'), [{ stdout: 'a\nB\nc\n' }], output('a', 'B', 'c')],
    ['one more', output('a', 'c'), [{ stdout: 'a\nb\nc\n' }], output('a', 'b', 'c')],
    ['one less', output('a', 'b', 'c'), [{ stdout: 'a\nc\n' }], output('a', 'c')],
    ['all, of none', output(), [{ stdout: 'a\n' }], output('a')],
    ['all, to none', output('a'), [{}], output()],
    ['a blank one', output('a', 'c'), [{ stdout: 'a\n\nc\n' }], output('a', '', 'c')],
    [
      'beside matchers that hold',
      output('v[..]', '...', '\\d+ (re)', 'x* (glob)', 'old'),
      [{ stdout: 'v1\na\nb\n42\nxyz\nnew\n' }],
      output('v[..]', '...', '\\d+ (re)', 'x* (glob)', 'new'),
    ],
    [
      'a matcher that does not',
      output('v1[..]', 'b'),
      [{ stdout: 'v2.0\nb\n' }],
      output('v2.0', 'b'),
    ],
    [
      'of a transcript',
      transcript('$ a', 'x', '$ b', 'y'),
      [{ stdout: 'x\n' }, { stdout: 'z\n' }],
      transcript('$ a', 'x', '$ b', 'z'),
    ],
    [
      'of a silent command',
      transcript('$ a', '$ b'),
      [{ stdout: 'x\n' }, {}],
      transcript('$ a', 'x', '$ b'),
    ],
    [
      'the blank line before a prompt stays',
      transcript('$ a', 'x', '', '$ b'),
      [{ stdout: 'y\n' }, {}],
      transcript('$ a', 'y', '', '$ b'),
    ],
    [
      'what goes to stderr',
      transcript('$ a', 'err', 'out'),
      [{ stdout: 'OUT\n', stderr: 'err\n' }],
      transcript('$ a', 'err', 'OUT'),
    ],
    ['without an end', output('a'), [{ stdout: 'b' }], output('b (no-eol)')],
    [
      'no output expected',
      page('```sh', 'x', '```'),
      [{ stdout: 'a\n' }],
      page('```sh', 'x', '```'),
    ],
  ])('%s', async (_, before, printed, after) => {
    const result = await updated(before, printed);
    expect(result.text).toBe(after);
    expect(result.left).toEqual([]);
  });
});

describe('the status', () => {
  test.each<[string, string, readonly Printed[], string]>([
    [
      'another',
      transcript('$ a', 'x', '[2]'),
      [{ stdout: 'x\n', exit: 3 }],
      transcript('$ a', 'x', '[3]'),
    ],
    ['none any more', transcript('$ a', 'x', '[2]'), [{ stdout: 'x\n' }], transcript('$ a', 'x')],
    [
      'with other lines',
      transcript('$ a', 'x', '[2]'),
      [{ stdout: 'y\n', exit: 1 }],
      transcript('$ a', 'y', '[1]'),
    ],
    [
      'stays',
      transcript('$ a', 'x', '[2]'),
      [{ stdout: 'y\n', exit: 2 }],
      transcript('$ a', 'y', '[2]'),
    ],
    [
      'as an attribute',
      page('```sh exit=2 name=a', 'x', '```'),
      [{ exit: 1 }],
      page('```sh exit=1 name=a', 'x', '```'),
    ],
    [
      'as an attribute, with output',
      page('```sh exit=2', 'x', '```', '```output', 'a', '```'),
      [{ exit: 1, stdout: 'b\n' }],
      page('```sh exit=1', 'x', '```', '```output', 'b', '```'),
    ],
  ])('%s', async (_, before, printed, after) => {
    expect((await updated(before, printed)).text).toBe(after);
  });

  test('that a page does not state is none of its lines', async () => {
    const before = output('a');
    const result = await updated(before, [{ stdout: 'a\n', exit: 1 }]);
    expect([result.text, result.left.map((one) => one.code)]).toEqual([before, ['update-left']]);
  });
});

describe('what looks like something else', () => {
  const lines = [
    ['...', '... (esc)'],
    ['a [..] b', 'a [..] b (esc)'],
    ['a (re)', 'a (re\\x29 (esc)'],
    ['a (no-eol)', 'a (no-eol\\x29 (esc)'],
    ['a (esc)', 'a (esc\\x29 (esc)'],
    ['[3]', '[3] (esc)'],
    ['tail ', 'tail\\x20 (esc)'],
    ['\tx', '\\tx (esc)'],
    ['a\u0007b', 'a\\x07b (esc)'],
    ['a\rb', 'a\\rb (esc)'],
    ['a\u202eb', 'a\\xe2\\x80\\xaeb (esc)'],
    ['back\\slash', 'back\\slash'],
    ['grün 字', 'grün 字'],
  ] as const;
  test.each(lines)('%j', async (text, written) => {
    expect((await updated(output('old'), [{ stdout: `${text}\n` }])).text).toBe(output(written));
  });

  test.each([
    ['$ x', '\\x24 x (esc)'],
    ['$', '\\x24 (esc)'],
    ['> x', '\\x3e x (esc)'],
    ['$HOME', '$HOME'],
    ['# x', '# x'],
  ])('a prompt: %j', async (text, written) => {
    expect((await updated(transcript('$ a'), [{ stdout: `${text}\n` }])).text).toBe(
      transcript('$ a', written),
    );
  });

  test('the prompt of root, where it is one', async () => {
    const options = { settings: { prompts: ['#'] } };
    const result = await updated(transcript('# a'), [{ stdout: '# x\n' }], options);
    expect(result.text).toBe(transcript('# a', '\\x23 x (esc)'));
  });

  test('bytes that are no UTF-8', async () => {
    const result = await updated(output('old'), [{ stdout: Buffer.from('a\xffb\n', 'latin1') }]);
    expect(result.text).toBe(output('a\\xffb (esc)'));
  });

  test('a fence grows with what it holds', async () => {
    const result = await updated(output('old'), [{ stdout: '```\n````sh\n' }]);
    const fence = '`````';
    expect(result.text).toBe(
      page('```sh', 'x', '```', '', `${fence}output`, '```', '````sh', fence, '', 'the end'),
    );
  });

  test('the end of a comment', async () => {
    const result = await updated(page('```sh', 'x', '```', '', '<!-- output', 'old', '-->'), [
      { stdout: 'a --> b\n' },
    ]);
    expect(result.text).toContain('a --\\x3e b (esc)\n-->');
  });
});

describe('where it stands', () => {
  test.each([
    ['a list', '1. one\n\n   ```console\n   $ a\n   old\n   ```\n', '   new\n'],
    ['a list, on its first line', '- ```console\n  $ a\n  ```\n', '  new\n'],
    ['a quote', '> ```console\n> $ a\n> old\n> ```\n', '> new\n'],
    ['a quote in a list', '- x\n\n  > ```console\n  > $ a\n  > old\n  > ```\n', '  > new\n'],
    ['Windows', '```console\r\n$ a\r\nold\r\n```\r\n', 'new\r\n'],
  ])('%s', async (_, before, line) => {
    const result = await updated(before, [{ stdout: 'new\n' }]);
    const [end = ''] = /[^\n]*```\r?\n$/.exec(before) ?? [];
    expect(result.text).toBe(
      before.replace(/[^\n]*old\r?\n/, '').slice(0, -end.length) + line + end,
    );
  });
});

describe('JSON', () => {
  const json = (...lines: readonly string[]): string =>
    page('```sh', 'x', '```', '', '```json', ...lines, '```');
  test.each<[string, readonly string[], string, readonly string[]]>([
    ['a value', ['{"a": 1,  "b": [1, 2]}'], '{"b":[1,2],"a":2}', ['{"a": 2,  "b": [1, 2]}']],
    [
      'wildcards',
      ['{', '  "id": "[..]",', '  "v": "v[..]",', '  "n": 1', '}'],
      '{"id":7,"v":"v2","n":2}',
      ['{', '  "id": "[..]",', '  "v": "v[..]",', '  "n": 2', '}'],
    ],
    [
      'a new key',
      ['{', '  "a": 1', '}'],
      '{"a":1,"b":[true]}',
      ['{', '  "a": 1,', '  "b": [', '    true', '  ]', '}'],
    ],
    ['a key that is gone', ['{"a": 1, "b": 2}'], '{"b":2}', ['{"b": 2}']],
    ['more keys', ['{"a": 1, ...}'], '{"a":2,"c":3}', ['{"a": 2, ...}']],
    ['items', ['[1, 2, 3]'], '[1,5]', ['[1, 5]']],
    ['more items', ['[1, ..., 4]'], '[0,2,3,4]', ['[0, ..., 4]']],
    [
      'big numbers',
      ['{"a": 9007199254740993}'],
      '{"a": 9007199254740992}',
      ['{"a": 9007199254740992}'],
    ],
    ['another kind', ['{"a": 1}'], '[1]', ['[', '  1', ']']],
    ['what is not seen', ['"x"'], '"a\u202eb"', ['"a\\u202eb"']],
  ])('%s', async (_, before, stdout, after) => {
    expect((await updated(json(...before), [{ stdout }])).text).toBe(json(...after));
  });

  test('that is none is left', async () => {
    const result = await updated(json('{}'), [{ stdout: 'oops' }]);
    expect(result.text).toBe(json('{}'));
    expect(result.left.map((one) => one.message)).toEqual([
      'the output of step `step-1` was not written: it is no JSON: no value begins here',
    ]);
  });
});

const mean = [
  '...',
  '[..]',
  'a [..] b',
  '[0]',
  '[255]',
  '$ x',
  '> x',
  '# x',
  '$',
  '>',
  '```',
  '````sh',
  '~~~',
]
  .concat([
    ' (re)',
    'x (re)',
    '.* (re)',
    'x (glob)',
    'x (esc)',
    'x (no-eol)',
    '\\',
    '\\x41 (esc)',
    ' ',
    '',
    '\t',
  ])
  .concat([
    '-->',
    '<!--',
    '---',
    '    code',
    '- item',
    '> quote',
    '\u001b[31mred\u001b[0m',
    '\r',
    'a\rb',
    '\u0000',
  ])
  .concat(['\u2028', '\ufeff', '\u0085', 'ä', '字', '$ (re) (esc)', '(no-eol)']);

describe('laws', () => {
  const line = fc.oneof(fc.constantFrom(...mean), fc.string(), fc.string({ unit: 'binary' }));
  const text = fc
    .tuple(fc.array(line, { maxLength: 8 }), fc.boolean())
    .map(([lines, ends]) => lines.join('\n') + (ends && lines.length > 0 ? '\n' : ''));
  const bytes = fc.oneof(
    text.map((one) => Buffer.from(one)),
    fc.uint8Array({ maxLength: 40 }),
  );
  const expected = fc.array(
    fc.constantFrom('a', '...', 'v[..]', '\\d+ (re)', '* (glob)', 'x\\ty (esc)', ''),
    { maxLength: 4 },
  );
  const frames: readonly ((lines: readonly string[]) => string)[] = [
    (lines) => output(...lines),
    (lines) => page('~~~sh', 'x', '~~~', '~~~text', ...lines, '~~~'),
    (lines) => transcript('$ x', ...lines),
    (lines) => transcript('$ x', ...lines, '', '$ y', 'two'),
    (lines) => page('- a', '', ...['```console', '$ x', ...lines, '```'].map((one) => `  ${one}`)),
    (lines) => page(...['```console', '$ x', ...lines, '```'].map((one) => `> ${one}`)),
    (lines) => page('```sh', 'x', '```', '', '<!-- output', ...lines, '-->'),
    (lines) => output(...lines).replaceAll('\n', '\r\n'),
  ];

  test('after an update the same output is as expected, and a second one changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...frames),
        expected,
        bytes,
        async (frame, lines, stdout) => {
          const before = frame(lines);
          const printed = [{ stdout }, { stdout: 'two\n' }];
          const result = await updated(before, printed);
          expect(result.left).toEqual([]);
          const command = parsePage(result.text).runbook?.steps[0]?.commands[0];
          const same = command?.expect && compare(command.expect, execution({ stdout })).same;
          expect(same).toBe(true);
          expect((await updated(result.text, printed)).text).toBe(result.text);
        },
      ),
      { numRuns: 400 },
    );
  });

  test('only lines of the expectation are touched, and those that hold are not', async () => {
    await fc.assert(
      fc.asyncProperty(expected, bytes, async (lines, stdout) => {
        const before = page('# A', '', '```console', '$ x', ...lines, '```', '', 'the *end*  ');
        const { text: after } = await updated(before, [{ stdout }]);
        expect(after).toMatch(/^# A\n\n`{3,}console\n\$ x\n[\s\S]*`{3,}\n\nthe \*end\* {2}\n$/);
        for (const one of lines.filter((written) => written === '...'))
          expect(after).toContain(`\n${one}\n`);
      }),
    );
  });
});

const root = fileURLToPath(new URL('../../', import.meta.url));
const folders = ['content', 'test', '../shared/corpora'].map((one) => root + one);

describe('pages that there are', () => {
  test('stay byte for byte where nothing differs', { timeout: 120_000 }, async () => {
    let pages = 0;
    for (const folder of folders.filter(existsSync)) {
      // With types, as symbolic links are not followed then.
      const found = readdirSync(folder, { recursive: true, withFileTypes: true });
      for (const { name, parentPath } of found.filter((one) => one.name.endsWith('.md'))) {
        const text = readFileSync(`${parentPath}/${name}`, 'utf8');
        const read = parsePage(text);
        if (read.runbook === undefined || read.diagnostics.some((one) => one.severity === 'error'))
          continue;
        pages += 1;
        // Each command prints what its page says, where it says it to the letter.
        const printed = read.runbook.steps.flatMap((step) =>
          step.commands.map((command): Printed => {
            const lines = command.expect?.lines ?? [];
            const stdout = lines.map((one) => `${one.raw}\n`).join('');
            const isPlain = lines.every((one) => one.kind === 'literal' && !one.noEol);
            return command.expect?.format === 'lines' && isPlain
              ? { stdout, exit: command.exit }
              : { exit: command.exit, stdout };
          }),
        );
        const silent = await updated(text, []);
        expect([name, silent.text === text]).toEqual([name, true]);
        const spoken = await updated(text, printed);
        const cut = (one: string): string =>
          one.replace(/^.*(?:\(esc\)|\.\.\.|\(no-eol\)).*$/gm, '');
        expect(cut(spoken.text).length).toBeLessThanOrEqual(cut(text).length + 1000);
      }
    }
    expect(pages).toBeGreaterThan(20);
  });
});
