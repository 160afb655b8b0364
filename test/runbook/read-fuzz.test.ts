import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { complete } from '../../src/config/complete.ts';
import { pointAt, type Span, sourceFile } from '../../src/model/source.ts';
import { type PageReading, pageParser } from '../../src/verify/parse-page.ts';

const parse = pageParser(
  complete({ verify: { languages: { sql: 'psql -f {}' } } }, '/site', undefined),
);

/** The laws of whatever page: nothing is thrown, and all that is told and found lies inside the file. */
async function hold(text: string): Promise<PageReading> {
  const page = await parse(sourceFile('content/runbooks/page.md', text));
  const isInside = ({ start, end }: Span): void => {
    expect(pointAt(text, start.offset)).toEqual(start);
    expect(pointAt(text, end.offset)).toEqual(end);
    expect(start.offset).toBeLessThanOrEqual(end.offset);
  };
  for (const one of page.diagnostics) {
    expect(one.file).toBe('content/runbooks/page.md');
    // A page that is a runbook by its folder alone has no place that says so.
    if (one.span === undefined) expect(one.code).toBe('runbook-empty');
    else isInside(one.span);
    for (const { span } of one.related ?? []) if (span !== undefined) isInside(span);
    expect(one.message.length).toBeLessThan(3000);
  }
  const steps = page.runbook?.steps ?? [];
  expect(new Set(steps.map((step) => step.id)).size).toBe(steps.length);
  for (const step of steps) {
    isInside(step.span);
    for (const command of step.commands) {
      isInside(command.span);
      if (command.expect !== undefined) isInside(command.expect.span);
    }
    if (step.stops !== undefined) {
      expect(steps.find((one) => one.id === step.stops)?.background).toBeDefined();
    }
    expect(step.background === undefined || step.retry === undefined).toBe(true);
    expect(step.file === undefined || step.interpreter === undefined).toBe(true);
  }
  return page;
}

const keys = [
  ...['name', 'title', 'role', 'exit', 'timeout', 'skip', 'run', 'file', 'mode', 'hidden'],
  ...['background', 'ready', 'stop', 'retry', 'every', 'idempotent', 'interpreter', 'needs'],
  ...['skip-if', 'only-if', 'tags', 'weak', '__proto__', 'constructor', 'Ready', 'nmae', ''],
];
const values = [
  ...['', 'x', 'a', 'b', '0', '1', '-1', '99999999999999999999', '1e3', '5s', '5', '2h', '0755'],
  ...[
    'tcp:80',
    'tcp:',
    'tcp:99999',
    'log:a',
    'log:(',
    'log:(a+)+$',
    'http://localhost/',
    'http://[',
  ],
  ...['image:a', 'engine:docker', 'engine:x', 'arch:', ':', 'image:a,command:b', '"a b"', "'a,b'"],
  ...['/work/x', '../x', '/proc/self/fd/1', '~/x', '/tmp/\u{1F600}', 'check', 'python3 {}', '{}'],
  ...['"', "'", '{', '}', '{2,4-6}', '{name=x}', '{"name":"x"}', '\u0000', '\u202E', '💥'],
];
const language = fc.oneof(
  fc.constantFrom('sh', 'bash', 'console', 'python', 'SQL', 'json', 'output', 'text', 'zsh', ''),
  fc.string({ maxLength: 5 }),
);
const attribute = fc
  .tuple(
    fc.oneof(fc.constantFrom(...keys), fc.string({ maxLength: 4 })),
    fc.option(fc.oneof(fc.constantFrom(...values), fc.string({ maxLength: 12 }))),
  )
  .map(([key, value]) => (value === null ? key : `${key}=${value}`));
const sound = fc.constantFrom(
  ...['run', 'background', 'background name=a', 'background name=b ready=tcp:80', 'retry=2'],
  ...[
    'tags=x',
    'only-if=engine:docker',
    'idempotent',
    'skip=x',
    'weak=x',
    'stop=a',
    'stop=b',
    'interpreter=x',
  ],
);
const info = fc
  .tuple(
    language,
    fc.oneof(fc.array(attribute, { maxLength: 6 }), fc.array(sound, { maxLength: 2 })),
  )
  .map(([first, rest]) => [first, ...rest].join(' '));
const line = fc.oneof(
  fc.constantFrom('$ x', '# x', '> y', '$', '>', '...', '[3]', '[..]', 'a (re)', '( (re)', ''),
  fc.constantFrom(
    "$ echo 'a",
    '$ cat <<E',
    'E',
    '$ a \\',
    '#!/usr/bin/env python3',
    '#!',
    '{"a": 1}',
  ),
  fc.string({ maxLength: 10 }),
);
const fence = fc.constantFrom('```', '~~~', '````');
const block = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(fence, info, fc.array(line, { maxLength: 5 })).map(fenced) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(info, fc.array(line, { maxLength: 3 }))
      .map(([first, lines]) => ['', `<!-- ${first}`, ...lines, '-->', ''].join('\n')),
  },
  fc.constantFrom('<!-- expected_similarity=0.3 -->', '<!-- expected_similarity="(" -->', 'Words.'),
  fc.constantFrom('- a\n\n', '> ', '    ', '\r\n', '<div>\n', '# T'),
  fc.string({ maxLength: 20 }),
);
function fenced([mark, first, lines]: [string, string, string[]]): string {
  return [`${mark}${first}`, ...lines, mark].join('\n');
}
const body = fc.array(block, { maxLength: 8 }).map((all) => all.join('\n'));

const scalar = fc.oneof(
  fc.constantFrom<unknown>('debian:12', '--privileged', 'none', 'internal', 'bridge', 'root', '5s'),
  fc.constantFrom<unknown>(
    null,
    true,
    false,
    0,
    -1,
    Number.POSITIVE_INFINITY,
    '',
    '#',
    '>',
    'tcp:80',
    'http://db/',
    'a "',
  ),
  fc.string({ maxLength: 8 }),
);
const anything = fc.oneof(
  scalar,
  fc.array(scalar, { maxLength: 3 }),
  fc.dictionary(fc.string({ maxLength: 5 }), scalar, { maxKeys: 3 }),
);
const service = fc.record(
  {
    image: scalar,
    command: anything,
    env: anything,
    ready: scalar,
    timeout: scalar,
    other: scalar,
  },
  { requiredKeys: [] },
);
const settings = fc.record(
  {
    image: anything,
    images: anything,
    network: anything,
    privileges: anything,
    timeout: anything,
    env: anything,
    secrets: anything,
    prompt: anything,
    services: fc.oneof(
      anything,
      fc.dictionary(fc.constantFrom('db', 'Db', 'a-b', 'localhost', '__proto__', 'x.y'), service),
    ),
    servces: anything,
  },
  { requiredKeys: [] },
);

describe('whatever stands on a page', () => {
  test('in info strings and blocks', async () => {
    await fc.assert(
      fc.asyncProperty(body, async (text) => {
        await hold(text);
      }),
      { numRuns: 600 },
    );
  }, 60_000);

  test('in the settings of a runbook', async () => {
    const format = fc.constantFrom('yaml', 'json');
    await fc.assert(
      fc.asyncProperty(fc.oneof(settings, anything), format, async (runbook, how) => {
        const front =
          how === 'yaml'
            ? `---\n${stringify({ runbook })}---\n`
            : `---json\n${JSON.stringify({ runbook }, undefined, 1)}\n---\n`;
        await hold(`${front}\n\`\`\`sh\ntrue\n\`\`\`\n`);
      }),
      { numRuns: 600 },
    );
  }, 60_000);

  test('in front matter that is no more than text', async () => {
    const piece = fc.oneof(
      fc.constantFrom(
        'runbook:',
        '  services:',
        ' db: {image: x',
        '}',
        '\n',
        ': ',
        '- ',
        '&a ',
        '*a',
      ),
      fc.constantFrom(
        '  ready: tcp:1',
        '  prompt: ',
        '  secrets: [A]',
        '"',
        "'",
        '#',
        '\t',
        '---\n',
      ),
      fc.string({ maxLength: 6 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 12 }), body, async (pieces, text) => {
        await hold(`---\n${pieces.join('\n')}\n---\n${text}`);
      }),
      { numRuns: 400 },
    );
  }, 60_000);
});

test('the generators reach what they are to try', async () => {
  const seen = new Set<string>();
  const codes = new Set<string>();
  for (const text of fc.sample(body, { numRuns: 1200, seed: 7 })) {
    const { runbook, diagnostics } = await parse(sourceFile('content/runbooks/page.md', text));
    for (const one of diagnostics) codes.add(one.code);
    for (const step of runbook?.steps ?? []) {
      for (const key of Object.keys(step)) seen.add(key);
    }
  }
  expect([...seen]).toEqual(
    expect.arrayContaining(['background', 'retry', 'conditions', 'tags', 'interpreter', 'skip']),
  );
  expect([...codes]).toEqual(
    expect.arrayContaining([
      'runbook-attribute-invalid',
      'runbook-attribute-unknown',
      'runbook-console',
      'runbook-expectation',
      'runbook-file-path',
      'runbook-info',
      'runbook-language',
      'runbook-output-orphan',
    ]),
  );
}, 60_000);
