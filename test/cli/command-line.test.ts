import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { commandReference } from '../../src/cli/command-reference.ts';
import { commands } from '../../src/cli/command-table.ts';
import { compiled, folderWith, run, start } from './rutter.ts';

const names = commands.map((one) => one.name);

describe('help', () => {
  test('--version is the version of the package', async () => {
    const { version } = JSON.parse(
      readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
    );
    expect(await run(['--version'])).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
  });

  test('--help names every command with its purpose, in 80 columns', async () => {
    const { status, stdout, stderr } = await run(['--help']);
    expect([status, stderr]).toEqual([0, '']);
    const flat = stdout.replace(/\s+/g, ' ');
    for (const { name, purpose } of commands) expect(flat).toContain(`${name} ${purpose}`);
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
    for (const later of ['drill', 'import', 'expired']) expect(stdout).not.toContain(later);
  });

  test.each(names)('%s --help has its options and an example', async (name) => {
    const { status, stdout } = await run([name, '--help']);
    expect(status).toBe(0);
    const one = commandReference().commands.find((command) => command.name === name);
    for (const option of one?.options ?? []) expect(stdout).toContain(option.flags);
    expect(stdout).toContain(`$ ${one?.examples[0]?.command}`);
    expect((await run(['help', name])).stdout).toBe(stdout);
  });

  test('help --json is the whole command line as data', async () => {
    const { stdout } = await run(['help', '--json']);
    expect(JSON.parse(stdout)).toEqual(JSON.parse(JSON.stringify(commandReference())));
  });

  test('loads nothing but Node and commander', async () => {
    for (const flag of ['--help', '--version']) {
      const { stderr } = await run([flag], { env: { NODE_DEBUG: 'esm,module' } });
      const packages = [...stderr.matchAll(/node_modules\/((?:@[^/]+\/)?[^/'" ]+)\//g)];
      const loaded = new Set(packages.map((match) => match[1]).filter((one) => one !== '.cache'));
      // The binary of Node may itself have come as a package.
      loaded.delete('node');
      expect([flag, [...loaded]]).toEqual([flag, flag === '--help' ? ['commander'] : []]);
      const rooms = new Set([...stderr.matchAll(/lib\/src\/(\w+)\//g)].map((match) => match[1]));
      expect([flag, [...rooms]]).toEqual([flag, flag === '--help' ? ['cli', 'model'] : ['cli']]);
    }
  });
});

describe('usage errors end with 2, on stderr, with a hint', () => {
  test.each([
    ['an unknown command', ['biuld'], /unknown command 'biuld'[\s\S]*build/],
    ['help for an unknown command', ['help', 'biuld'], /unknown command 'biuld'[\s\S]*build/],
    ['an unknown option', ['build', '--drfts'], /unknown option '--drfts'[\s\S]*--drafts/],
    ['an option of another command', ['build', '--port', '80'], /unknown option '--port'/],
    ['a command of the future', ['drill'], /unknown command 'drill'/],
    ['a port that is none', ['dev', '--port', '70000'], /0 to 65535/],
    ['a port that is a word', ['preview', '--port', '0x50'], /0 to 65535/],
    ['an engine that is none', ['verify', '--engine', 'chroot'], /auto, docker, bubblewrap/],
    ['a missing argument', ['new', 'post'], /missing required argument 'title'/],
    ['a wrong kind', ['new', 'page-of-mine', 'x'], /post, doc, runbook, page/],
    ['too many arguments', ['init', 'a', 'b'], /too many arguments/],
    ['a missing value', ['build', '--root'], /argument missing/],
    ['two opposites', ['build', '--quiet', '--verbose'], /cannot be used with/],
    ['nothing at all', [], /Usage: rutter <command>/],
  ])('%s', async (_, args, message) => {
    const { status, stdout, stderr } = await run(args);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
  });

  test('what was typed is shown, not obeyed', async () => {
    const { stderr } = await run(['\u001b[2J\u0007x']);
    expect(stderr).toContain('␛[2J␇x');
  });

  test('a root that is none', async () => {
    const { status, stderr } = await run(['clean', '--root', '/nowhere/at/all']);
    expect([status, stderr]).toEqual([2, expect.stringContaining('error config-load')]);
  });

  test('the environment stands in for options, and is checked like them', async () => {
    const { status, stderr } = await run(['preview'], { env: { RUTTER_PORT: 'x' } });
    expect([status, stderr]).toEqual([2, expect.stringMatching(/RUTTER_PORT[\s\S]*0 to 65535/)]);
  });
});

describe('colour', () => {
  const sequence = '\u001b[';
  test.each([
    ['none into a pipe', {}, false],
    ['with FORCE_COLOR', { FORCE_COLOR: '1' }, true],
    ['not with FORCE_COLOR=0', { FORCE_COLOR: '0' }, false],
    ['not with NO_COLOR, whatever else is said', { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
    ['an empty NO_COLOR says nothing', { NO_COLOR: '', FORCE_COLOR: '1' }, true],
  ])('%s', async (_, env, coloured) => {
    const { stdout } = await run(['--help'], { env });
    expect(stdout.includes(sequence)).toBe(coloured);
    const { stderr } = await run(['clean', '--root', '/nowhere/at/all'], { env });
    expect(stderr.includes(sequence)).toBe(coloured);
  });

  test('on a terminal, and not on a dumb one', () => {
    const shown = (TERM: string) =>
      execFileSync('script', ['-qec', `${process.execPath} ${compiled()} --help`, '/dev/null'], {
        encoding: 'utf8',
        env: { PATH: process.env.PATH ?? '', TERM },
      });
    expect(shown('xterm').includes(sequence)).toBe(true);
    expect(shown('dumb').includes(sequence)).toBe(false);
  });
});

test('a reader that goes away is no error', async () => {
  const child = start(['help', '--json']);
  let stderr = '';
  child.stderr?.on('data', (text) => {
    stderr += text;
  });
  child.stdout?.destroy();
  const status = await new Promise((resolve) => child.on('close', resolve));
  expect([status, stderr]).toEqual([0, '']);
  const piped = execFileSync('bash', [
    '-c',
    `"$0" "$1" --help | head -n 1`,
    process.execPath,
    compiled(),
  ]);
  expect(piped.toString()).toBe('Usage: rutter <command> [options]\n');
});

test('our own mistake says that it is ours, with what a report needs, and ends with 4', async () => {
  // A command that throws what nobody foresaw: the configuration's own code cannot, so Node's loader does.
  const folder = folderWith({
    'break.mjs':
      "import { syncBuiltinESMExports } from 'node:module';\nimport fs from 'node:fs/promises';\nfs.readdir = () => { throw new TypeError('unforeseen \\u001b[2J'); };\nsyncBuiltinESMExports();\n",
  });
  const { status, stdout, stderr } = await run(['init', 'site'], {
    cwd: folder,
    env: { NODE_OPTIONS: `--import ${folder}/break.mjs` },
  });
  expect([status, stdout]).toEqual([4, '']);
  expect(stderr).toMatch(
    /^bug this is a mistake in Rutter, not in your site\n {2}TypeError: unforeseen ␛\[2J\n/,
  );
  expect(stderr).toMatch(/rutter \d+\.\d+\.\d+, node v\d+/);
  expect(stderr).toContain('hint: please report it');
});

const reference = new URL('../../content/docs/reference/command-line.md', import.meta.url);
const written = existsSync(reference) ? readFileSync(reference, 'utf8') : undefined;

describe.skipIf(written === undefined)(
  `the page of the command line${written === undefined ? ' (skipped: it is not written yet)' : ''}`,
  () => {
    const sections = new Map(
      (written ?? '').split(/^## /m).map((text) => {
        const [title = '', ...lines] = text.split('\n');
        return [title, lines.join('\n')] as const;
      }),
    );
    /** The rows of a table whose first cell is code: `[cell, cell]`, without Markdown's marks. */
    const rows = (section: string, first: RegExp) =>
      [...(sections.get(section) ?? '').matchAll(/^\| `(.+)` \| (.*) \|$/gm)]
        .map(([, name = '', text = '']) => [plain(name), plain(text).toLowerCase()] as const)
        .filter(([name]) => first.test(name));
    const plain = (text: string) => text.replaceAll(/\\([*|])/g, '$1').replaceAll('`', '');
    const said = (text: string, choices: readonly string[] = []) =>
      plain(choices.length === 0 ? text : `${text}: ${choices.join(', ')}`).toLowerCase();

    test.each(commandReference().commands.map((one) => [one.name, one] as const))(
      '%s: exactly its usage, arguments, options and examples',
      (name, one) => {
        expect(sections.get(name)).toContain(one.usage);
        expect(sections.get(name)).toContain(one.purpose);
        expect(rows(name, /^--/)).toEqual(
          one.options.map(({ flags, description, choices }) => [flags, said(description, choices)]),
        );
        expect(rows(name, /^[<[]/)).toEqual(
          one.arguments.map((given) => [given.name, said(given.description, given.choices)]),
        );
        expect(rows(name, /rutter/).map(([command]) => command)).toEqual(
          one.examples.map(({ command }) => command),
        );
      },
    );

    test('exactly the variables of the environment and the exit statuses', () => {
      const { environment, exitStatuses } = commandReference();
      expect(rows('Environment', /^[A-Z]/)).toEqual(
        environment.map((one) => [one.name, said(one.does)]),
      );
      const statuses = (sections.get('Exit status') ?? '').matchAll(/^\| (\d) \| (.*) \|$/gm);
      expect([...statuses].map(([, status, text = '']) => [Number(status), said(text)])).toEqual(
        exitStatuses.map((one) => [one.status, said(one.means)]),
      );
    });
  },
);
