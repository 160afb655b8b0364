import { expect, test } from 'vitest';
import { diagnosticLines, inOrder, summary } from '../../src/cli/diagnostic-text.ts';
import { ansi } from '../../src/cli/safe-text.ts';
import { type Diagnostic, diagnostic, diagnosticAt } from '../../src/model/diagnostic.ts';
import { sourceFile, spanAt } from '../../src/model/source.ts';

const where = { root: '/site', cwd: '/site' };
const shown = (one: Diagnostic, at = where) =>
  diagnosticLines(one, at).map((line) => ansi(line, false));

const page = sourceFile(
  'content/runbooks/deploy.md',
  '# Deploy\n\n```sh name=apply\nkubectl aply -f app.yaml\n```\n',
);
const at = (text: string) => {
  const start = page.text.indexOf(text);
  return spanAt(page.text, start, start + text.length);
};

test('the form of the design: place, severity, code, frame, details, hint', () => {
  const one = diagnosticAt(page, at('kubectl aply -f app.yaml'), {
    code: 'step-exit',
    message: 'step `apply` exited with 127, expected 0',
    details: ['stderr: sh: 1: kubectl: not found'],
    hint: 'name another image in the front matter',
  });
  expect(shown(one)).toEqual([
    'content/runbooks/deploy.md:4:1 error step-exit  step `apply` exited with 127, expected 0',
    '  3 │ ```sh name=apply',
    '▶ 4 │ kubectl aply -f app.yaml',
    '  5 │ ```',
    '  stderr: sh: 1: kubectl: not found',
    '  hint: name another image in the front matter',
  ]);
});

test('a stretch within a line is underlined, a point gets a caret', () => {
  const stretch = diagnosticAt(page, at('aply'), { code: 'step-exit', message: 'm' });
  expect(shown(stretch)[3]).toBe('    │         ~~~~');
  const point = diagnosticAt(page, spanAt(page.text, page.text.indexOf('aply')), {
    code: 'step-exit',
    message: 'm',
  });
  expect(shown(point)[3]).toBe('    │         ^');
});

test('the underline stands right after tabs and wide characters', () => {
  const source = sourceFile('a.md', '\t日本 bad');
  const one = diagnosticAt(source, spanAt(source.text, 4, 7), { code: 'step-exit', message: 'm' });
  expect(shown(one).slice(1)).toEqual(['▶ 1 │   日本 bad', '    │        ~~~']);
});

test('every line of a span over several lines is marked, without an underline', () => {
  const one = diagnosticAt(page, at('```sh name=apply\nkubectl aply -f app.yaml\n'), {
    code: 'step-exit',
    message: 'm',
  });
  expect(shown(one).slice(1, 5)).toEqual([
    '  2 │ ',
    '▶ 3 │ ```sh name=apply',
    '▶ 4 │ kubectl aply -f app.yaml',
    '  5 │ ```',
  ]);
});

test('paths are as a terminal in this folder opens them', () => {
  const one = diagnosticAt(page, at('aply'), { code: 'step-exit', message: 'm' });
  expect(shown(one, { root: '/work/site', cwd: '/work' })[0]).toMatch(
    /^site\/content\/runbooks\/deploy\.md:4:9 /,
  );
  expect(shown(one, { root: '/work/site', cwd: '/work/site/content' })[0]).toMatch(/^runbooks\//);
  const stdin = diagnosticAt(sourceFile('<stdin>', 'x'), spanAt('x', 0), {
    code: 'step-exit',
    message: 'm',
  });
  expect(shown(stdin)[0]).toMatch(/^<stdin>:1:1 error/);
});

test('hostile content is shown, not obeyed', () => {
  const source = sourceFile('content/\u001b[31mx.md', 'a\u001b]0;title\u0007b\n::error::x\n');
  const one = diagnosticAt(source, spanAt(source.text, 0, 1), {
    code: 'step-output',
    message: 'first\u001b[2J\n::warning::second',
    details: ['\u202eevil', '- a\u0007'],
    hint: 'x\ny',
  });
  const text = diagnosticLines(one, where)
    .map((line) => ansi(line, false))
    .join('\n');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be there
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  expect(text).not.toMatch(/^\s*::/m);
  expect(text).toContain('a␛]0;title␇b');
});

test('in order of file, place and severity; what has no file comes first', () => {
  const make = (file: string | undefined, offset: number, severity: 'error' | 'warning') => {
    const source = sourceFile(file ?? '', 'abcdef');
    const input = { code: 'step-exit', message: '', severity } as const;
    return file === undefined
      ? diagnostic(input)
      : diagnosticAt(source, spanAt('abcdef', offset), input);
  };
  const list = [
    make('b.md', 0, 'error'),
    make('a.md', 3, 'error'),
    make('a.md', 1, 'warning'),
    make('a.md', 1, 'error'),
    make(undefined, 0, 'warning'),
  ];
  expect(
    inOrder(list).map(
      ({ file, span, severity }) => `${file} ${span?.start.offset ?? '-'} ${severity}`,
    ),
  ).toEqual([
    'undefined - warning',
    'a.md 1 error',
    'a.md 1 warning',
    'a.md 3 error',
    'b.md 0 error',
  ]);
  const line = summary(list);
  expect(line && ansi(line, false)).toBe('3 errors, 2 warnings in 2 files');
  expect(summary([])).toBeUndefined();
});
