import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readFrontMatter } from '../../../src/content/front-matter.ts';
import { blanked } from '../../../src/markdown/parse.ts';
import { sourceFile } from '../../../src/model/source.ts';
import { examples } from './examples.ts';
import { autoTree, htmlFrom, referenceTree, type Syntax } from './parsers.ts';
import { randomMarkdown } from './random-markdown.ts';

/** Where `auto` uses the native parser, its tree is the reference's, and so is the page. */
async function expectEqual(text: string, syntax: Syntax = 'plain'): Promise<'native' | 'remark'> {
  const tree = autoTree(text, syntax);
  if (tree === undefined) return 'remark';
  const reference = referenceTree(text, syntax);
  if (reference.data?.unread !== undefined) return 'native';
  expect(tree).toEqual(reference);
  expect(structuredClone(tree)).toEqual(tree);
  expect(await htmlFrom(tree, text)).toBe(await htmlFrom(reference, text));
  return 'native';
}

/** The bodies of all pages below a folder, as the parser gets them. */
function pagesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => {
      const source = sourceFile(name, readFileSync(`${folder}/${name}`, 'utf8'));
      return blanked(source.text, readFrontMatter(source).bodyStart);
    });
}

async function expectMostlyNative(texts: readonly string[]): Promise<void> {
  const used: string[] = [];
  for (const text of texts) used.push(await expectEqual(text));
  expect(used.filter((one) => one === 'native').length / used.length).toBeGreaterThan(0.95);
}

describe('where it is used, the native parser reads as remark-parse does', () => {
  test.each(['plain', 'directives'] as const)(
    'the examples of the specifications: %s',
    async (syntax) => {
      for (const [name, text] of examples) {
        await expectEqual(text, syntax).catch((cause) => {
          throw new Error(`${name}: ${JSON.stringify(text)}`, { cause });
        });
      }
    },
  );

  test('our own pages, of which it reads more than 95 %', { timeout: 120_000 }, async () => {
    await expectMostlyNative(
      pagesBelow(fileURLToPath(new URL('../../../content', import.meta.url))),
    );
  });

  const corpora = fileURLToPath(new URL('../../../../shared/corpora', import.meta.url));
  // Texts of others that are beside some work trees and not part of the repository.
  test.skipIf(!existsSync(corpora))(
    'the pages of others, of which it reads more than 95 %',
    { timeout: 240_000 },
    async () => await expectMostlyNative(pagesBelow(corpora)),
  );

  test.each(['plain', 'directives'] as const)(
    'any text: %s',
    { timeout: 120_000 },
    async (syntax) => {
      await fc.assert(
        fc.asyncProperty(randomMarkdown, async (text) => void (await expectEqual(text, syntax))),
        { numRuns: 300 },
      );
    },
  );
});
