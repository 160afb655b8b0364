import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runMiniSite, sites } from './mini-site.ts';

const names = readdirSync(sites, { withFileTypes: true })
  .filter((one) => one.isDirectory())
  .map(({ name }) => name);

test.each(names)('%s', async (name) => {
  const { actual, expected } = await runMiniSite(name);
  expect(Object.keys(expected).length).toBeGreaterThan(0);
  expect(actual).toEqual(expected);
});
