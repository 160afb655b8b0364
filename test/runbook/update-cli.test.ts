import { chmodSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { createPrinter } from '../../src/cli/print.ts';
import { asker } from '../../src/cli/verify/update-ask.ts';
import { writePage } from '../../src/cli/verify/update-write.ts';
import { sourceFile } from '../../src/model/source.ts';
import { folderWith, run } from '../cli/rutter.ts';
import { bubblewrap, describeWith } from '../requirements.ts';
import { parsePage } from './page.ts';

const page = [
  '# A page',
  '',
  '```console name=list',
  '$ printf "one\\ntwo\\n"',
  'one',
  'zwei',
  "$ sh -c 'exit 3'",
  '[2]',
  '```',
  '',
  '```sh name=number',
  'echo 42',
  '```',
  '',
  '```output',
  '\\d+ (re)',
  '```',
  '',
].join('\n');

const mended = page.replace('zwei', 'two').replace('[2]', '[3]');
const site = (text: string) => folderWith({ 'content/runbooks/a.md': text });
const engine = ['--engine', 'bubblewrap'];

describe('writing a page', () => {
  const bytes = (text: string) => sourceFile('content/runbooks/a.md', text);
  const write = async (before: string, read: string) => {
    const cwd = site(before);
    const problem = await writePage(cwd, bytes(read), 'new\n');
    const names = readdirSync(join(cwd, 'content/runbooks'));
    return [problem?.code, readFileSync(join(cwd, 'content/runbooks/a.md'), 'utf8'), names];
  };
  test('that is as it was read', async () => {
    expect(await write('old\n', 'old\n')).toEqual([undefined, 'new\n', ['a.md']]);
  });
  test('with a byte order mark, which stays', async () => {
    expect(await write('\ufeffold\n', 'old\n')).toEqual([undefined, '\ufeffnew\n', ['a.md']]);
  });
  test('that was saved meanwhile leaves it alone', async () => {
    expect(await write('mine\n', 'old\n')).toEqual(['update-changed', 'mine\n', ['a.md']]);
  });
  test('that cannot be written is told, with no word of the temporary file', async () => {
    const problem = await writePage(folderWith({}), bytes('old\n'), 'new\n');
    expect([problem?.code, problem?.message]).toEqual([
      'update-refused',
      'the system refused to write the page: ENOENT: no such file or directory',
    ]);
  });
});

describe('asking for each change', () => {
  const source = sourceFile('content/runbooks/a.md', 'one\n');
  const [step] = parsePage('```sh\ntrue\n```').runbook?.steps ?? [];
  if (step === undefined) throw new Error('no step');
  const text = { start: 0, end: 3, text: 'two', removed: ['one'], added: ['two'] };
  const hunk = { ...text, step, line: 1, along: [] };
  const choose = async (answers: string, abort = false) => {
    const control = new AbortController();
    const input = new PassThrough();
    const where = { root: '/', cwd: '/' };
    const print = { ...createPrinter(), problem: () => undefined };
    const asking = asker({ input, print, where, signal: control.signal });
    const chosen = asking.choose(source, [hunk, { ...hunk, line: 2 }, { ...hunk, line: 3 }]);
    input.write(answers);
    if (abort) setTimeout(() => control.abort(), 50);
    const lines = (await chosen).map(({ line }) => line);
    asking.close();
    return [lines, asking.isOver];
  };
  test.each([
    ['y\nn\ny\n', [1, 3], false],
    ['n\na\n', [2, 3], false],
    ['?\nwhat\nY\nd\n', [1], false],
    ['y\nq\n', [1], true],
  ])('%j', async (answers, lines, over) => expect(await choose(answers)).toEqual([lines, over]));
  test('an interruption at the prompt chooses nothing', async () => {
    expect((await choose('y\n', true))[0]).toEqual([]);
  });
});

describeWith(bubblewrap(), 'verify --update', () => {
  test('writes what differs, keeps the permissions, and then verify passes', async () => {
    const cwd = site(page);
    const file = join(cwd, 'content/runbooks/a.md');
    chmodSync(file, 0o640);
    const first = await run(['verify', '--update', ...engine], { cwd });
    expect([first.status, first.stdout]).toEqual([
      0,
      '✔ content/runbooks/a.md  2 changes written\n1 page of 1 updated\n',
    ]);
    expect(readFileSync(file, 'utf8')).toBe(mended);
    expect(statSync(file).mode & 0o777).toBe(0o640);
    expect((await run(['verify', ...engine], { cwd })).status).toBe(0);
    const second = await run(['verify', '--update', ...engine], { cwd });
    expect(second.stdout).toBe('✔ content/runbooks/a.md  as it is\n0 pages of 1 updated\n');
  });

  test('of a step that fails otherwise, and of those behind it, nothing is written', async () => {
    const text = `${page}\n\`\`\`sh\nfalse\n\`\`\`\n\n\`\`\`sh\necho new\n\`\`\`\n\n\`\`\`output\nold\n\`\`\`\n`;
    const cwd = site(text);
    const { status, stderr } = await run(['verify', '--update', ...engine], { cwd });
    expect(status).toBe(1);
    expect(stderr).toContain('error step-exit');
    expect(readFileSync(join(cwd, 'content/runbooks/a.md'), 'utf8')).toBe(
      text.replace('zwei', 'two').replace('[2]', '[3]'),
    );
  });

  test('as JSON', async () => {
    const { status, stdout } = await run(['verify', '--update', '--json', ...engine], {
      cwd: site(page),
    });
    expect([status, JSON.parse(stdout)]).toEqual([
      0,
      {
        ok: true,
        pages: [
          {
            ...{ file: 'content/runbooks/a.md', status: 'updated', written: 2, changes: 2 },
            diagnostics: [],
          },
        ],
        diagnostics: [],
      },
    ]);
  });
});

test('--interactive needs a terminal, and --update', async () => {
  const cwd = site(page);
  const asked = await run(['verify', '--update', '--interactive'], { cwd });
  expect([asked.status, asked.stderr]).toEqual([2, expect.stringContaining('usage-terminal')]);
  const alone = await run(['verify', '--interactive'], { cwd });
  expect([alone.status, alone.stderr]).toEqual([2, expect.stringContaining('verify-modes')]);
});

test('--lint warns, is strict where asked, and check says the same', async () => {
  const cwd = site(
    '# A\n\n```sh\nls || true\n```\n\n```sh weak="it may be gone"\nrm a || true\n```\n',
  );
  const lint = await run(['verify', '--lint'], { cwd });
  expect([lint.status, lint.stdout]).toEqual([0, 'looked through 1 runbook, 1 finding accepted\n']);
  expect(lint.stderr).toContain('content/runbooks/a.md:4:4 warning weak-check');
  const strict = await run(['verify', '--lint', '--strict', '--json'], { cwd });
  expect([strict.status, JSON.parse(strict.stdout)]).toMatchObject([
    1,
    { ok: false, diagnostics: [{ code: 'weak-check' }], accepted: [{ reason: 'it may be gone' }] },
  ]);
  expect((await run(['check'], { cwd })).stderr).toContain('warning weak-check');
  expect((await run(['check', '--strict'], { cwd })).status).toBe(1);
});
