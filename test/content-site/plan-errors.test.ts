import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { digestOf } from '../../src/model/source.ts';
import { jsonReport } from '../../src/report/json.ts';
import { folderWith, run } from '../cli/rutter.ts';
import { commit, git } from '../plan/examples.ts';

const text = readFileSync(
  new URL('../../content/docs/reference/errors.md', import.meta.url),
  'utf8',
);

/** The example of a code. */
function exampleOf(code: string): string {
  return (
    new RegExp(`^### ${code}\n[\\s\\S]*?^\`\`\`text\n([\\s\\S]+?)\n\`\`\``, 'm').exec(text)?.[1] ??
    ''
  );
}

const page = (name: string, image = '') =>
  `---\ntags: [smoke]\nrunbook: {${image}}\n---\n# A\n\n\`\`\`sh name=${name}\ntrue\n\`\`\`\n`;
const shard = (index: number, count: number, plan = 'plan') =>
  jsonReport({
    ...{ reports: [], diagnostics: [], exitCode: 0, durationMs: 1 },
    shard: { index, count, plan: digestOf(plan), runs: ['runbooks/b@default'] },
  });
const lock = (...lines: readonly string[]) =>
  ['# x', '# y', 'version: 1', 'images:', ...lines].join('\n');
const merge = ['--merge', 'shards'];

/** For each code the files and the options of `verify` that provoke exactly what its example shows. */
const cases: Readonly<Record<string, readonly [Readonly<Record<string, string>>, ...string[]]>> = {
  'lock-invalid': [{ 'rutter.lock': lock('debian:12') }, '--frozen'],
  'lock-missing': [
    { 'rutter.lock': lock(), 'content/runbooks/a.md': page('x', 'image: alpine:3.22') },
    '--frozen',
  ],
  'merge-missing': [{ 'shards/1.json': shard(1, 3), 'shards/3.json': shard(3, 3) }, ...merge],
  'merge-no-report': [{ 'shards/1.json': shard(1, 1) }, ...merge],
  'merge-other-plan': [
    { 'shards/1.json': shard(1, 2), 'shards/2.json': shard(2, 2, 'other') },
    ...merge,
  ],
  'merge-twice': [{ 'shards/1.json': shard(1, 1), 'shards/again.json': shard(1, 1) }, ...merge],
  'merge-unreadable': [{ 'shards/2.json': shard(2, 2).slice(0, 99) }, ...merge],
  'verify-changed': [{}, '--changed=mian'],
  'verify-modes': [{}, '--list', '--lock'],
  'verify-name': [{}, '--name', 'instal'],
  'verify-shard': [{}, '--shard', 'two'],
  'verify-tag': [{}, '--tag', 'smoek'],
};

describe('the examples of errors are what is printed', () => {
  test.each(Object.entries(cases))('%s', async (code, [files, ...options]) => {
    const cwd = folderWith({ 'content/runbooks/a.md': page('install'), ...files });
    git(cwd, 'init', '-q');
    commit(cwd);
    const { status, stderr } = await run(['verify', ...options], { cwd });
    expect(stderr).toContain(`${exampleOf(code)}\n`);
    expect(status).toBe(code.startsWith('merge-') ? 1 : 2);
  });
});
