import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const read = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');

test('every dependency has its line in ARCHITECTURE.md, and no line is left over', () => {
  const manifest = JSON.parse(read('package.json'));
  const section = read('ARCHITECTURE.md').split('## Dependencies')[1] ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('| `'));
  const named = rows.flatMap((row) =>
    [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map((match) => match[1]),
  );
  expect(named.sort()).toEqual(
    Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies }).sort(),
  );
});

test('the lock file holds the parts for every platform, without which `npm ci` refuses it', () => {
  const { packages } = JSON.parse(read('package-lock.json'));
  const missing = Object.entries<{ optionalDependencies?: Record<string, string> }>(packages)
    .flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).map((name) => [path, name] as const),
    )
    .filter(
      ([path, name]) =>
        !(`node_modules/${name}` in packages || `${path}/node_modules/${name}` in packages),
    );
  expect(missing).toEqual([]);
});

test('every dependency runs on the oldest supported Node', () => {
  const lock = JSON.parse(read('package-lock.json'));
  const tooNew = Object.entries<{ dev?: boolean; engines?: { node?: string } }>(lock.packages)
    .filter(([path, entry]) => path !== '' && entry.engines?.node !== undefined)
    .filter(([, entry]) => !allowsNode20(entry.engines?.node ?? ''))
    .map(([path, entry]) => `${path} wants ${entry.engines?.node}`);
  expect(tooNew).toEqual([]);
});

/** Enough of a range check for `>=`, `^` and `||`: whether some 20.19 or lower is its floor. */
function allowsNode20(range: string): boolean {
  return range.split('||').some((part) => {
    const match = /(>=|\^|>|~)?\s*v?(\d+)(?:\.(\d+|x|\*))?/.exec(part.trim());
    if (match === null) return part.trim() === '*' || part.trim() === '';
    const major = Number(match[2]);
    const minor = Number(match[3] ?? 0) || 0;
    if (match[1] === '^' || match[1] === '~' || match[1] === undefined) {
      return major === 20 && minor <= 19;
    }
    return major < 20 || (major === 20 && minor <= 19);
  });
}
