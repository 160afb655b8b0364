import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

function cellsOf(row: string): readonly string[] {
  return row.replace(/^\| | \|$/g, '').split(' | ');
}

describe.each([
  { page: 'features.md', last: true },
  { page: 'runbooks/compared.md', last: false },
])('the table of $page', ({ page, last }) => {
  const rows = readFileSync(`${root}content/docs/${page}`, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| ['));

  test('names for each feature a test that there is', () => {
    expect(rows.length).toBeGreaterThan(20);
    const tests = rows.map(
      (row) => /^`(test\/[\w/.-]+)`$/.exec(cellsOf(row).at(last ? -1 : 1) ?? '')?.[1],
    );
    expect(tests.filter((one) => one === undefined || !existsSync(root + one))).toEqual([]);
  });

  test('has an answer in every cell', () => {
    const cells = rows.flatMap((row) => (last ? cellsOf(row).slice(1, -1) : cellsOf(row).slice(2)));
    expect(cells.filter((cell) => !/^(?:yes|part|–)$/.test(cell))).toEqual([]);
  });
});
