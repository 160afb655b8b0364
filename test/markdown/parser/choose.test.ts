import { readFileSync } from 'node:fs';
import type { Root } from 'mdast';
import type { Processor } from 'unified';
import { VFile } from 'vfile';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { chooseParser, type ParserOptions } from '../../../src/markdown/parser/choose.ts';
import * as native from '../../../src/markdown/parser/native.ts';
import { createMarkdown, type MarkdownOptions } from '../../../src/markdown/processor.ts';
import { UserError } from '../../../src/model/diagnostic.ts';
import { sourceFile } from '../../../src/model/source.ts';
import { plainOptions, render } from '../rendering.ts';

const left: Root = { type: 'root', children: [] };

/** Which parser reads a text. */
function readerOf(text: string, options: Partial<ParserOptions> = {}): 'native' | 'remark' {
  const parse = chooseParser({
    choice: 'auto',
    reference: () => left,
    extended: false,
    directives: false,
    ...options,
  });
  return parse(new VFile(text)) === left ? 'remark' : 'native';
}

/** Turns off code by indentation. */
function remarkNoIndentedCode(this: Processor): void {
  const data = this.data();
  data.micromarkExtensions ??= [];
  data.fromMarkdownExtensions ??= [];
  data.micromarkExtensions.push({ disable: { null: ['codeIndented'] } });
}

/** Wraps the parser that it finds. */
function remarkWrap(this: Processor): void {
  const { parser } = this;
  this.parser = (text, file) => parser?.(text.replaceAll('x', 'y'), file) ?? left;
}

/** Takes something out of what is there. */
function remarkNoStrikethrough(this: Processor): void {
  for (const extension of this.data().micromarkExtensions ?? []) {
    const { text = {} } = [extension].flat()[0] ?? {};
    delete text[126];
  }
}

const html = async (text: string, options: Partial<MarkdownOptions>) =>
  (await render(text, { options })).html;

afterEach(() => vi.restoreAllMocks());

describe('auto', () => {
  test('is remark-parse where references repeat long definitions', async () => {
    const long = `https://example.org/${'x'.repeat(2000)}`;
    const text = (count: number) => `${'[a] '.repeat(count)}\n\n[a]: ${long}\n`;
    expect(readerOf(text(20))).toBe('native');
    expect(readerOf(text(60))).toBe('remark');
    const linked = (await html(text(60), { parser: 'auto' })).match(/<a /g);
    expect(linked).toHaveLength(60);
    expect((await html(text(60), { parser: 'native' })).match(/<a /g)).toHaveLength(60);
  });

  test('is the native parser', () => {
    expect(readerOf('# A *page*')).toBe('native');
    expect(readerOf(':::note\ntext\n:::')).toBe('native');
    expect(readerOf('# A *page*', { directives: true })).toBe('native');
  });

  test('is remark-parse where the two may differ, and where plugins add syntax', () => {
    expect(readerOf('a*_*')).toBe('remark');
    expect(readerOf('# A *page*', { extended: true })).toBe('remark');
    expect(readerOf('# A *page*', { choice: 'remark' })).toBe('remark');
  });

  test('is remark-parse where the native parser cannot be loaded', () => {
    vi.spyOn(native, 'nativeParse').mockReturnValue(new Error('no binary'));
    expect(readerOf('# A *page*')).toBe('remark');
  });

  test.each([
    ['adds syntax', remarkNoIndentedCode, '    a', '<p>a</p>'],
    ['wraps the parser', remarkWrap, 'x', '<p>y</p>'],
    ['takes syntax away', remarkNoStrikethrough, '~~a~~', '<p>~~a~~</p>'],
  ])('heeds a plugin that %s', async (_, plugin, text, expected) => {
    expect(await html(text, { remarkPlugins: [plugin] })).toBe(expected);
    expect(await html(text, { rehypePlugins: [plugin] })).toBe(expected);
    expect(() =>
      createMarkdown({ ...plainOptions, parser: 'native', remarkPlugins: [plugin] }),
    ).toThrow('a plugin adds syntax');
  });

  test('heeds no plugin that leaves the syntax alone', () => {
    const plugin = () => () => undefined;
    const options = { ...plainOptions, parser: 'native', remarkPlugins: [plugin] } as const;
    expect(() => createMarkdown(options)).not.toThrow();
  });
});

describe('native', () => {
  test('reads what the other would be asked for', () => {
    const { children } = createMarkdown({ ...plainOptions, parser: 'native' }).parse(
      sourceFile('page.md', 'a*_*'),
      0,
    );
    expect(children).toMatchObject([{ children: [{ value: 'a' }, { type: 'emphasis' }] }]);
  });

  test('is refused where there is none', () => {
    vi.spyOn(native, 'nativeParse').mockReturnValue(new Error('no binary\nfor it'));
    const make = () => createMarkdown({ ...plainOptions, parser: 'native' });
    expect(make).toThrow(UserError);
    expect(make).toThrow(
      '`markdown.parser` is "native", but there is none for this system: no binary',
    );
  });

  test('has the version that its differences are known of', () => {
    const manifest: unknown = JSON.parse(
      readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'),
    );
    const installed: unknown = JSON.parse(
      readFileSync(new URL('../../../node_modules/satteri/package.json', import.meta.url), 'utf8'),
    );
    expect(manifest).toHaveProperty(
      'optionalDependencies.satteri',
      Reflect.get(Object(installed), 'version'),
    );
  });
});

test('trees are plain: nothing of one is in another, and children are arrays', () => {
  const markdown = createMarkdown(plainOptions);
  const source = sourceFile('page.md', '- a\n- *b*\n');
  const [one, two] = [markdown.parse(source, 0), markdown.parse(source, 0)];
  one.children.length = 0;
  expect(two.children).toHaveLength(1);
  expect(Object.getOwnPropertyDescriptor(two, 'children')).toMatchObject({
    writable: true,
    enumerable: true,
    configurable: true,
  });
});
