import { describe, expect, test } from 'vitest';
import { stepAttributes } from '../../src/model/step-attributes.ts';
import { lintRunbook } from '../../src/runbook/lint/lint.ts';
import { commandPlace } from '../../src/runbook/run/command-place.ts';
import { parsePage, told } from './page.ts';
import { updated } from './updated.ts';

const block = (info: string, ...lines: readonly string[]) =>
  `\`\`\`${info}\n${lines.join('\n')}\n\`\`\`\n`;

function stepsOf(text: string) {
  const page = parsePage(text);
  expect(told(page)).toEqual([]);
  return page.runbook?.steps ?? [];
}

describe('what is run is what a reader sees', () => {
  test.each([
    ['sh', 'ls -l # [!code focus]', 'ls -l'],
    ['sh', 'ls -l # [!code ++] [!code hl:2]', 'ls -l'],
    ['sh', 'ls -l # why [!code hl]', 'ls -l # why'],
    ['sh', 'ls -l # [!!code hl]', 'ls -l # [!code hl]'],
    ['sh', 'ls -l # [!code nope]', 'ls -l # [!code nope]'],
    ['python run', 'print(1) # [!code error]', 'print(1)'],
  ])('%s: %s', (info, line, expected) => {
    expect(stepsOf(block(info, line))[0]?.commands[0]?.script).toBe(expected);
  });

  test('a marker changes no digest, and nothing of how a block is shown does', () => {
    const digest = (text: string) => stepsOf(text).map((step) => step.digest);
    const plain = digest(block('sh', 'a', 'b'));
    for (const info of ['sh {1} "a" /b/ ins={2}', 'sh wrap showLineNumbers=3', 'sh collapse={1}'])
      expect(digest(block(info, 'a', 'b'))).toEqual(plain);
    expect(digest(block('sh', 'a # [!code focus]', 'b # [!code ++]'))).toEqual(plain);
    expect(digest(block('sh', '# [!code focus]', 'a', '# [!code word:b]', 'b'))).toEqual(plain);
    expect(digest(block('sh', 'a', 'b # other'))).not.toEqual(plain);
    expect(digest(`::: code-group\n\n${block('sh [x]', 'a', 'b')}\n:::\n`)).toEqual(plain);
  });

  test('what is shown as removed is not run, as it is not copied', () => {
    const script = (text: string) => stepsOf(text)[0]?.commands[0]?.script;
    expect(script(block('sh', 'a # [!code --]', 'b # [!code ++]'))).toBe('b');
    expect(script(block('sh del={2-3}', '# [!code hl]', 'a', 'b', 'c', 'd'))).toBe('a\nd');
    const file = block(
      'nginx file=/work/x',
      'listen 80; # [!code --]',
      'listen 8080; # [!code ++]',
    );
    expect(stepsOf(file)[0]?.file?.content).toBe('listen 8080;\n');
    expect(told(parsePage(block('console', '$ a # [!code --]', '$ b')))).toEqual([
      '2:1 runbook-console a line that is only a marker, or is shown as removed, has no place in a transcript',
    ]);
  });

  test('also in a file, in any language', () => {
    const lines = ['{', '  // [!code highlight]', '  "a": 1 // [!code ++]', '}'];
    expect(stepsOf(block('json file=/work/a.json', ...lines))[0]?.file?.content).toBe(
      '{\n  "a": 1\n}\n',
    );
  });

  test('also in a transcript and in its output', () => {
    const [step] = stepsOf(block('console', '$ echo a # [!code hl]', 'a # [!code ++]'));
    expect(step?.commands[0]).toMatchObject({
      script: 'echo a',
      expect: { lines: [{ raw: 'a' }] },
    });
    const [other] = stepsOf(
      block('sh', 'echo a') + block('output {1} title="x"', 'a # [!code hl]'),
    );
    expect(other?.commands[0]?.expect?.lines.map(({ raw }) => raw)).toEqual(['a']);
  });

  test('a transcript has no place for a marker of its own line', () => {
    expect(told(parsePage(block('console', '$ echo a', '# [!code hl]', 'a')))).toEqual([
      '3:1 runbook-console a line that is only a marker, or is shown as removed, has no place in a transcript',
    ]);
    expect(told(parsePage(block('sh', 'echo a') + block('output', '# [!code hl]', 'a')))).toEqual([
      '5:1 runbook-expectation a line that is only a marker, or is shown as removed, has no place in a transcript',
    ]);
  });

  test('a note goes where there is a list, behind the block or behind what it prints', () => {
    const scripts = (text: string) => stepsOf(text).map((step) => step.commands[0]?.script);
    expect(scripts(`${block('sh', 'ls # (1)!')}\n1. Lists\n`)).toEqual(['ls']);
    expect(scripts(`${block('sh', 'ls # (1)!')}${block('output', 'a')}\n1. Lists\n`)).toEqual([
      'ls',
    ]);
    expect(scripts(block('sh', 'ls # (1)!'))).toEqual(['ls # (1)!']);
  });

  test('`text` and `json` with marks are blocks of their own, no output', () => {
    for (const info of ['text "a"', 'json {1}', 'text [x]']) {
      expect(stepsOf(block('sh', 'echo a') + block(info, 'a'))[0]?.commands[0]?.expect).toBe(
        undefined,
      );
    }
  });
});

describe('places', () => {
  const text = block('sh', '# [!code hl]', 'a', '# [!code ++:2]', 'nope x # [!code focus]', 'b');

  test('of a line that failed are those of the page', () => {
    const page = parsePage(text);
    const step = page.runbook?.steps[0];
    const command = step?.commands[0];
    if (page.runbook === undefined || step === undefined || command === undefined)
      throw new Error();
    expect(command.script).toBe('a\nnope x\nb');
    const execution = {
      ended: 'exit' as const,
      exitCode: 127,
      stderr: Buffer.from('bash: line 2: nope: not found'),
    };
    const span = commandPlace(page.runbook.source, { step, command, execution });
    expect(text.slice(span.start.offset, span.end.offset)).toBe('nope x');
  });

  test('of what lint finds likewise', () => {
    const page = parsePage(block('sh', '# [!code hl]', 'true', 'rm -rf /x/* || true # [!code hl]'));
    if (page.runbook === undefined) throw new Error();
    for (const { span } of lintRunbook(page.runbook).diagnostics)
      expect(span?.start.line).not.toBe(2);
  });

  test('of output that is updated: markers of lines that stay are left', async () => {
    const page = block('console', '$ ls # [!code hl]', 'a # [!code ++]', 'b', 'c # [!code focus]');
    expect((await updated(page, [{ stdout: 'a\nx\nc\n' }])).text).toBe(
      block('console', '$ ls # [!code hl]', 'a # [!code ++]', 'x', 'c # [!code focus]'),
    );
  });
});

test('the attributes of steps are those that other blocks are not told of', () => {
  const [unknown] = parsePage(block('sh zzzzzzzzzzzz', 'a')).diagnostics;
  expect(unknown?.hint?.replace('the attributes are ', '').split(', ').sort()).toEqual(
    [...stepAttributes].sort(),
  );
});
