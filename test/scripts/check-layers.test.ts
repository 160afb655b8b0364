import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';

const script = fileURLToPath(new URL('../../scripts/check-layers', import.meta.url));
const made: string[] = [];
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true });
});

function check(files: Record<string, string>) {
  const root = mkdtempSync(join(tmpdir(), 'rutter-layers-'));
  made.push(root);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const { status, stderr } = spawnSync(process.execPath, [script, root], { encoding: 'utf8' });
  return { status, problems: stderr.trim().split('\n').filter(Boolean) };
}

const model = 'export const a = 1;\n';

test('a tree that keeps to the table passes', () => {
  expect(
    check({
      'src/model/a.ts': model,
      'src/site/b.ts': "import { a } from '../model/a.ts';\nexport const b = a;\n",
    }),
  ).toEqual({ status: 0, problems: [] });
});

test.each([
  ['a statement', "import { b } from '../site/b.ts';\n"],
  ['a type', "import type { B } from '../site/b.ts';\n"],
  ['a statement over several lines', "import {\n  b,\n} from '../site/b.ts';\n"],
  ['a re-export', "export * from '../site/b.ts';\n"],
  ['a side effect', "import '../site/b.ts';\n"],
  ['a call', "export const b = await import('../site/b.ts');\n"],
])('a forbidden import fails: %s', (_, text) => {
  const { status, problems } = check({
    'src/output/c.ts': text,
    'src/site/b.ts': 'export const b = 1;\n',
  });
  expect(status).toBe(1);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(/^src\/output\/c\.ts:\d `output` may not import `site`/);
});

test('a circle of files within one folder fails', () => {
  const { status, problems } = check({
    'src/model/a.ts': "import { b } from './b.ts';\nexport const a = () => b;\n",
    'src/model/b.ts': "import { a } from './a.ts';\nexport const b = () => a;\n",
  });
  expect(status).toBe(1);
  expect(problems).toEqual(['files import in a circle: src/model/a.ts, src/model/b.ts']);
});

test('a circle of folders fails, also where no file is in one', () => {
  const { status, problems } = check({
    'src/content/a.ts': "import { b } from '../markdown/b.ts';\nexport const a = b;\n",
    'src/content/c.ts': 'export const c = 1;\n',
    'src/markdown/b.ts': 'export const b = 1;\n',
    'src/markdown/d.ts': "import { c } from '../content/c.ts';\nexport const d = c;\n",
  });
  expect(status).toBe(1);
  expect(problems).toContain('folders import in a circle: content, markdown');
});

test('a folder without a row fails', () => {
  const { status, problems } = check({ 'src/utils/a.ts': model });
  expect(status).toBe(1);
  expect(problems[0]).toContain('`utils` has no row in the table');
});

test('only print.ts writes to the terminal', () => {
  expect(check({ 'src/cli/print.ts': "console.log('x');\n" }).status).toBe(0);
  expect(check({ 'src/cli/other.ts': "process.stdout.write('x');\n" }).status).toBe(1);
});

test('ARCHITECTURE.md says the same', () => {
  const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
  const rules = [...read('scripts/check-layers').matchAll(/^ {2}'?([\w.-]+)'?: \[(.*)\],$/gm)].map(
    ([, room = '', others = '']) => [room, names(others, /'([^']+)'/g)],
  );
  const rows = [
    ...read('ARCHITECTURE.md').matchAll(/^\| `(?:src\/)?([\w.-]+)` \| .+ \| (.+) \|$/gm),
  ].map(([, room = '', others = '']) => [room, names(others, /`([^`]+)`/g)]);
  expect(rules.length).toBeGreaterThan(25);
  expect(Object.fromEntries(rows)).toMatchObject(Object.fromEntries(rules));
});

function names(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].map(([, name = '']) => name).sort();
}
