import type { Root as HastRoot } from 'hast';
import type { Root } from 'mdast';
import type { VFile } from 'vfile';
import { describe, expect, test } from 'vitest';
import { createMarkdown } from '../../src/markdown/processor.ts';
import { UserError } from '../../src/model/diagnostic.ts';
import { plainOptions, render } from './rendering.ts';

describe("the site's plugins", () => {
  test('of remark run before ours and see directives, those of rehype after', async () => {
    const remark = (options: { to: string }) => (tree: Root) => {
      for (const node of tree.children) {
        if (node.type === 'leafDirective') node.data = { hName: options.to };
      }
    };
    const rehype = () => (tree: HastRoot) => {
      for (const node of tree.children) {
        if (node.type === 'element') node.properties.dataSeen = node.tagName;
      }
    };
    const { html } = await render('::widget\n\n```text\nx\n```\n\n:other[x *y*]{z} 10:30', {
      options: { remarkPlugins: [[remark, { to: 'my-widget' }]], rehypePlugins: [rehype] },
    });
    expect(html).toContain('<my-widget data-seen="my-widget"></my-widget>');
    expect(html).toContain('<pre class="code" data-language="text" tabindex="0" data-seen="pre">');
    expect(html).toContain(':other[x <em>y</em>]{z} 10:30');
  });

  test('may call back or promise', async () => {
    const later = () => (_: Root, __: VFile, next: (error?: Error) => void) =>
      void setTimeout(next, 1);
    const promised = () => async () => undefined;
    const { html } = await render('a', { options: { remarkPlugins: [later, promised] } });
    expect(html).toBe('<p>a</p>');
  });

  test('that throw are named with the file', async () => {
    function remarkBroken() {
      return () => {
        throw new TypeError('oh');
      };
    }
    const { diagnostics } = await render('a', { options: { remarkPlugins: [remarkBroken] } });
    expect(diagnostics).toMatchObject([
      {
        code: 'markdown-plugin',
        message: 'the plugin `remarkBroken` failed: oh',
        file: 'content/page.md',
      },
    ]);
  });

  test.each([
    ['a function', () => () => () => undefined],
    ['a group of keys', () => () => ({ type: 'paragraph', children: [] })],
    [
      'a group of keys',
      () => (_: Root, __: VFile, next: (e: null, tree: object) => void) => next(null, {}),
    ],
  ])('that return %s and no tree are told so', async (what, plugin) => {
    const { diagnostics } = await render('a', { options: { remarkPlugins: [plugin] } });
    expect(diagnostics).toMatchObject([
      {
        code: 'markdown-plugin',
        message: expect.stringContaining(`it returned ${what}, not a tree`),
      },
    ]);
  });

  test('speak by vfile messages', async () => {
    const lint = () => (tree: Root, file: VFile) => {
      file.message('hm', { place: tree.children[0]?.position, ruleId: 'rule', source: 'lint' });
      file.info('by the way');
      file.fail('no', { line: 3, column: 1 });
    };
    const { diagnostics } = await render('---\nb\n---\na', {
      bodyStart: 10,
      options: { rehypePlugins: [], remarkPlugins: [lint] },
    });
    expect(diagnostics.map(({ severity, message }) => [severity, message])).toEqual([
      ['warning', 'hm (lint:rule)'],
      ['info', 'by the way'],
      ['error', 'no'],
    ]);
    expect(diagnostics[0]?.span?.start.line).toBe(4);
    expect(diagnostics[2]?.span?.start).toEqual({ line: 3, column: 1, offset: 6 });
  });

  test('that are none are an error of the configuration', () => {
    const make = (entry: unknown) => () =>
      createMarkdown({ ...plainOptions, remarkPlugins: [entry] });
    expect(make('remark-math')).toThrow(UserError);
    expect(make('remark-math')).toThrow('markdown.remarkPlugins[0]');
    expect(
      make(() => {
        throw new Error('bad option');
      }),
    ).toThrow('bad option');
  });
});
