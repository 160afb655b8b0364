import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { installedVersions } from '../../src/markdown/installed-versions.ts';
import { createMarkdown, type MarkdownOptions } from '../../src/markdown/processor.ts';
import { described } from '../../src/model/described.ts';
import { plainOptions } from './rendering.ts';

const of = (options: Partial<MarkdownOptions>) =>
  createMarkdown({ ...plainOptions, ...options }).fingerprint;

describe('the fingerprint of a pipeline', () => {
  test('is the same for the same options', () => {
    const plugin = () => undefined;
    expect(of({})).toBe(of({}));
    expect(of({ remarkPlugins: [[plugin, { depth: 2 }]] })).toBe(
      of({ remarkPlugins: [[plugin, { depth: 2 }]] }),
    );
  });

  test('is another for each thing that differs', () => {
    const one = () => undefined;
    const two = () => () => undefined;
    const all = [
      of({}),
      of({ sanitize: true }),
      of({ remarkPlugins: [one] }),
      of({ rehypePlugins: [one] }),
      of({ remarkPlugins: [two] }),
      of({ remarkPlugins: [one, two] }),
      of({ remarkPlugins: [two, one] }),
      of({ remarkPlugins: [[one, { depth: 2 }]] }),
      of({ remarkPlugins: [[one, { depth: 3 }]] }),
      of({ remarkPlugins: [[one, { depth: '3' }]] }),
      of({ remarkPlugins: [[one, { test: /a/ }]] }),
      of({ remarkPlugins: [[one, { test: /a/i }]] }),
      of({ remarkPlugins: [[one, { test: () => 1 }]] }),
      of({ remarkPlugins: [[one, { test: () => 2 }]] }),
      of({ remarkPlugins: [[one, { names: new Set(['a']) }]] }),
      of({ remarkPlugins: [[one, { names: new Map([['a', 1]]) }]] }),
    ];
    expect(new Set(all).size).toBe(all.length);
  });
});

test('values that refer to themselves are described, and keys in any order alike', () => {
  const self: { a?: unknown; b: number } = { b: 1 };
  self.a = self;
  expect(described(self)).toBe('Object{"a":again 0,"b":number 1}');
  expect(described({ x: 1, y: [undefined, null, -0] })).toBe(
    described({ y: [undefined, null, -0], x: 1 }),
  );
});

test('versions are those of the packages that an import would find', () => {
  const root = mkdtempSync(join(tmpdir(), 'rutter-versions-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const put = (path: string, manifest: object): void => {
    const file = join(root, path, 'package.json');
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(manifest));
  };
  put('node_modules/a', { version: '1.0.0', dependencies: { b: '*', missing: '*' } });
  put('node_modules/a/node_modules/b', { version: '2.0.0', optionalDependencies: { a: '*' } });
  put('node_modules/b', { version: '3.0.0' });
  const from = join(root, 'lib', 'file.js');
  expect(installedVersions(['a', 'none'], from)).toEqual(['a@1.0.0', 'b@2.0.0']);
  expect(installedVersions(['a', 'b'], from)).toEqual(['a@1.0.0', 'b@2.0.0', 'b@3.0.0']);
});
