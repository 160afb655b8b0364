import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';

const script = fileURLToPath(new URL('../../scripts/copy-assets', import.meta.url));

test('code of another build is told by its digest, whatever of it is other: the themes as well', () => {
  const root = mkdtempSync(join(tmpdir(), 'rutter-assets-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const identity = (): string => {
    const { status, stderr } = spawnSync(process.execPath, [join(root, 'scripts/copy-assets')]);
    expect([status, `${stderr}`]).toEqual([0, '']);
    return readFileSync(join(root, 'lib/identity'), 'utf8');
  };
  write('package.json', '{"type":"module"}');
  write('scripts/.keep', '');
  copyFileSync(script, join(root, 'scripts/copy-assets'));
  write('src/a.ts', 'export const a: number = 1;\n');
  write('themes/default/styles/base.css', 'a { color: red }\n');
  write('lib/src/a.js', 'export const a = 1;\n');
  write('lib/themes/default/parts.js', 'export const parts = {};\n');
  const seen = [identity(), identity()];
  expect(seen[0]).toMatch(/^[0-9a-f]{64}\n$/);
  expect(seen[1]).toBe(seen[0]);
  for (const [path, text] of [
    ['lib/src/a.js', 'export const a = 2;\n'],
    ['lib/themes/default/parts.js', 'export const parts = { a: 1 };\n'],
    ['themes/default/styles/base.css', 'a { color: blue }\n'],
  ] as const) {
    write(path, text);
    seen.push(identity());
  }
  expect(new Set(seen).size).toBe(4);
});
