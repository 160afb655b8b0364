import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createBuilder } from '../../src/build.ts';
import { configOf, makeSite, now, textsOf, told, write } from './mini-site.ts';

function commit(root: string, author: string, date: string): void {
  const env = {
    ...process.env,
    ...{ GIT_AUTHOR_NAME: author, GIT_AUTHOR_EMAIL: 'a@example.org', GIT_AUTHOR_DATE: date },
    ...{ GIT_COMMITTER_NAME: 'C', GIT_COMMITTER_EMAIL: 'c@example.org', GIT_COMMITTER_DATE: date },
  };
  execFileSync('git', ['add', '--all'], { cwd: root });
  execFileSync('git', ['commit', '-q', '-m', 'x'], { cwd: root, env });
}

const config = `export default {
  git: true,
  site: { editUrl: 'https://example.org/edit/', historyUrl: 'https://example.org/log' },
};\n`;

test('a page says when it was changed and by whom, and follows what is checked out', async () => {
  const root = makeSite({
    'rutter.config.mjs': config,
    '.gitignore': 'dist\n.rutter\n',
    'content/docs/a b.md': '# A\n',
    'content/docs/c.md': '---\neditLink: false\n---\n# C\n',
  });
  execFileSync('git', ['init', '-q', '-b', 'main'], { cwd: root });
  commit(root, 'Ada & Co', '2020-01-02T00:00:00Z');
  const builder = createBuilder(await configOf(root, 'default'));
  expect(told((await builder.build({ now })).diagnostics)).toEqual([]);
  const page = (name: string) => readFileSync(join(root, 'dist/docs', name, 'index.html'), 'utf8');
  expect(page('a-b')).toContain(
    'Last changed <time datetime="2020-01-02T00:00:00Z">2020-01-02</time> by Ada &amp; Co',
  );
  expect(page('a-b')).toContain('href="https://example.org/edit/content/docs/a%20b.md"');
  expect(page('a-b')).toContain('href="https://example.org/log/content/docs/a%20b.md"');
  expect(page('c')).not.toContain('https://example.org/edit/');
  write(root, { 'content/docs/c.md': '# C\n' });
  commit(root, 'Grace', '2021-01-02T00:00:00Z');
  const { ok, written } = await builder.build({ now });
  expect(ok).toBe(true);
  expect(written).toContain('docs/c/index.html');
  expect(written).not.toContain('docs/a-b/index.html');
  expect(page('c')).toContain('by Grace, Ada &amp; Co');
  const before = textsOf(join(root, 'dist'));
  expect((await builder.build({ now, force: true })).written).toEqual([]);
  expect(textsOf(join(root, 'dist'))).toEqual(before);
});
