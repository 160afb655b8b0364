import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Execution, Session } from '../../src/model/sandbox.ts';
import { masker, maskText } from '../../src/runbook/run/mask.ts';
import { maskedReport } from '../../src/runbook/run/mask-report.ts';
import { maskedServices, maskedSession } from '../../src/runbook/run/mask-session.ts';
import { secretsFrom } from '../../src/runbook/run/mask-values.ts';
import { exampleCommand, exampleReport, exampleStep } from '../report/examples.ts';

const token = 's3cr3t/T0ken+"ö"\\';
const mask = masker({ TOKEN: token });

/** Printable characters of which many have another form in some encoding. */
const valueCharacters = fc.constantFrom(...'abXYZ019/+=-_."\'\\&%<> ~$#é✓😀');
const values = fc
  .array(valueCharacters, { minLength: 5, maxLength: 24 })
  .map((all) => all.join(''))
  .filter((value) => [...value.replace(/[ \\]/g, '')].length >= 5);

const between = fc.constantFrom('\n', ' ', '\r\n', '\t', '\u001b[31m', '\u001b[0m\n', '\u0000');

function wrapped(text: string, width: number): string {
  return text.replace(new RegExp(`(.{${width}})`, 'gsu'), '$1\n');
}

function jsonOfCodes(value: string): string {
  return [...value]
    .flatMap((one) => one.split(''))
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}

/** Ways in which programs write a value, each with what must not be left of it. */
const encodings: Readonly<Record<string, (value: string) => string>> = {
  plain: (value) => value,
  'in lines': (value) => wrapped(value, 8),
  'percent-encoded': encodeURIComponent,
  'percent-encoded throughout': (value) =>
    [...Buffer.from(value)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
  'as a form': (value) => `${new URLSearchParams({ v: value })}`.slice(2),
  hex: (value) => Buffer.from(value).toString('hex'),
  'hex in capitals': (value) => Buffer.from(value).toString('hex').toUpperCase(),
  'hex by the byte': (value) => Buffer.from(value).toString('hex').replace(/../g, '$& '),
  JSON: (value) => JSON.stringify(value).slice(1, -1),
  'JSON in JSON': (value) => JSON.stringify(JSON.stringify(value)),
  'JSON in numbers': jsonOfCodes,
  'quoted for a shell': (value) => `'${value.replace(/'/g, "'\\''")}'`,
  'escaped for a shell': (value) => value.replace(/[^\w]/gu, '\\$&'),
};

/** The plain value in what is left, whatever stands between its characters. */
function survives(left: string, value: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: terminal sequences are what this is about.
  const dense = (text: string) => text.replace(/\u001b\[[0-9;]*m|[\s\u0000]/g, '');
  return dense(left).includes(dense(value));
}

describe('the law of masking', () => {
  test.each(Object.entries(encodings))('no value is left: %s', (name, encode) => {
    // Behind a stray `%0` the first letter of what is written as `%` codes is read as a part of one.
    const isCodes = /^percent|^as a form/.test(name);
    const ahead = fc.string().filter((text) => !(isCodes && /%[0-9a-f]?$/i.test(text)));
    fc.assert(
      fc.property(values, ahead, fc.string(), (value, before, after) => {
        const written = encode(value);
        const left = masker({ V: value }).text(`${before}${written}${after}`);
        expect(left).toContain(maskText);
        expect(survives(left, written)).toBe(false);
        expect(survives(left, value)).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  test.each(['base64', 'base64url'] as const)('no value is left: %s', (alphabet) => {
    const text = fc.string({ maxLength: 80 });
    fc.assert(
      fc.property(values, text, text, fc.boolean(), (value, before, after, isWrapped) => {
        const encoded = Buffer.from(`${before}${value}${after}`).toString(alphabet);
        const shown = isWrapped ? wrapped(encoded, 76) : encoded;
        const left = masker({ V: value }).text(shown);
        // What is left are the characters before and behind: of the value itself none.
        const [start = '', end = ''] = left.replace(/\n/g, '').split(maskText);
        const bytesBefore = Buffer.byteLength(before);
        expect(left).toContain(maskText);
        expect(start.length).toBeLessThanOrEqual(Math.floor((bytesBefore * 8) / 6));
        expect(end.replace(/=/g, '').length).toBeLessThanOrEqual(
          Math.floor((Buffer.byteLength(after) * 8) / 6) + 1,
        );
      }),
      { numRuns: 500 },
    );
  });

  test('whatever stands between its characters', () => {
    fc.assert(
      fc.property(values, fc.array(between, { maxLength: 60 }), (value, gaps) => {
        const spread = [...value].map((one, at) => `${one}${gaps[at] ?? ''}`).join('');
        expect(survives(masker({ V: value }).text(spread), value)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  test('a text without it is as it was, byte for byte', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        // No random bytes hold sixteen given ones in any of these encodings.
        const left = masker({ V: 'correct-horse-battery' }).bytes(bytes);
        expect(Buffer.from(left).equals(Buffer.from(bytes))).toBe(true);
      }),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        expect(masker({ V: 'correct-horse-battery' }).text(text)).toBe(text);
      }),
    );
  });

  test('several values, also one within the other or overlapping', () => {
    fc.assert(
      fc.property(fc.array(values, { minLength: 2, maxLength: 5 }), (all) => {
        const text = all.join('') + all.map((one) => one.slice(2)).join(' ') + all.join('\n');
        const named = Object.fromEntries(all.map((value, at) => [`V${at}`, value]));
        const left = masker(named).text(text);
        for (const value of all) expect(survives(left, value)).toBe(false);
      }),
    );
    const both = masker({ A: 'abcdef', B: 'defghi', LONG: 'abcdefghijkl' });
    expect(both.text('abcdefghi')).toBe('***');
    expect(both.text('-abcdefghijkl-')).toBe('-***-');
  });
});

describe('masking', () => {
  test.each([
    ['as it is', `token=${token};`, 'token=***;'],
    ['twice', `${token}${token} ${token}`, '*** ***'],
    ['folded', `a\n${wrapped(token, 8)}\nb`, 'a\n***\nb'],
    ['with colours', `\u001b[1m${token.slice(0, 4)}\u001b[0m${token.slice(4)}.`, '\u001b[1m***.'],
    ['around a title', `${token.slice(0, 5)}\u001b]0;title\u0007${token.slice(5)}.`, '***.'],
    ['in a title', `\u001b]0;${token}\u0007`, '\u001b]0;***\u0007'],
    ['in a title without an end', `\u001b]0;${token}`, '\u001b]0;***'],
    ['with a zero-width space', `${token.slice(0, 5)}\u200b${token.slice(5)}`, '***'],
    ['in JSON in base64', Buffer.from(JSON.stringify({ t: 'x' })).toString('base64'), undefined],
    ['as the beginning of another', `${token}er`, '***er'],
  ])('%s', (_, text, expected) => {
    expect(mask.text(text)).toBe(expected ?? text);
  });

  test('the lines of a value of several lines, each alone', () => {
    const key = masker({ KEY: '-----BEGIN KEY-----\nMIIBVgIBADANBg\nkqhkiG9w0BAQ\n' });
    expect(key.text('grep: MIIBVgIBADANBg')).toBe('grep: ***');
    expect(key.text('"-----BEGIN KEY-----\\nMIIBVgIBADANBg\\nkqhkiG9w0BAQ"')).toBe('"***"');
  });

  test('a value that holds the mask does not come back with it', () => {
    const stars = masker({ A: '***a', B: '****' });
    const left = stars.text(`x***a***aaaa****${'a'.repeat(1000)}y`);
    expect(left).not.toContain('***a');
    expect(left).not.toContain('****');
  });

  test('the beginning of a value at the end of an output that was cut off', () => {
    const cut = Buffer.from(`curl ${token.slice(0, 7)}`);
    expect(Buffer.from(mask.bytes(cut, 'unfinished')).toString()).toBe('curl ***');
    expect(Buffer.from(mask.bytes(cut)).toString()).toBe(cut.toString());
  });

  test('bytes that are no text stay what they are beside it', () => {
    const bytes = Buffer.concat([
      Buffer.from([0xff, 0xfe]),
      Buffer.from(token),
      Buffer.from([0xc3]),
    ]);
    expect(Buffer.from(mask.bytes(bytes)).toString('hex')).toBe('fffe2a2a2ac3');
  });

  test('a value that is too short is refused', () => {
    expect(() => masker({ PIN: '123' })).toThrow('the value of PIN is too short to be masked');
    expect(() => masker({ PIN: ' 1 2 3\n' })).toThrow('too short');
    expect(secretsFrom(['PIN', 'A', 'NONE', 'toString'], { PIN: '123', A: 'abcd' })).toEqual({
      missing: ['NONE', 'toString'],
      tooShort: ['PIN'],
    });
    expect(secretsFrom(['A'], { A: 'abcd', B: 'efgh' })).toEqual({ values: { A: 'abcd' } });
  });

  test.each([
    ['the same character', 'aaaaaaaaaaaaaaab', 'a'.repeat(2 ** 20)],
    ['a character in gaps', 'aaaaaaaaaaaaaaab', 'a   \n\n\n   '.repeat(2 ** 17)],
    ['nothing but gaps', 'aaaab', ' '.repeat(2 ** 20)],
    ['beginnings of terminal strings', 'aaaab', '\u001b]'.repeat(2 ** 19)],
    ['beginnings of terminal sequences', 'aaaab', '\u001b[1;1'.repeat(2 ** 17)],
    ['backslashes', 'aaaab', '\\'.repeat(2 ** 20)],
    ['percent signs', 'aaaab', '%25'.repeat(2 ** 18)],
    ['the value itself', 'aaaa', 'a'.repeat(2 ** 20)],
  ])('hostile output of a mebibyte is masked in the time of the test: %s', (_, value, text) => {
    expect(survives(masker({ V: value }).text(text), value)).toBe(false);
  });
});

describe('a masked session', () => {
  const execution: Execution = {
    ...{ exitCode: 1, ended: 'exit', truncated: false, durationMs: 1 },
    stdout: Buffer.from(`out ${token}`),
    stderr: Buffer.from(`err ${Buffer.from(token).toString('base64')}`),
    problem: { message: `unexpected ${token}` },
  };
  const session: Session = {
    alive: true,
    ownFolder: '/run/rutter',
    run: async () => execution,
    start: async (script) =>
      script === 'bad'
        ? { problem: { message: `bad ${token}` } }
        : {
            job: {
              output: () => ({
                stdout: Buffer.from(`got ${token} and ${token.slice(0, 6)}`),
                stderr: Buffer.from(''),
                truncated: false,
              }),
              ended: Promise.resolve(0),
              stop: async () => {},
            },
          },
    write: async () => {},
    [Symbol.asyncDispose]: async () => {},
  };
  const masked = maskedSession(session, mask);
  const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString();

  test('hides values in what commands write', async () => {
    const ran = await masked.run({ script: 'x', timeoutMs: 1 });
    expect([textOf(ran.stdout), textOf(ran.stderr)]).toEqual(['out ***', 'err ***']);
    expect(ran.problem?.message).toBe('unexpected ***');
  });

  test('and in what runs in the background, whose next words are still to come', async () => {
    const started = await masked.start('good');
    expect('job' in started && textOf(started.job.output().stdout)).toBe('got *** and ***');
    expect(await masked.start('bad')).toEqual({ problem: { message: 'bad ***' } });
  });

  test('and in the logs of services', async () => {
    const [db] = maskedServices([{ name: 'db', image: 'db:1', log: async () => token }], mask);
    expect(await db?.log()).toBe('***');
  });
});

test('the report is swept whole, and keeps what programs read', () => {
  const secret = masker({ A: 'passed-token', B: 'exit', C: 'debian' });
  const report = exampleReport({
    reason: 'stopped at passed-token',
    steps: [
      exampleStep({
        name: 'debian-step',
        commands: [
          exampleCommand({
            stdout: 'passed-token',
            stderr: 'passed-\ntoken',
            diff: '-passed-token',
          }),
        ],
        changes: ['changed /work/passed-token: content'],
      }),
    ],
    diagnostics: [
      {
        ...{
          code: 'step-exit',
          severity: 'error',
          message: 'exit with passed-token',
          hint: 'passed-token',
        },
        frame: { first: 3, lines: ['echo passed-token', 'true'] },
        details: ['stderr passed', '-token', 'more'],
        related: [{ message: 'passed-token', file: 'content/debian.md' }],
      },
    ],
  });
  const left = maskedReport(report, secret);
  expect(JSON.stringify(left)).not.toContain('passed-token');
  expect(left.steps[0]?.commands[0]).toMatchObject({ ended: 'exit', stderr: '***', diff: '-***' });
  expect(left.steps[0]).toMatchObject({
    name: 'debian-step',
    changes: ['changed /work/***: content'],
  });
  expect(left).toMatchObject({ image: 'debian:12', status: 'passed', reason: 'stopped at ***' });
  expect(left.diagnostics[0]).toMatchObject({
    ...{ code: 'step-exit', message: '*** with ***', hint: '***' },
    frame: { first: 3, lines: ['echo ***', 'true'] },
    details: ['stderr ***', 'more'],
    related: [{ message: '***', file: 'content/debian.md' }],
  });
  expect(masker({}).text('anything')).toBe('anything');
});
