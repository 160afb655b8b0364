import { chmodSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { changedFiles, changedRuns } from '../../src/plan/changed.ts';
import { planRuns } from '../../src/plan/runs.ts';
import { commit, folder, git, repository, runbookOf, write } from './examples.ts';

async function filesOf(root: string, revision: string | true = true): Promise<readonly string[]> {
  const answer = await changedFiles(root, revision);
  if ('problem' in answer) throw new Error(`${answer.problem.message} (${answer.problem.hint})`);
  return [...answer.files].sort();
}

async function problemOf(root: string, revision: string | true = true) {
  const answer = await changedFiles(root, revision);
  if ('files' in answer) throw new Error(`no problem, but ${[...answer.files]}`);
  expect(answer.problem.code).toBe('verify-changed');
  return `${answer.problem.message}; ${answer.problem.hint}`;
}

const pages = {
  'content/a.md': 'a',
  'content/b.md': 'b',
  'content/c.md': 'c',
  '.gitignore': 'no\n',
};

test('against HEAD: edited, staged, deleted, moved and new files, but none that is ignored', async () => {
  const root = repository(pages);
  expect(await filesOf(root)).toEqual([]);
  write(root, { 'content/a.md': 'edited', 'content/näw "x".md': '', 'content/no': '', 'no/x': '' });
  write(root, { 'content/staged.md': '' });
  git(root, 'add', 'content/staged.md');
  git(root, 'mv', 'content/b.md', 'content/d.md');
  rmSync(join(root, 'content/c.md'));
  expect(await filesOf(root)).toEqual(
    ['a.md', 'b.md', 'c.md', 'd.md', 'näw "x".md', 'staged.md']
      .map((name) => `content/${name}`)
      .sort(),
  );
});

test('a file that was touched and is as it was has not changed', async () => {
  const root = repository(pages);
  write(root, { 'content/a.md': 'b' });
  write(root, { 'content/a.md': 'a' });
  expect(await filesOf(root)).toEqual([]);
});

test('against a branch: what this side did since it left, and what is not committed yet', async () => {
  const root = repository(pages);
  git(root, 'checkout', '-qb', 'topic');
  write(root, { 'content/a.md': 'on the branch' });
  commit(root);
  git(root, 'checkout', '-q', 'main');
  write(root, { 'content/b.md': 'on main' });
  commit(root);
  git(root, 'checkout', '-q', 'topic');
  write(root, { 'content/c.md': 'in the tree' });
  expect(await filesOf(root, 'main')).toEqual(['content/a.md', 'content/c.md']);
  expect(await filesOf(root, 'HEAD~1')).toEqual(['content/a.md', 'content/c.md']);
});

test('the site may be a folder of the repository, and the configuration of git does not matter', async () => {
  const top = repository({ 'docs/content/a.md': 'a', 'src/x': 'x', 'rutter.config.js': '' });
  git(top, 'config', 'diff.relative', 'true');
  git(top, 'config', 'status.showUntrackedFiles', 'no');
  write(top, { 'docs/content/a.md': '2', 'docs/new.md': '', 'src/x': '2', other: '' });
  expect(await filesOf(join(top, 'docs'))).toEqual([
    '../other',
    '../src/x',
    'content/a.md',
    'new.md',
  ]);
});

test('before the first commit everything has changed', async () => {
  const root = folder(pages);
  git(root, 'init', '-q', '-b', 'main');
  expect(await filesOf(root)).toEqual([
    '.gitignore',
    'content/a.md',
    'content/b.md',
    'content/c.md',
  ]);
  expect(await problemOf(root, 'main')).toMatch(/knows no revision `main`/);
});

test('of a repository in the repository the folder is known', async () => {
  const root = repository(pages);
  const inner = repository({ 'x.md': '' });
  git(root, 'clone', '-q', inner, 'content/inner');
  expect(await filesOf(root)).toEqual(['content/inner']);
});

describe('what cannot be answered', () => {
  test('no repository', async () => {
    expect(await problemOf(folder(pages))).toMatch(/the site is in no git repository/);
  });

  test('no such revision, with the remote branch that may be meant', async () => {
    const origin = repository(pages);
    const root = join(folder(), 'clone');
    git(origin, 'branch', 'release');
    git(origin, 'clone', '-q', origin, root);
    expect(await problemOf(root, 'release')).toMatch(/`release`; did you mean `origin\/release`\?/);
    expect(await problemOf(root, 'nowhere')).toMatch(/fetch it first/);
  });

  test.each(['--output=evil', '-p', '--upload-pack=touch evil', '', 'HEAD..main', '^HEAD', ':/'])(
    'a revision that is none is refused: %s',
    async (revision) => {
      const root = repository(pages);
      expect(await problemOf(root, revision)).toMatch(/^git knows no revision/);
      expect(existsSync(join(root, 'evil'))).toBe(false);
    },
  );

  test('a path where a revision belongs', async () => {
    const root = repository(pages);
    expect(await problemOf(root, 'test/plan')).toMatch(
      /is a path; write `--changed=HEAD test\/plan`/,
    );
  });

  test('a shallow clone', async () => {
    const origin = repository(pages);
    git(origin, 'checkout', '-qb', 'topic');
    for (const text of ['2', '3', '4']) {
      write(origin, { 'content/a.md': text });
      commit(origin);
    }
    const root = join(folder(), 'clone');
    const url = `file://${origin}`;
    git(origin, 'clone', '-q', '--depth=1', '--no-single-branch', '-b', 'topic', url, root);
    expect(await problemOf(root, 'origin/main')).toMatch(/no commit in common; .*fetch-depth: 0/);
    expect(await problemOf(root, 'HEAD~2')).toMatch(/no revision `HEAD~2`; .*fetch-depth: 0/);
  });

  test('histories that never met', async () => {
    const root = repository(pages);
    git(root, 'checkout', '-q', '--orphan', 'other');
    write(root, { other: '' });
    commit(root);
    expect(await problemOf(root, 'main')).toMatch(/have no commit in common; name a revision/);
  });
});

test('a hostile repository starts no program', async () => {
  const root = repository({ ...pages, '.gitattributes': '*.md filter=evil=x diff=evil\n' });
  const script = join(root, 'evil.sh');
  write(root, { 'evil.sh': '#!/bin/sh\ntouch "$(dirname "$0")/ran-$(basename "$1")" \ncat\n' });
  chmodSync(script, 0o755);
  for (const [key, name] of [
    ['core.fsmonitor', 'fsmonitor'],
    ['core.pager', 'pager'],
    ['core.editor', 'editor'],
    ['diff.external', 'external'],
    ['diff.evil.command', 'command'],
    ['diff.evil.textconv', 'textconv'],
    ['filter.evil=x.clean', 'clean'],
    ['filter.evil=x.process', 'process'],
  ] as const) {
    git(root, 'config', key, `${script} ${name}`);
  }
  git(root, 'config', 'filter.evil=x.required', 'true');
  git(root, 'config', 'core.hooksPath', root);
  write(root, { 'post-index-change': '#!/bin/sh\ntouch "$(dirname "$0")/ran-hook"\n' });
  chmodSync(join(root, 'post-index-change'), 0o755);
  // Other bytes of the same length, and the same bytes at another time: both are looked at.
  write(root, { 'content/a.md': 'A', 'content/b.md': 'b' });
  const files = await filesOf(root);
  expect(files.filter((name) => name.startsWith('ran-'))).toEqual([]);
  expect(files).toContain('content/a.md');
  expect(files).not.toContain('content/c.md');
  // The trap works: git as anybody calls it falls into it.
  try {
    git(root, 'diff', '--stat');
  } catch {}
  expect(git(root, 'ls-files', '--others')).toContain('ran-');
});

test('a hook of another repository does not lead git astray', async () => {
  const root = repository(pages);
  const other = repository({ x: '' });
  write(root, { 'content/a.md': '2' });
  const before = { ...process.env };
  Object.assign(process.env, {
    GIT_DIR: join(other, '.git'),
    GIT_INDEX_FILE: join(other, '.git/index'),
    GIT_WORK_TREE: other,
  });
  try {
    expect(await filesOf(root)).toEqual(['content/a.md']);
  } finally {
    for (const name of ['GIT_DIR', 'GIT_INDEX_FILE', 'GIT_WORK_TREE']) delete process.env[name];
    Object.assign(process.env, before);
  }
});

describe('the runs that a change touches', () => {
  const { runs } = planRuns([runbookOf('a', ['x']), runbookOf('b', ['x'])]);
  const touched = (files: readonly string[]) =>
    changedRuns(runs, { files: new Set(files), shared: ['rutter.lock'] }).map(({ key }) => key);

  test('those of its page', () => {
    expect(touched([])).toEqual([]);
    expect(touched(['content/a.md', 'content/x.md', '../content/b.md'])).toEqual(['a@default']);
    expect(touched(['content'])).toEqual(['a@default', 'b@default']);
  });

  test('all, where what they share has changed', () => {
    expect(touched(['rutter.lock'])).toEqual(['a@default', 'b@default']);
  });
});
