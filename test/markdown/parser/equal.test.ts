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

/** Where `auto` uses the native parser, its tree is the reference's. Says which of them is used. */
function compareTrees(text: string, syntax: Syntax = 'plain'): 'native' | 'remark' {
  const tree = autoTree(text, syntax);
  if (tree === undefined) return 'remark';
  const reference = referenceTree(text, syntax);
  if (reference.data?.unread !== undefined) return 'native';
  expect(tree).toEqual(reference);
  expect(structuredClone(tree)).toEqual(tree);
  return 'native';
}

/** The same of the page that is made of it. */
async function comparePages(text: string, syntax: Syntax = 'plain'): Promise<'native' | 'remark'> {
  const used = compareTrees(text, syntax);
  const tree = used === 'native' ? autoTree(text, syntax) : undefined;
  if (tree !== undefined) {
    expect(await htmlFrom(tree, text)).toBe(await htmlFrom(referenceTree(text, syntax), text));
  }
  return used;
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

function expectMostlyNative(used: readonly ('native' | 'remark')[]): void {
  expect(used.filter((one) => one === 'native').length / used.length).toBeGreaterThan(0.95);
}

describe('where it is used, the native parser reads as remark-parse does', () => {
  test.each(['plain', 'directives'] as const)(
    'the examples of the specifications: %s',
    async (syntax) => {
      for (const [name, text] of examples) {
        await comparePages(text, syntax).catch((cause) => {
          throw new Error(`${name}: ${JSON.stringify(text)}`, { cause });
        });
      }
    },
  );

  test('our own pages, of which it reads more than 95 %', { timeout: 120_000 }, async () => {
    const used: ('native' | 'remark')[] = [];
    const folder = fileURLToPath(new URL('../../../content', import.meta.url));
    for (const text of pagesBelow(folder)) used.push(await comparePages(text));
    expectMostlyNative(used);
  });

  const corpora = fileURLToPath(new URL('../../../../shared/corpora', import.meta.url));
  // Texts of others that are beside some work trees and not part of the repository.
  test.skipIf(!existsSync(corpora))(
    'the pages of others, of which it reads more than 95 %',
    { timeout: 240_000 },
    () => expectMostlyNative(pagesBelow(corpora).map((text) => compareTrees(text))),
  );

  test.each(['plain', 'directives'] as const)(
    'any text: %s',
    { timeout: 120_000 },
    async (syntax) => {
      await fc.assert(
        fc.asyncProperty(randomMarkdown, async (text) => void (await comparePages(text, syntax))),
        { numRuns: 300 },
      );
    },
  );
});
