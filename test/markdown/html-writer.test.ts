import fc from 'fast-check';
import type { Element, ElementContent, Root } from 'hast';
import rehypeStringify from 'rehype-stringify';
import { unified } from 'unified';
import { expect, test } from 'vitest';
import { htmlOf } from '../../src/markdown/html.ts';
import { render } from './rendering.ts';

const reference = unified().use(rehypeStringify).freeze();

const text = fc.string({ unit: fc.constantFrom(...'ab <>&"\'`\0\n=é') });
const value = fc.oneof(
  text,
  fc.constantFrom<string[]>('', 'disabled', 'true', 'id'),
  fc.boolean(),
  fc.constantFrom(0, 1, -2.5, Number.NaN),
  fc.array(text, { maxLength: 3 }),
  fc.constantFrom(null, undefined),
);
const names = fc.constantFrom(
  ...['className', 'href', 'id', 'title', 'alt', 'dataLanguage', 'dataFootnoteRef', 'ariaLabel'],
  ...[
    'checked',
    'disabled',
    'download',
    'hidden',
    'srcSet',
    'accept',
    'style',
    'tabIndex',
    'width',
  ],
  ...['viewBox', 'data-x', 'onClick', 'xlinkHref', 'strange name', 'start', 'type', 'align'],
);
const tags = fc.constantFrom(
  ...['p', 'a', 'img', 'br', 'span', 'script', 'style', 'svg', 'path', 'title', 'template'],
  ...['math', 'textarea', 'input', 'BR', 'foreignObject', 'custom-tag', 'table'],
);

const { tree } = fc.letrec<{ tree: Root; node: ElementContent }>((tie) => ({
  tree: fc.record({ type: fc.constant('root'), children: fc.array(tie('node'), { maxLength: 5 }) }),
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({ type: fc.constant('text'), value: text }),
    fc.record({ type: fc.constant('comment'), value: text }),
    fc.record({ type: fc.constant('raw'), value: text }) as fc.Arbitrary<ElementContent>,
    fc
      .record({
        type: fc.constant('element' as const),
        tagName: tags,
        properties: fc.dictionary(names, value, { noNullPrototype: true }),
        children: fc.array(tie('node'), { maxLength: 4 }),
      })
      .map(
        (element): Element =>
          element.tagName === 'template'
            ? { ...element, content: { type: 'root', children: element.children } }
            : element,
      ),
  ),
}));

test('HTML of any tree is what rehype-stringify makes of it', () => {
  fc.assert(
    fc.property(tree, (root) => {
      expect(htmlOf(root)).toBe(reference.stringify(root));
    }),
    { numRuns: 3000 },
  );
});

test('a plugin may give rehype-stringify settings', async () => {
  const plugin = function (this: { data(key: string, value: unknown): unknown }) {
    this.data('settings', { closeSelfClosing: true });
  };
  expect((await render('a\\\nb', { options: { rehypePlugins: [plugin] } })).html).toBe(
    '<p>a<br />\nb</p>',
  );
});
