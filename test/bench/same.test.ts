import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';

const script = fileURLToPath(new URL('../../scripts/bench/same', import.meta.url));
const made: string[] = [];
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true });
});

function compared(
  old: Record<string, string>,
  now: Record<string, string>,
  ...options: readonly string[]
) {
  const root = mkdtempSync(join(tmpdir(), 'rutter-bench-same-'));
  made.push(root);
  for (const [name, files] of Object.entries({ old, now })) {
    mkdirSync(join(root, name));
    for (const [path, text] of Object.entries(files)) writeFileSync(join(root, name, path), text);
  }
  const { status, stdout } = spawnSync(process.execPath, [script, ...options, 'old', 'now'], {
    cwd: root,
    encoding: 'utf8',
  });
  return { status, lines: stdout.trimEnd().split('\n') };
}

test('the same files are the same', () => {
  const files = { 'a.html': 'A', 'b.html': 'B' };
  expect(compared(files, files)).toEqual({ status: 0, lines: ['2 files are the same'] });
});

test('differences that are alike are told once', () => {
  const { status, lines } = compared(
    { 'a.html': 'first <i>old</i>', 'b.html': 'second <i>old</i>', 'c.html': 'C', 'd.html': 'D' },
    { 'a.html': 'first <i>new</i>', 'b.html': 'second <i>new</i>', 'c.html': 'C', 'e.html': 'E' },
  );
  expect(status).toBe(1);
  expect(lines).toEqual([
    '1 files are the same',
    'only in the old: 1: /d.html',
    'only in the new: 1: /e.html',
    '2 differ like /a.html',
    '  was: first <i>old</i>',
    '  is:  first <i>new</i>',
  ]);
});

test('what is passed over makes no difference', () => {
  expect(compared({ a: '<b>A</b>' }, { a: 'A' }, '--without', '</?b>')).toEqual({
    status: 0,
    lines: ['1 files are the same'],
  });
});
