import { cpSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { canonicalJson } from '../../src/model/canonical.ts';
import { findRunbooks } from '../../src/verify/find-runbooks.ts';
import { folderWith, write } from '../cli/rutter.ts';

const repository = new URL('../../', import.meta.url).pathname;

/** Without its text, as every difference would be shown with it. */
async function pagesOf(root: string) {
  return canonicalJson(await findRunbooks(await loadConfig({ root }), []), 1);
}

const memo = (root: string) => join(root, '.rutter/cache/pages');

describe('pages that are known', () => {
  test('are as if they had been read: our own, with all that they can have', async () => {
    const root = folderWith();
    cpSync(join(repository, 'content'), join(root, 'content'), { recursive: true });
    const read = await pagesOf(root);
    const written = statSync(memo(root)).mtimeMs;
    expect(await pagesOf(root)).toBe(read);
    expect(statSync(memo(root)).mtimeMs).toBe(written);
  });
  test('are so with their mistakes, too', async () => {
    const root = folderWith();
    const content = join(repository, 'test/runbooks/content');
    cpSync(content, join(root, 'content'), { recursive: true });
    const read = await pagesOf(root);
    expect(read).toContain('"severity": "error"');
    expect(await pagesOf(root)).toBe(read);
  });
  const page = (command: string) => `# A\n\n\`\`\`sh\n${command}\n\`\`\`\n`;
  test('are read again when they change, or when the configuration does', async () => {
    const root = folderWith({ 'content/runbooks/a.md': page('echo one') });
    await pagesOf(root);
    write(root, { 'content/runbooks/a.md': page('echo two') });
    expect(await pagesOf(root)).toContain('echo two');
    write(root, {
      'rutter.config.mjs': "export default { verify: { timeout: '7s' } };\n",
    });
    expect(await pagesOf(root)).toContain('"timeoutMs": 7000');
  });
  test('are read again when their folder gives them something else', async () => {
    const root = folderWith({
      'content/runbooks/a/_index.md': '---\ncascade: {runbook: {image: "alpine:3.22"}}\n---\n',
      'content/runbooks/a/b.md': page('echo one'),
    });
    expect(await pagesOf(root)).toContain('"alpine:3.22"');
    write(root, {
      'content/runbooks/a/_index.md': '---\n---\n',
      'content/runbooks/_meta.yml': 'cascade: {runbook: {timeout: 9s}}\n',
    });
    const read = await pagesOf(root);
    expect(read).toContain('"timeoutMs": 9000');
    expect(read).not.toContain('alpine');
    expect(await pagesOf(root)).toBe(read);
  });
  test('are told apart by their place', async () => {
    const root = folderWith({ 'content/runbooks/a.md': page('echo one') });
    await pagesOf(root);
    write(root, { 'content/runbooks/b.md': page('echo one') });
    const { runbooks } = await findRunbooks(await loadConfig({ root }), []);
    expect(runbooks.map((one) => [one.id, one.source.path])).toEqual([
      ['runbooks/a', 'content/runbooks/a.md'],
      ['runbooks/b', 'content/runbooks/b.md'],
    ]);
  });
  test('a memo that is not whole is not believed', async () => {
    const root = folderWith({ 'content/runbooks/a.md': page('echo one') });
    const read = await pagesOf(root);
    const text = readFileSync(memo(root), 'utf8');
    const torn = [text.slice(0, -1), text.slice(text.length / 2), '', text.replace('one', 'two')];
    for (const other of torn) {
      writeFileSync(memo(root), other);
      expect(await pagesOf(root)).toBe(read);
    }
  });
  test('there are none where a plugin of the site has a part in it, or the cache is off', async () => {
    const settings = [
      'markdown: { remarkPlugins: [() => {}] }',
      'verify: { cache: { enabled: false } }',
    ];
    for (const setting of settings) {
      const root = folderWith({
        'content/runbooks/a.md': page('echo one'),
        'rutter.config.mjs': `export default { ${setting} };\n`,
      });
      await pagesOf(root);
      expect(existsSync(memo(root))).toBe(false);
    }
  });
});
