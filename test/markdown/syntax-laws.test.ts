import fc from 'fast-check';
import type { Nodes, Text } from 'mdast';
import { describe, expect, test } from 'vitest';
import { createMarkdown } from '../../src/markdown/processor.ts';
import { eachNode } from '../../src/markdown/walk.ts';
import { writtenText } from '../../src/markdown/written.ts';
import { sourceFile } from '../../src/model/source.ts';
import { plainOptions, render } from './rendering.ts';

const ordinary = [
  'a',
  'word ',
  '*',
  '_',
  '`',
  '- x\n',
  '> ',
  '  ',
  '\n',
  '\n\n',
  '\r\n',
  '# h\n',
  '| a | b |\n|--|--|\n',
  '[l](u)',
  '&amp;',
  '\\*',
  '&#128512;',
  '😀',
  '<b>',
  '</b>',
  '[^1]',
  '[^1]: n\n',
  '- [x] t\n',
  '```\n',
  '1. n\n',
];
const ours = [
  ': d\n',
  ':   d\n\n    e\n',
  '::: tip A\n',
  ':::tip A\n',
  '::: details {open}\n',
  ':::\n',
  '::::\n',
  '==',
  '++ctrl+c++',
  '++',
  ':tada:',
  ':smiel:',
  '*[a]: b\n',
  '*[word]: c\n',
  '"',
  "'",
  '--',
  '...',
  '\\"',
  '\\:',
  '::youtube[x]{id=dQw4w9WgXcQ}\n',
  '::video[a]{src=b.mp4}\n',
  'Table: x\n',
  '^2^',
  '~2~',
  '![a](b.mp4)',
  '> [!NOTE]- x\n',
];
const texts = (pieces: readonly string[]) =>
  fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((parts) => parts.join(''));

const everything = {
  subscript: true,
  superscript: true,
  typography: true,
  abbreviations: { word: 'w' },
};
const nothing = { emoji: false, keys: false, mark: false, definitionLists: false };

describe('laws of syntax beyond CommonMark', () => {
  test('a character that was written as itself is found where it stands', () => {
    const markdown = createMarkdown(plainOptions);
    fc.assert(
      fc.property(texts([...ordinary, ...ours]), (text) => {
        const tree = markdown.parse(sourceFile('a.md', text), 0);
        const read = tree.data?.ownBlocks?.text ?? text;
        expect(read).toHaveLength(text.length);
        const nodes: Text[] = [];
        eachNode<Nodes>(tree, (node) => void (node.type === 'text' && nodes.push(node)));
        for (const node of nodes) {
          const written = writtenText(node, read);
          for (let at = 0; at < node.value.length; at += 1) {
            if (!written.isPlain(at, at + 1)) continue;
            const { offset, line } = written.pointAt(at);
            const character = read.charAt(offset);
            expect(character).toBe(node.value.charAt(at));
            expect(line).toBe(read.slice(0, offset).split('\n').length);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  test('a text without any is what it is with all of it turned off', async () => {
    await fc.assert(
      fc.asyncProperty(texts(ordinary), async (text) => {
        const [on, off] = [await render(text), await render(text, { options: nothing })];
        expect(on.html).toBe(off.html);
      }),
      { numRuns: 200 },
    );
  });

  test('both parsers give the same, whatever is wanted', async () => {
    await fc.assert(
      fc.asyncProperty(texts([...ordinary, ...ours]), async (text) => {
        const [auto, remark] = [
          await render(text, { options: { ...everything, parser: 'auto' } }),
          await render(text, { options: { ...everything, parser: 'remark' } }),
        ];
        expect(auto.html).toBe(remark.html);
        expect(auto.diagnostics).toEqual(remark.diagnostics);
      }),
      { numRuns: 150 },
    );
  });

  test('no letter of a page is lost', async () => {
    await fc.assert(
      fc.asyncProperty(texts(ours), async (text) => {
        const marked = text.replaceAll(/\n/g, ' qq\n').replaceAll(/[{}]/g, '');
        // The first heading leaves the page.
        const { html } = await render(`# T\n\n${marked}`);
        const count = (one: string): number => one.match(/qq/g)?.length ?? 0;
        // Those of definitions of abbreviations may be gone, or be repeated.
        if (marked.includes('*[')) return;
        expect(count(html)).toBeGreaterThanOrEqual(count(marked));
      }),
      { numRuns: 200 },
    );
  });
});
