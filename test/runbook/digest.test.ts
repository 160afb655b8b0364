import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type PageOptions, parsePage } from './page.ts';

function digests(text: string, options?: PageOptions): readonly string[] {
  return (parsePage(text, options).runbook?.steps ?? []).map((step) => step.digest);
}

const fence = '```';
const page = `# A title\n\nProse.\n\n${fence}sh name=a\nmake\n${fence}\n\n${fence}sh\ntest\n${fence}\n\n${fence}output\nok\n${fence}\n`;

describe('what has no part in the digest', () => {
  test.each([
    ['prose', page.replace('Prose.', '  Other\n\n\n prose. ')],
    ['the name', page.replace('name=a', 'name=b')],
    ['a title and marked lines', page.replace('name=a', 'name=a title="X" {1}')],
    ['whether it is shown', page.replace('name=a', 'name=a hidden')],
    ['the fence', page.replaceAll(fence, '~~~~')],
    ['where it stands', page.replaceAll(/^/gm, '> ')],
    ['line ends', page.replaceAll('\n', '\r\n')],
    ['an alias of the language', page.replace('sh\ntest', 'shell\ntest')],
  ])('%s', (_, text) => {
    expect(digests(text)).toEqual(digests(page));
  });
  test('the reason of a skip', () => {
    const skipped = (reason: string) => digests(page.replace('name=a', `skip="${reason}"`));
    expect(skipped('x')).toEqual(skipped('y'));
    expect(skipped('x')).not.toEqual(digests(page));
  });
});

describe('what has', () => {
  test.each([
    ['a command', page.replace('\ntest', '\ntest 2'), 1],
    ['its white space', page.replace('\ntest', '\n test'), 1],
    ['expected output', page.replace('ok', 'OK'), 1],
    ['the format of the expectation', page.replace(`${fence}output`, `${fence}json`), 1],
    ['the status', page.replace('sh\ntest', 'sh exit=1\ntest'), 1],
    ['the limit', page.replace('sh\ntest', 'sh timeout=1s\ntest'), 1],
    ['the role', page.replace('sh\ntest', 'sh role=teardown\ntest'), 1],
    ['the language', page.replace('sh\ntest', 'bash\ntest'), 1],
    ['what comes before', page.replace('make', 'make all'), 0],
    ['a step more', page.replace('Prose.', `${fence}sh\nx\n${fence}`), 0],
  ])('%s, for that step and all behind it', (_, text, first) => {
    const before = digests(page);
    const after = digests(text);
    expect(after.slice(0, first)).toEqual(before.slice(0, first));
    for (const digest of after.slice(first)) expect(before).not.toContain(digest);
  });
  test.each([
    ['images', { settings: { images: ['debian:12'] } }],
    ['env', { settings: { env: { A: 'b' } } }],
    ['the prompt', { settings: { prompts: ['#'] } }],
    ['the limit of the whole', { settings: { timeoutMs: 1 } }],
    ['the default image', { verify: { image: 'debian:13' } }],
    [
      'limits',
      {
        verify: {
          limits: { memoryBytes: 1, cpus: 1, pids: 1, openFiles: 1, outputBytes: 1, diskBytes: 1 },
        },
      },
    ],
  ] satisfies readonly (readonly [string, PageOptions])[])(
    '%s of the document, for all',
    (_, options) => {
      const before = digests(page);
      for (const digest of digests(page, options)) expect(before).not.toContain(digest);
    },
  );
});

test('law: a change of one step changes its digest and all later ones, none before', () => {
  const command = fc.stringMatching(/^[a-z]{1,5}( [a-z]{1,3})?$/);
  fc.assert(
    fc.property(
      fc.array(command, { minLength: 1, maxLength: 8 }),
      fc.nat(7),
      command,
      (commands, at, other) => {
        const index = at % commands.length;
        fc.pre(commands[index] !== other);
        const text = (all: readonly string[]): string =>
          all.map((one) => `${fence}sh\n${one}\n${fence}\n`).join('\n');
        const before = digests(text(commands));
        const after = digests(text(commands.with(index, other)));
        return before.every((digest, i) => (digest === after[i]) === i < index);
      },
    ),
  );
});

test('law: the order of different steps is part of it', () => {
  const blocks = (...all: readonly string[]) =>
    all.map((one) => `${fence}sh\n${one}\n${fence}\n`).join('\n');
  expect(digests(blocks('a', 'b')).at(-1)).not.toBe(digests(blocks('b', 'a')).at(-1));
});
