import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parsePage, told } from './page.ts';

const fence = '```';

function commands(lines: readonly string[], prompts: readonly string[] = []) {
  const page = parsePage([`${fence}console`, ...lines, fence, ''].join('\n'), {
    settings: { prompts },
  });
  expect(told(page)).toEqual([]);
  return (page.runbook?.steps[0]?.commands ?? []).map((command) => [
    command.script,
    command.expect?.lines.map((line) => line.raw).join('\n'),
  ]);
}

describe('what was typed at the prompt of a program', () => {
  const transcript = (...lines: readonly string[]) =>
    parsePage([`${fence}console`, ...lines, fence, ''].join('\n')).diagnostics;
  test.each([
    ['>>> 1 + 1', 'Python'],
    ['postgres=# select 1;', 'psql'],
    ['app-> from x;', 'psql'],
    ['mysql> select 1;', 'MySQL'],
    ['MariaDB [(none)]> select 1;', 'MariaDB'],
    ['sqlite> .tables', 'SQLite'],
    ['irb(main):001:0> 1', 'irb'],
  ])('%s', (line, name) => {
    const found = transcript('$ program', 'hello', line, '2', line);
    expect(found).toMatchObject([
      {
        severity: 'warning',
        span: { start: { line: 4 } },
        hint: expect.stringContaining('interpreter='),
      },
    ]);
    expect(found[0]?.message).toContain(`at the prompt of ${name}`);
    const [alone] = transcript(line);
    expect(alone).toMatchObject({ severity: 'error', hint: found[0]?.hint });
  });
  test.each(['>> appended', '> quoted', 'a => b', 'x=#y', 'total: 3> 2'])(
    '%s is output',
    (line) => {
      expect(transcript('$ program', line)).toEqual([]);
    },
  );
});

describe('prompts of the document', () => {
  test('stand beside `$`, are literal, and the longest counts', () => {
    expect(
      commands(
        ['me@host:~$ a', 'x', '$ b', 'postgres=# c', '# d', '## e'],
        ['me@host:~$', 'postgres=#', '##', '#'],
      ),
    ).toEqual([
      ['a', 'x'],
      ['b', ''],
      ['c', ''],
      ['d', ''],
      ['e', ''],
    ]);
  });
  test('need a space behind them, or nothing at all', () => {
    expect(commands(['% a', '%b', '100% c'], ['%'])).toEqual([['a', '%b\n100% c']]);
  });
  test('mean nothing to a regular expression', () => {
    expect(commands(['(a+)+$ x', 'aaaa$ y'], ['(a+)+$'])).toEqual([['x', 'aaaa$ y']]);
  });
  test('hold for continued lines of the same command', () => {
    expect(commands(['root# cat <<E \\', '> | wc', '> a', '> E', '1'], ['root#'])).toEqual([
      ['cat <<E \\\n| wc\na\nE', '1'],
    ]);
  });
});

test.each([
  ['# id', '#'],
  ['me@host:~$ id', 'me@host:~$'],
  ['[root@host /etc]# id', '[root@host /etc]#'],
  ['% id', '%'],
  ['id', undefined],
  ['a"b$ id', undefined],
  ['100%', undefined],
])('the hint for a block that begins with `%s` names its prompt', (line, prompt) => {
  const [one] = parsePage(`${fence}console\n${line}\n${fence}\n`).diagnostics;
  expect(one?.message).toBe('the block has no command');
  expect(one?.hint).toContain(prompt === undefined ? 'begin each' : `\`prompt: "${prompt}"\``);
});

describe('here-documents typed at the prompt', () => {
  test.each([
    ['with `> `', ['$ cat <<E', '> a', '> E', 'a'], [['cat <<E\na\nE', 'a']]],
    ['without', ['$ cat <<E', 'a', 'E', 'a'], [['cat <<E\na\nE', 'a']]],
    [
      'whose text has `> ` lines',
      ['$ cat <<E', '> a', 'b', 'E', 'x'],
      [['cat <<E\n> a\nb\nE', 'x']],
    ],
    [
      'whose text has prompts',
      ['$ cat <<E', '$ a', 'E', '$ b'],
      [
        ['cat <<E\n$ a\nE', ''],
        ['b', ''],
      ],
    ],
    [
      'two of one command',
      ['$ paste <(cat <<A) - <<"B C"', 'a', 'A', 'b', 'B C', 'out'],
      [['paste <(cat <<A) - <<"B C"\na\nA\nb\nB C', 'out']],
    ],
    [
      'two, of which one is prompted',
      ['$ x <<A <<B', '> a', '> A', 'b', 'B', 'out'],
      [['x <<A <<B\na\nA\nb\nB', 'out']],
    ],
    [
      'in a loop that goes on',
      ['$ for i in 1; do cat <<E', '> a', '> E', '> done', 'a'],
      [['for i in 1; do cat <<E\na\nE\ndone', 'a']],
    ],
    [
      'behind a backslash',
      ['$ cat <<E \\', '  | wc -l', 'a', 'E', '1'],
      [['cat <<E \\\n  | wc -l\na\nE', '1']],
    ],
    ['whose output begins with `> `', ['$ cat <<E', 'a', 'E', '> a'], [['cat <<E\na\nE', '> a']]],
    ['with tabs', ['$ cat <<-E', '\ta', '\tE', 'a'], [['cat <<-E\n\ta\n\tE', 'a']]],
    [
      'whose end is quoted in part',
      ["$ cat <<E'O'F", '$x', 'EOF', '$x'],
      [["cat <<E'O'F\n$x\nEOF", '$x']],
    ],
    [
      'inside a substitution',
      ['$ x=$(cat <<E', '> a', '> E', '> )', '$ y'],
      [
        ['x=$(cat <<E\na\nE\n)', ''],
        ['y', ''],
      ],
    ],
    ['that is none: quoted', ['$ echo "<<E"', 'a', 'E'], [['echo "<<E"', 'a\nE']]],
    ['that is none: a comment', ['$ x # <<E', 'a', 'E'], [['x # <<E', 'a\nE']]],
    ['that is none: a shift', ['$ echo $((1<<E))', 'a', 'E'], [['echo $((1<<E))', 'a\nE']]],
    ['that is none: a here-string', ['$ cat <<< E', 'a', 'E'], [['cat <<< E', 'a\nE']]],
  ] as const)('%s', (_, lines, expected) => {
    expect(commands(lines)).toEqual(expected);
  });
});

describe('quotes over several lines', () => {
  test.each([
    ['single', ["$ echo 'a", "b'", 'a', 'b'], [["echo 'a\nb'", 'a\nb']]],
    ['double', ['$ echo "a', '\\"b"', 'x'], [['echo "a\n\\"b"', 'x']]],
    ['with `> `', ["$ echo 'a", "> b'", 'x'], [["echo 'a\nb'", 'x']]],
    ['with an empty line', ["$ echo 'a", '', "b'", 'x'], [["echo 'a\n\nb'", 'x']]],
    [
      'without an end before the next prompt',
      ["$ echo it's", 'x', "$ echo '"],
      [
        ["echo it's", 'x'],
        ["echo '", ''],
      ],
    ],
    ['typed behind `> `, as is what follows', ["$ echo '", "> a'", '> a'], [["echo '\na'\na", '']]],
    ['bare, and the same', ["$ echo '", "a'", '> a'], [["echo '\na'", '> a']]],
    ['escaped', ["$ echo it\\'s", "x'y"], [["echo it\\'s", "x'y"]]],
    ['in $-quotes', ["$ echo $'it\\'s'", "x'y"], [["echo $'it\\'s'", "x'y"]]],
    ['in a comment', ["$ x # don't", "y'z"], [["x # don't", "y'z"]]],
    ['one in the other', ['$ echo "it\'s"', "x'y"], [['echo "it\'s"', "x'y"]]],
    [
      'and a here-document behind',
      ['$ cat <<E "', '"', 'a', 'E', 'x'],
      [['cat <<E "\n"\na\nE', 'x']],
    ],
  ] as const)('%s', (_, lines, expected) => {
    expect(commands(lines)).toEqual(expected);
  });
});

test('law: what is typed behind `$ ` and `> ` is run, and the rest is its output', () => {
  const typed = fc.array(fc.stringMatching(/^[a-z ]{0,6}$/), { minLength: 1, maxLength: 5 });
  const printed = fc.array(fc.stringMatching(/^[a-z]{1,6}$/), { maxLength: 4 });
  const one = fc.tuple(typed, printed).filter(([lines]) => lines[0]?.trim() !== '');
  fc.assert(
    fc.property(fc.array(one, { minLength: 1, maxLength: 5 }), (all) => {
      const lines = all.flatMap(([script, output]) => [
        ...script.map((line, index) => `${index === 0 ? '$' : '>'} ${line}`),
        ...output,
      ]);
      expect(commands(lines)).toEqual(
        all.map(([script, output]) => [script.join('\n'), output.join('\n')]),
      );
    }),
  );
});

test('law: a here-document is the same with and without `> `', () => {
  const text = fc.array(fc.stringMatching(/^[a-z$'"\\#]{0,5}$/), { maxLength: 6 });
  fc.assert(
    fc.property(text, (lines) => {
      fc.pre(!lines.includes('E'));
      const bare = commands(['$ cat <<E', ...lines, 'E', 'out', '$ next']);
      expect(bare).toEqual(
        commands(['$ cat <<E', ...lines.map((line) => `> ${line}`), '> E', 'out', '$ next']),
      );
      expect(bare[0]).toEqual([['cat <<E', ...lines, 'E'].join('\n'), 'out']);
    }),
  );
});
