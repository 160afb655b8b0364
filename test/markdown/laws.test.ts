import fc from 'fast-check';
import type { Nodes, Root } from 'mdast';
import rehypeStringify from 'rehype-stringify';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { describe, expect, test } from 'vitest';
import { createMarkdown } from '../../src/markdown/processor.ts';
import { sourceFile } from '../../src/model/source.ts';
import { everyBlock, plainOptions, render } from './rendering.ts';

const markdown = createMarkdown(plainOptions);
const pieces = fc.constantFrom(
  ...[
    'a',
    'word ',
    '# h\n',
    '- x\n',
    '  ',
    '> q\n',
    '```js\n',
    '```\n',
    '*',
    '_',
    '[l](u)',
    '![i](s)',
  ],
  ...[
    '\n',
    '\n\n',
    '\r\n',
    '<b>',
    '</b>',
    '<!-- c -->',
    '<div>\n',
    '| a | b |\n|--|--|\n',
    ':::note\n',
  ],
  ...[
    ':::',
    '10:30',
    'foo:bar',
    ':x[y]{z}',
    '&amp;',
    '&#0;',
    '\0',
    '\uFFFD',
    '\u2028',
    '😀',
    '[^1]',
    '[^1]: f\n',
  ],
  ...[
    '~~s~~',
    'www.a.bc',
    'a@b.cd',
    '\\',
    '`c`',
    '---\n',
    '===\n',
    '1. n\n',
    '\t',
    '- [ ] t\n',
    '[r]: u\n',
    '[r]',
  ],
);
const documents = fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join(''));

describe('laws', () => {
  test('front matter moves no position: a body parses the same behind it, only further down', () => {
    fc.assert(
      fc.property(
        documents,
        fc.constantFrom('---\nt: x\n---\n', '---\n\n---\n', '+++\r\na="ü😀"\r\n+++\r\n'),
        (body, front) => {
          const alone = markdown.parse(sourceFile('a.md', body), 0);
          const behind = markdown.parse(sourceFile('a.md', front + body), front.length);
          expect(positions(behind)).toEqual(
            positions(alone, { offset: front.length, line: front.split('\n').length - 1 }),
          );
        },
      ),
      { numRuns: 500 },
    );
  });

  test('directives that nobody knows say what they say without the syntax', async () => {
    const words = fc.array(
      fc.constantFrom(
        'a',
        ':',
        '::',
        ' ',
        'b',
        '[c]',
        '{d}',
        '{e=f}',
        '10',
        '.',
        '(g)',
        '-',
        '[',
        ']',
        '{',
        '}',
      ),
      { maxLength: 30 },
    );
    const oracle = unified().use(remarkParse).use(remarkGfm).use(remarkRehype).use(rehypeStringify);
    // `:a:` and `:b:` are emoji.
    const blind = createMarkdown({ ...plainOptions, emoji: false });
    const seeing = createMarkdown({
      ...plainOptions,
      emoji: false,
      remarkPlugins: [() => undefined],
    });
    await fc.assert(
      fc.asyncProperty(words, async (parts) => {
        const text = `x${parts.join('')}`;
        const said = textOf(String(await oracle.process(text)));
        const source = sourceFile('a.md', text);
        const context = { source, resolve: (url: string) => ({ url }), steps: new Map() };
        const one = await blind.render(blind.parse(source, 0), context);
        expect(textOf(one.rendered.body.join(''))).toBe(said);
        // With plugins that may want directives, `:name[x]` takes its label from a link that it touches.
        if (text.includes('](')) return;
        const other = await seeing.render(seeing.parse(source, 0), context);
        expect(textOf(other.rendered.body.join(''))).toBe(said);
      }),
      { numRuns: 1000 },
    );
  });

  test('no text crashes, and none forges a step', async () => {
    const strings = fc.oneof(
      documents,
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.string({ unit: 'grapheme', maxLength: 300 }),
    );
    await fc.assert(
      fc.asyncProperty(strings, fc.boolean(), async (text, sanitize) => {
        const page = await render(text, { sanitize, steps: everyBlock });
        expect(JSON.stringify(page.body)).not.toContain('\\u0000');
      }),
      { numRuns: 1500 },
    );
  });
});

function textOf(html: string): string {
  return html
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/ +/g, ' ')
    .trimEnd();
}

function positions(tree: Root, shift = { offset: 0, line: 0 }): unknown[] {
  const found: unknown[] = [];
  const walk = (node: Nodes): void => {
    const { start, end } = node.position ?? {};
    if (node.type !== 'root') {
      found.push(
        [node.type, start?.column, end?.column],
        [start, end].map((point) => [
          // What an extension makes out of text has no position.
          point && point.line + shift.line,
          point && (point.offset ?? 0) + shift.offset,
        ]),
      );
    }
    if ('children' in node) node.children.forEach(walk);
  };
  walk(tree);
  return found;
}
