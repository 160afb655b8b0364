import { describe, expect, test } from 'vitest';
import { complaintLine } from '../../src/runbook/run/interpreter.ts';
import { block, brief, describeOnEngines } from './on-engines.ts';

describeOnEngines(['bubblewrap', 'docker', 'podman'], 'a block in another language', (prove) => {
  test('runs in the same folder, with what the shell exports, from a file or from stdin', async () => {
    const report = await prove(
      [
        block('sh', 'mkdir sub && cd sub', 'export WHO=world', 'hidden=1'),
        block(
          'perl run name=greet',
          'use Cwd; print "hello $ENV{WHO} from ", getcwd, " as $0\\n";',
          'print defined $ENV{hidden} ? "leak" : "private", "\\n";',
        ),
        block('output', 'hello world from /work/sub as greet.pl', 'private'),
        block('text interpreter="tr a-z A-Z"', 'from stdin: $WHO `x` \'"', 'EOF'),
        block('output', 'FROM STDIN: $WHO `X` \'"', 'EOF'),
        block('perl interpreter="perl -w {} one two" exit=4', 'print "@ARGV\\n"; exit 4;'),
        block('output', 'one two'),
        block('awk run', '#!/usr/bin/awk -f', 'BEGIN { print "by its shebang" }'),
        block('output', 'by its shebang'),
        block('sh', 'echo "$? $PWD"'),
        block('output', '0 /work/sub'),
      ].join('\n'),
    );
    expect(report.diagnostics).toEqual([]);
    expect(report.status).toBe('passed');
  });

  test('that fails is told at the line which its interpreter names', async () => {
    const report = await prove(
      block('perl run name=divide', 'my $x = 0;', '', 'print 1 / $x;', 'print "never";'),
    );
    expect(report.diagnostics[0]).toMatchObject({
      code: 'step-exit',
      message: expect.stringMatching(/^step `divide` exited with \d+, expected 0$/),
      details: ['stderr: Illegal division by zero at divide.pl line 3.'],
      span: { start: { line: 4, column: 1 } },
    });
  });

  test('whose interpreter is not there names it', async () => {
    const report = await prove(
      [block('text interpreter="nonesuch -x {}"', 'x'), block('sh', 'true')].join('\n'),
    );
    expect(report.diagnostics[0]).toMatchObject({
      message: 'step `step-1` exited with 127, expected 0',
      hint: expect.stringContaining('`nonesuch`'),
    });
    const [found] = (await prove(block('x run', '#!/usr/bin/env nonesuch', 'x'))).diagnostics;
    expect(found?.hint).toContain('`nonesuch`');
    const [place] = (await prove(block('x run', '#!/opt/bin/nonesuch', 'x'))).diagnostics;
    expect(place?.hint).toContain('`/opt/bin/nonesuch`');
  });
});

describeOnEngines(['bubblewrap'], 'what a block in another language cannot do', (prove) => {
  test('be read by the shell: what looks like its end, its quotes and its markers', async () => {
    const lines = [
      "'",
      '"',
      '\\',
      '$(touch /tmp/no)',
      '`touch /tmp/no`',
      'EOF',
      '{}',
      '\t ü 😀 \u0001',
      '%s',
    ];
    const report = await prove(
      [
        block('text interpreter=cat', ...lines),
        block('output', ...lines),
        block('text interpreter="cat {}"', ...lines),
        block('output', ...lines),
        block('sh', 'test ! -e /tmp/no'),
      ].join('\n'),
    );
    expect(report.diagnostics).toEqual([]);
    expect(report.status).toBe('passed');
  });

  test('an interpreter that is no command', async () => {
    const report = await prove(block('text interpreter="cat {} | (" name=a', 'x'));
    expect(report.diagnostics[0]).toMatchObject({
      code: 'step-syntax',
      message: 'the interpreter of step `a` is no complete shell command: cat {} | (',
    });
  });

  test('take the shell with it, or run for ever', async () => {
    const report = await prove(
      [
        block('perl run exit=7', 'exit 7'),
        block('sh', 'echo alive'),
        block('output', 'alive'),
        block('perl run timeout=500ms', '$| = 1; print "begun\\n"; sleep 60;'),
      ].join('\n'),
    );
    expect(brief(report)).toMatchObject({
      steps: ['step-1 passed', 'step-2 passed', 'step-3 failed'],
      told: ['step-timeout: step `step-3` did not end within 500 ms'],
    });
    expect(report.diagnostics[0]?.details).toEqual(['stdout: begun']);
  });

  test('in the background its complaint is told at its line, too', async () => {
    const report = await prove(
      block(
        'perl run name=server background ready=tcp:9',
        '',
        'warn "about to";',
        'die "no port";',
      ),
    );
    expect(report.diagnostics[0]).toMatchObject({
      code: 'step-background',
      span: { start: { line: 4 } },
      details: ['stderr: about to at server.pl line 2.', 'stderr: no port at server.pl line 3.'],
    });
  });

  test('in the background it is a server as any other', async () => {
    const report = await prove(
      [
        block(
          'perl run name=server background ready=tcp:8090',
          'use IO::Socket::INET;',
          'my $l = IO::Socket::INET->new(Listen => 1, LocalPort => 8090) or die;',
          'while (my $c = $l->accept) { print $c "hi\\n"; close $c }',
        ),
        block('bash', 'cat </dev/tcp/127.0.0.1/8090'),
        block('output', 'hi'),
      ].join('\n'),
    );
    expect(report.diagnostics).toEqual([]);
  });
});

describe('the line that an interpreter names', () => {
  const named = (text: string, names: readonly string[] = ['a-b.py']) =>
    complaintLine(Buffer.from(text), { file: '', path: '', script: '', names });
  test.each([
    [
      'Python: the last call',
      'File "a-b.py", line 9, in <module>\n  File "a-b.py", line 3, in f\nKeyError',
      3,
    ],
    ['Perl: what ended it', 'odd at a-b.py line 2.\nno at a-b.py line 4.\n', 4],
    [
      'Ruby: where it was raised',
      "a-b.py:5:in 'f': no (RuntimeError)\n\tfrom a-b.py:8:in '<main>'",
      5,
    ],
    ['Node', 'node:internal/x:12\n/x/a-b.py:7\n', undefined],
    [
      'Node, of the file itself',
      'a-b.py:7\nthrow new Error("x")\n    at Object.<anonymous> (a-b.py:7:7)',
      7,
    ],
    ['a shell', 'a-b.py: line 6: x: not found', 6],
    ['another file', 'File "other-a-b.py", line 3\nxa-b.py:4', undefined],
    ['no dot of its own', 'a-bxpy:3', undefined],
    ['nothing', '', undefined],
  ])('%s', (_, text, line) => {
    expect(named(text)).toBe(line);
  });
  test('of what came on stdin', () => {
    expect(named('File "<stdin>", line 2', ['<stdin>', '-'])).toBe(2);
    expect(named('died at - line 3.', ['<stdin>', '-'])).toBe(3);
  });
});
