import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { headOf } from '../../src/git/head.ts';
import { readHistory } from '../../src/git/history.ts';

function folder(): string {
  const made = realpathSync(mkdtempSync(join(tmpdir(), 'rutter-history-')));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

function git(cwd: string, ...args: readonly string[]): string {
  return execFileSync('git', ['-c', 'protocol.file.allow=always', ...args], {
    cwd,
    encoding: 'utf8',
  });
}

function put(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function commit(cwd: string, author: string, date: string, message = 'x'): void {
  git(cwd, 'add', '--all');
  const env = {
    ...process.env,
    GIT_AUTHOR_NAME: author,
    GIT_AUTHOR_EMAIL: `${author}@example.org`,
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_NAME: 'Committer',
    GIT_COMMITTER_EMAIL: 'committer@example.org',
    GIT_COMMITTER_DATE: date,
  };
  execFileSync('git', ['commit', '--quiet', '--message', message], { cwd, env });
}

function repository(): string {
  const root = folder();
  git(root, 'init', '-q', '-b', 'main');
  put(root, '.git/info/exclude', '.rutter/\n');
  return root;
}

const of = (root: string) => ({
  root,
  contentDir: join(root, 'content'),
  stateDir: join(root, '.rutter'),
});
const long = 'A page that is long enough\nto be known again\nafter it was moved.\n';

test('dates and authors of each page, over renames, in one pass', async () => {
  const root = repository();
  put(root, 'content/old name.md', long);
  put(root, 'content/b.md', 'b');
  commit(root, 'Ada', '2020-01-02T03:04:05+02:00');
  renameSync(join(root, 'content/old name.md'), join(root, 'content/ä"\n.md'));
  commit(root, 'Grace', '2021-01-01T00:00:00Z');
  put(root, 'content/ä"\n.md', `${long}More.\n`);
  commit(root, 'Ada', '2022-01-01T00:00:00Z', 'x\n\nCo-authored-by: Lin Co <lin@example.org>\n');
  put(root, 'content/new.md', 'not committed');
  const { files, diagnostics } = await readHistory(of(root));
  expect(diagnostics).toEqual([]);
  expect([...files].sort()).toEqual([
    [
      'content/b.md',
      { created: '2020-01-02T01:04:05Z', updated: '2020-01-02T01:04:05Z', authors: ['Ada'] },
    ],
    [
      'content/ä"\n.md',
      {
        created: '2020-01-02T01:04:05Z',
        updated: '2022-01-01T00:00:00Z',
        authors: ['Ada', 'Lin Co', 'Grace'],
      },
    ],
  ]);
});

test('a file that was removed and made anew has only its second life', async () => {
  const root = repository();
  put(root, 'content/a.md', 'a');
  commit(root, 'Ada', '2020-01-01T00:00:00Z');
  rmSync(join(root, 'content/a.md'));
  commit(root, 'Ada', '2021-01-01T00:00:00Z');
  put(root, 'content/a.md', 'other');
  commit(root, 'Grace', '2022-01-01T00:00:00Z');
  const { files } = await readHistory(of(root));
  expect(files.get('content/a.md')).toEqual({
    created: '2022-01-01T00:00:00Z',
    updated: '2022-01-01T00:00:00Z',
    authors: ['Grace'],
  });
});

test('a site in a folder of its repository; a name that reads like a header of the log', async () => {
  const root = repository();
  const name = `site/content/\x01${'a'.repeat(40)}\x022020-01-01T00:00:00Z\x02Mallory\x02.md`;
  put(root, name, 'a');
  put(root, 'other.md', 'b');
  commit(root, 'Ada', '2020-01-01T00:00:00Z');
  const { files } = await readHistory(of(join(root, 'site')));
  expect([...files.keys()]).toEqual([name.slice('site/'.length)]);
  expect([...files.values()][0]?.authors).toEqual(['Ada']);
});

test('what is kept is that of what is checked out', async () => {
  const root = repository();
  put(root, 'content/a.md', 'a');
  commit(root, 'Ada', '2020-01-01T00:00:00Z');
  const first = await readHistory(of(root));
  expect(await readHistory(of(root))).toEqual(first);
  put(root, 'content/a.md', 'b');
  commit(root, 'Grace', '2021-01-01T00:00:00Z');
  expect((await readHistory(of(root))).files.get('content/a.md')?.authors).toEqual([
    'Grace',
    'Ada',
  ]);
  git(root, 'checkout', '-q', 'HEAD~1');
  expect(await readHistory(of(root))).toEqual(first);
});

test('people are called what `.mailmap` of the work tree calls them now', async () => {
  const root = repository();
  put(root, 'content/a.md', 'a');
  commit(root, 'Ada', '2020-01-02T03:04:05Z');
  const authors = async () => (await readHistory(of(root))).files.get('content/a.md')?.authors;
  expect(await authors()).toEqual(['Ada']);
  put(root, '.mailmap', 'Ada Lovelace <Ada@example.org>\n');
  expect(await authors()).toEqual(['Ada Lovelace']);
  rmSync(join(root, '.mailmap'));
  const elsewhere = join(folder(), 'names');
  writeFileSync(elsewhere, 'Somebody <Ada@example.org>\n');
  git(root, 'config', 'mailmap.file', elsewhere);
  expect(await authors()).toEqual(['Ada']);
});

test('the name of the history is found without git: packed references, work trees, a detached head', () => {
  const root = repository();
  put(root, 'content/a.md', 'a');
  commit(root, 'Ada', '2020-01-01T00:00:00Z');
  const name = headOf(root);
  expect(name).toBeDefined();
  git(root, 'pack-refs', '--all');
  expect(headOf(join(root, 'content'))).toBe(name);
  const tree = join(folder(), 'tree');
  git(root, 'worktree', 'add', '-q', '-b', 'other', tree);
  expect(headOf(tree)).toBe(name);
  git(tree, 'checkout', '-q', '--detach');
  expect(headOf(tree)).toBe(name);
  put(tree, 'content/b.md', 'b');
  commit(tree, 'Ada', '2021-01-01T00:00:00Z');
  expect(headOf(tree)).not.toBe(name);
  expect(headOf(root)).toBe(name);
});

test('a shallow clone is noticed, and its first commit has made nothing', async () => {
  const root = repository();
  put(root, 'content/a.md', 'a');
  put(root, 'content/b.md', 'b');
  commit(root, 'Ada', '2020-01-01T00:00:00Z');
  put(root, 'content/c.md', 'c');
  commit(root, 'Ada', '2021-01-01T00:00:00Z');
  put(root, 'content/b.md', 'bb');
  commit(root, 'Grace', '2022-01-01T00:00:00Z');
  const clone = join(folder(), 'clone');
  git(root, 'clone', '-q', '--depth=2', `file://${root}`, clone);
  for (const _ of ['asked', 'remembered']) {
    const { files, diagnostics } = await readHistory(of(clone));
    expect([...files.keys()]).toEqual(['content/b.md']);
    expect(diagnostics).toMatchObject([{ code: 'git-history', severity: 'warning' }]);
  }
  git(clone, 'fetch', '-q', '--unshallow');
  const { files, diagnostics } = await readHistory(of(clone));
  expect(diagnostics).toEqual([]);
  expect(files.size).toBe(3);
});

test('no repository, or one without a commit', async () => {
  const root = folder();
  expect((await readHistory(of(root))).diagnostics).toMatchObject([{ code: 'git-history' }]);
  git(root, 'init', '-q', '-b', 'main');
  expect(await readHistory(of(root))).toEqual({ files: new Map(), diagnostics: [] });
});
