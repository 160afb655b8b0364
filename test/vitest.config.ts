import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/**/*.test.ts'],
    // The fast tests are run on every supported Node; see also `describeWith` in requirements.ts.
    ...(process.env.RUTTER_TEST_FAST === undefined
      ? {}
      : { exclude: ['test/**/*.slow.test.ts'], maxWorkers: '100%' }),
    reporters: ['default', './test/count-reporter.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
