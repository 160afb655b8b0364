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
    ['tags', page.replace('name=a', 'name=a tags=x')],
    ['why something weak is meant so', page.replace('name=a', 'name=a weak=x')],
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
    ['a retry', page.replace('sh\ntest', 'sh retry=1\ntest'), 1],
    ['an interpreter', page.replace('sh\ntest', 'sh interpreter=x\ntest'), 1],
    ['whether it is run twice', page.replace('sh\ntest', 'sh idempotent\ntest'), 1],
    ['whether it is left running', page.replace('sh\ntest', 'sh background\ntest'), 1],
    ['a condition', page.replace('sh\ntest', 'sh only-if=engine:docker\ntest'), 1],
    ['a mark', page.replace(`${fence}output`, `<!-- expected_similarity=1 -->\n$&`), 1],
    ['a mark', page.replace(`${fence}output`, `<!-- expected_similarity="1" -->\n$&`), 1],
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
    ['the network', { settings: { network: 'internal' } }],
    ['services', { settings: { services: [{ name: 'a', image: 'a', env: {}, readyMs: 1 }] } }],
    ['names of secrets', { settings: { secrets: ['A'] } }],
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

describe('one value or another of an attribute', () => {
  const server = `${fence}sh name=a background\nx\n${fence}\n\n`;
  const other = server.replace('=a', '=b');
  const of = (info: string, before = ''): string =>
    digests(`${before}${fence}${info}\nx\n${fence}\n`).at(-1) ?? '';

  test.each([
    ['sh retry=1', 'sh retry=2'],
    ['sh retry=1', 'sh retry=1 every=2s'],
    ['sh background', 'sh background ready=tcp:1'],
    ['sh background ready=tcp:1', 'sh background ready=tcp:2'],
    ['sh background ready=http://localhost/', 'sh background ready=http://localhost/a'],
    ['sh background ready=log:a', 'sh background ready=log:b'],
    ['sh interpreter=a', 'sh interpreter=b'],
    ['python run', 'ruby run'],
    ['sh needs=a', 'sh needs=b'],
    ['sh needs=a', 'sh only-if=command:a'],
    ['sh skip-if=image:a', 'sh only-if=image:a'],
    ['sh skip-if=image:a', 'sh skip-if=image:b'],
    ['x file=a', 'x file=b'],
    ['x file=a', 'x file=a mode=644'],
    ['x file=a mode=644', 'x file=a mode=755'],
  ])('%s and %s differ', (one, two) => {
    expect(of(one)).not.toBe(of(two));
  });
  test.each([
    ['sh retry=1', 'sh retry=1 every=1s'],
    ['python run', 'python run interpreter="python3 {}"'],
    ['py run', 'Python run'],
    ['sh skip-if=arch:a', 'sh skip-if="architecture:a"'],
    ['x file=a mode=644', 'x file=./a mode=0644'],
    ['sh background ready=http://localhost', 'sh background ready=http://localhost:80/#a'],
  ])('%s and %s are the same', (one, two) => {
    expect(of(one)).toBe(of(two));
  });
  test('which step is stopped, and not what it is called', () => {
    expect(of('sh stop=a', server + other)).not.toBe(of('sh stop=b', server + other));
    expect(of('sh stop=a', server + other)).toBe(of('sh stop=b', other + server));
  });
});

test('law: the order of different steps is part of it', () => {
  const blocks = (...all: readonly string[]) =>
    all.map((one) => `${fence}sh\n${one}\n${fence}\n`).join('\n');
  expect(digests(blocks('a', 'b')).at(-1)).not.toBe(digests(blocks('b', 'a')).at(-1));
});
