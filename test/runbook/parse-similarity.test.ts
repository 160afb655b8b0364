import { describe, expect, test } from 'vitest';
import { parsePage, told } from './page.ts';

const fence = '```';

function block(info: string, ...lines: readonly string[]): string {
  return [`${fence}${info}`, ...lines, fence, ''].join('\n');
}

function page(mark: string, info = 'output', between = ''): string {
  return `${block('sh', 'x')}\n${between}${mark}\n${block(info, 'a (re)', '[3]')}`;
}

describe('the comment that Innovation Engine has before output', () => {
  test.each([
    ['<!-- expected_similarity=0.8 -->', 0.8],
    ['<!--expected_similarity=1.0-->', 1],
    ['<!-- expected_similarity=0 -->', 0],
    ['<!-- expected_similarity= .5 -->', undefined],
    ['<!-- expected_similarity=0.3 -->', 0.3],
  ])('%s', (mark, similarity) => {
    const found = parsePage(page(mark));
    const [command] = found.runbook?.steps[0]?.commands ?? [];
    expect(command?.expect?.similarity).toBe(similarity);
    // Its text is no matcher and no status.
    expect(command?.exit).toBe(0);
    expect(command?.expect?.lines).toEqual(
      ['a (re)', '[3]'].map((raw) => ({ kind: 'literal', raw, text: raw, noEol: false })),
    );
    expect(told(found)).toEqual(
      similarity === undefined ? ['5:1 runbook-expectation `.5` is no similarity'] : [],
    );
  });
  test('a regular expression in quotes', () => {
    const found = parsePage(page('<!-- expected_similarity=".*inst\\w+ \\"1\\"" -->'));
    expect(told(found)).toEqual([
      '5:1 runbook-expectation `.*inst\\w+ \\"1\\"` is no regular expression: Invalid escape',
    ]);
    const sound = parsePage(page('<!-- expected_similarity=".*inst\\w+" -->'));
    expect(told(sound)).toEqual([]);
    expect(sound.runbook?.steps[0]?.commands[0]?.expect).toMatchObject({ pattern: '.*inst\\w+' });
  });
  test.each([
    ['prose between', 'text', 'Results:\n\n'],
    ['prose directly above', 'text', 'Results:\n'],
    ['another language', 'JSON', ''],
    ['a language with attributes', 'yaml title="x"', ''],
  ])('marks output with %s', (_, info, between) => {
    const found = parsePage(page('<!-- expected_similarity=0.9 -->', info, between));
    expect(told(found)).toEqual([]);
    expect(found.runbook?.steps).toHaveLength(1);
    expect(found.runbook?.steps[0]?.commands[0]?.expect).toMatchObject({
      similarity: 0.9,
      format: info === 'JSON' ? 'json' : 'lines',
    });
  });
  test.each([
    ['no step above', `<!-- expected_similarity=0.9 -->\n${block('text', 'a')}`, 1],
    [
      'a console block above',
      `${block('console', '$ x')}\n<!-- expected_similarity=0.9 -->\n${block('text', 'a')}`,
      5,
    ],
    [
      'a step as its output',
      `${block('sh', 'x')}\n<!-- expected_similarity=0.9 -->\n${block('sh', 'a')}`,
      5,
    ],
  ])('that has %s is told', (_, text, line) => {
    expect(told(parsePage(text)).filter((one) => one.includes('orphan'))).toEqual([
      `${line}:1 runbook-output-orphan this output follows no step, so nothing is compared with it`,
    ]);
  });
  test.each([
    '<!-- expected similarity=0.9 -->',
    '<!-- similarity=0.9 -->',
    '<!-- a note: expected_similarity=0.9 -->',
  ])('is not %s, which leaves the output where it was', (mark) => {
    expect(parsePage(page(mark, 'text')).runbook?.steps[0]?.commands[0]?.expect).toBeUndefined();
  });
  test('elsewhere than on a runbook it is a comment', () => {
    const text = `<!-- expected_similarity=x -->\n${block('text', 'a')}`;
    expect(parsePage(text, { kind: 'doc' }).diagnostics).toEqual([]);
  });
});
