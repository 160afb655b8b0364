import { readdirSync, readFileSync } from 'node:fs';
import { sep } from 'node:path';
import { defineConfig, type TestProjectConfiguration } from 'vitest/config';

const root = new URL('..', import.meta.url).pathname;
const files = readdirSync(`${root}test`, { recursive: true, encoding: 'utf8' })
  .map((file) => `test/${file.split(sep).join('/')}`)
  .filter((file) => file.endsWith('.test.ts'))
  .sort();

type Kind = 'unit' | 'site' | 'browser' | 'alone';

/** What a file of tests is, by what it imports. */
function kindOf(file: string): Kind {
  const text = readFileSync(root + file, 'utf8');
  if (/requirements\.ts'/.test(text)) return /\bchromium\(\)/.test(text) ? 'browser' : 'alone';
  if (file.endsWith('.slow.test.ts')) return 'alone';
  const isWhole =
    /^test\/(?:build|cli)\/|mini-site|node:child_process|on-engines|docker-products|snapshot-ground/;
  return isWhole.test(`${file}\n${text}`) ? 'site' : 'unit';
}

/** One kind after the other, in this order; what runs alone has the machine for itself. */
const projects: readonly (readonly [Kind, string | number])[] = [
  // Parts of Rutter, in this process.
  ['unit', '100%'],
  // Whole sites, and processes.
  ['site', '100%'],
  ['browser', 2],
  // With an engine, or for long.
  ['alone', 1],
];

export default defineConfig({
  test: {
    reporters: ['default', './test/count-reporter.ts'],
    projects: projects.map(
      ([name, maxWorkers], groupOrder): TestProjectConfiguration => ({
        test: {
          ...{ name, root, maxWorkers, testTimeout: 30_000, hookTimeout: 60_000 },
          include: files.filter((file) => kindOf(file) === name),
          sequence: { groupOrder },
          // Rutter's modules are loaded once for each process of tests, and not for each file.
          isolate: name === 'alone',
        },
      }),
    ),
  },
});
