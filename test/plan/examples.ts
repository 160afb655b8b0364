import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Runbook } from '../../src/model/runbook.ts';
import { digestOf, sourceFile } from '../../src/model/source.ts';
import { planRuns, type Run } from '../../src/plan/runs.ts';
import { parsePage } from '../runbook/page.ts';

/** A runbook whose steps are written `name`, or `name #tag #tag`. */
export function runbookOf(
  id: string,
  steps: readonly string[],
  { tags = [], images = [] }: { tags?: readonly string[]; images?: readonly string[] } = {},
): Runbook {
  const text = steps
    .map((step) => {
      const [name, ...own] = step.split(' #');
      const tag = own.length === 0 ? '' : ` tags=${own.join(',')}`;
      return `\`\`\`sh name=${name}${tag}\ntrue\n\`\`\`\n`;
    })
    .join('\n');
  const { runbook } = parsePage(text, { id, settings: { images } });
  if (runbook === undefined) throw new Error('no runbook');
  return { ...runbook, tags, source: sourceFile(`content/${id}.md`, text) };
}

/** So many whole runs with keys of their own. */
export function runsOf(count: number): readonly Run[] {
  const base = runbookOf('a', ['one']);
  const books = Array.from({ length: count }, (_, at) => ({
    ...base,
    id: `r${at}`,
    digest: digestOf(`r${at}`),
  }));
  return planRuns(books).runs;
}

/** A folder, gone after the test; its path is the one that the system knows it by. */
export function folder(files: Readonly<Record<string, string>> = {}): string {
  const made = realpathSync(mkdtempSync(join(tmpdir(), 'rutter-plan-')));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  write(made, files);
  return made;
}

export function write(root: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
}

/** Runs git for a test, without the configuration of whoever runs the tests. */
export function git(cwd: string, ...args: readonly string[]): string {
  const who = ['-c', 'user.name=T', '-c', 'user.email=t@example.org', '-c', 'commit.gpgsign=false'];
  const env = {
    PATH: process.env.PATH ?? '',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
  };
  return execFileSync('git', [...who, ...args], { cwd, env, encoding: 'utf8', stdio: 'pipe' });
}

/** A repository with one commit on the branch `main`. */
export function repository(files: Readonly<Record<string, string>>): string {
  const root = folder(files);
  git(root, 'init', '-q', '-b', 'main');
  commit(root);
  return root;
}

export function commit(root: string): void {
  git(root, 'add', '-A');
  git(root, 'commit', '-qm', 'a change');
}
