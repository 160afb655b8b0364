import { readdirSync, readFileSync } from 'node:fs';
import { sep } from 'node:path';
import { defineConfig } from 'vitest/config';

const root = new URL('..', import.meta.url).pathname;
const isFast = process.env.RUTTER_TEST_FAST !== undefined;

const slow = 'test/**/*.slow.test.ts';
/** Files that ask for an engine, a browser or Java, or take long: one of them at a time. */
const heavy = readdirSync(`${root}test`, { recursive: true, encoding: 'utf8' })
  .map((file) => `test/${file.split(sep).join('/')}`)
  .filter((file) => file.endsWith('.test.ts') && isHeavy(file))
  .sort();

const common = { root, testTimeout: 30_000, hookTimeout: 60_000 };

export default defineConfig({
  test: {
    ...common,
    reporters: ['default', './test/count-reporter.ts'],
    // The fast tests are run on every supported Node; see also `describeWith` in requirements.ts.
    ...(isFast
      ? { include: ['test/**/*.test.ts'], exclude: [slow], maxWorkers: '100%' }
      : { projects: [project('light', 0, '100%'), project('heavy', 1, 1)] }),
  },
});

function project(name: 'light' | 'heavy', groupOrder: number, maxWorkers: string | number) {
  const files =
    name === 'heavy' ? { include: heavy } : { include: ['test/**/*.test.ts'], exclude: heavy };
  return { test: { ...common, ...files, name, maxWorkers, sequence: { groupOrder } } };
}

function isHeavy(file: string): boolean {
  return (
    file.endsWith('.slow.test.ts') || /requirements\.ts'/.test(readFileSync(root + file, 'utf8'))
  );
}
