import { describe, expect, test } from 'vitest';
import { isHighlighted, parseInfo, parseInfoLine } from '../../src/markdown/blocks.ts';

const read = (line: string) => {
  const { language, attributes, highlightLines, problems } = parseInfoLine(line);
  return {
    language,
    attributes: Object.fromEntries(attributes),
    lines: highlightLines.map(({ first, last }) => `${first}-${last}`).join(),
    problems: problems.map(({ message }) => message),
  };
};

describe('info strings', () => {
  test.each([
    ['', { language: '' }],
    ['sh', { language: 'sh' }],
    ['sh run', { language: 'sh', attributes: { run: true } }],
    [
      'sh name=x timeout=10s skip="no network" title=\'a "b"\'',
      { attributes: { name: 'x', timeout: '10s', skip: 'no network', title: 'a "b"' } },
    ],
    ['js {2,4-6}', { language: 'js', lines: '2-2,4-6' }],
    ['js{2} title=x', { language: 'js', lines: '2-2', attributes: { title: 'x' } }],
    ['sh {name=x hidden}', { attributes: { name: 'x', hidden: true } }],
    ['sh {"name":"x","n":2,"b":true,"no":{}}', { attributes: { name: 'x', n: '2', b: true } }],
    ['{name=x}', { language: '', attributes: { name: 'x' } }],
    ['js {.class #id a=1,b}', { attributes: { a: '1,b' } }],
    ['sh ready=http://localhost:8080/', { attributes: { ready: 'http://localhost:8080/' } }],
    ['sh __proto__=x', { attributes: {} }],
  ])('%s', (line, expected) => {
    expect(read(line)).toMatchObject({ problems: [], ...expected });
  });

  test.each([
    ['sh name=', '`name=` has no value'],
    ['sh title="x', 'the value of `title` has no closing "'],
    ['sh {2', 'a `{` of the info string has no closing `}`'],
    ['sh {0,3-1}', '`0` is no line or range of lines'],
    ['sh a=1 a=2', '`a` is given twice'],
    ['name=x', 'the info string begins with the attribute `name=x`'],
    ['sh {"a":}', '`{"a":}` is no JSON object'],
    ['sh =x', 'an attribute has no name before its `=`'],
  ])('%s is a problem', (line, problem) => {
    expect(read(line).problems).toContain(problem);
  });

  test('take what remark gives, and time in proportion', { timeout: 10_000 }, () => {
    expect(parseInfo(null, undefined).language).toBe('');
    for (const text of ['{', '="', 'a=', '{}', ' ', "'", '1-'])
      parseInfo('sh', text.repeat(200_000));
  });

  test('mark lines without counting them out', () => {
    const { highlightLines } = parseInfo('js', '{1-999999999}');
    expect(isHighlighted(highlightLines, 5)).toBe(true);
    expect(isHighlighted(highlightLines, 0)).toBe(false);
  });
});
