import { describe, expect, test } from 'vitest';
import { differences } from '../../../src/markdown/parser/differences.ts';
import { createMarkdown } from '../../../src/markdown/processor.ts';
import { sourceFile } from '../../../src/model/source.ts';
import { plainOptions } from '../rendering.ts';
import { autoTree, nativeTree, referenceTree } from './parsers.ts';

describe('the native parser', () => {
  test.each(differences)('$what', ({ example, directives }) => {
    const syntax = directives ? 'directives' : 'plain';
    expect(nativeTree(example, syntax)).not.toEqual(referenceTree(example, syntax));
    expect(autoTree(example, syntax)).toBeUndefined();
    if (directives) return;
    const auto = createMarkdown(plainOptions).parse(sourceFile('page.md', example), 0);
    expect(auto).toEqual(referenceTree(example));
  });
});

test('no difference is listed twice', () => {
  const all = differences.map(({ what }) => what);
  expect(new Set(all).size).toBe(all.length);
});
