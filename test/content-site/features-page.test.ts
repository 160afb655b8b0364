import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

describe.each(['features.md', 'runbooks/compared.md'])('the table of %s', (page) => {
  const rows = readFileSync(`${root}content/docs/${page}`, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| ['));

  test('names for each feature a test that there is', () => {
    expect(rows.length).toBeGreaterThan(20);
    const tests = rows.map(
      (row) => /^\| \[.+\]\([\w/.-]+\) \| `(test\/[\w/.-]+)` \|/.exec(row)?.[1],
    );
    expect(tests.filter((one) => one === undefined || !existsSync(root + one))).toEqual([]);
  });

  test('has an answer in every cell', () => {
    const cells = rows.flatMap((row) => row.split(' | ').slice(2));
    expect(cells.filter((cell) => !/^(?:yes|part|–)(?: \|)?$/.test(cell))).toEqual([]);
  });
});
