import rehypeStringify from 'rehype-stringify';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { describe, expect, test } from 'vitest';
import { createMarkdown } from '../../src/markdown/processor.ts';
import { newProcessor } from '../../src/markdown/timed.ts';
import { createProfile, type Profile } from '../../src/model/profile.ts';
import { sourceFile } from '../../src/model/source.ts';
import { plainOptions } from './rendering.ts';

const text = '# A ~table~\n\n| a | b |\n|---|---|\n| 1 | 2 |\n';

async function html(profile: Profile | undefined): Promise<string> {
  const processor = newProcessor(profile)
    .use(remarkParse)
    .use([[remarkGfm, { singleTilde: true }]])
    .use(function inPlace() {
      return (tree) => void Object.assign(tree, { seen: true });
    })
    .use([
      function later() {
        return async () => {
          await new Promise((resolve) => setTimeout(resolve, 20));
        };
      },
      function back() {
        return (_tree, _file, next) => void setTimeout(() => next(), 1);
      },
    ])
    .use(remarkGfm, { singleTilde: false })
    .use(remarkRehype)
    .use(rehypeStringify);
  return String(await processor.process(text));
}

describe('a processor that is measured', () => {
  test('makes the same as one that is not', async () => {
    expect(await html(createProfile())).toBe(await html(undefined));
  });

  test('tells of each plugin that did something', async () => {
    const profile = createProfile();
    await html(profile);
    const { plugins } = profile.data();
    const counts = Object.fromEntries(plugins.map(({ name, count }) => [name, count]));
    expect(counts).toEqual({
      inPlace: 1,
      later: 1,
      back: 1,
      remarkRehype: 1,
      rehypeStringify: 1,
    });
    const waited = plugins.find(({ name }) => name === 'later');
    expect(waited?.ms).toBeGreaterThan(10);
  });
});

test('the pipeline tells of the parser, of its own plugins and of those of the site', async () => {
  const profile = createProfile();
  const remarkPlugins = [
    function shout() {
      return () => undefined;
    },
    () => () => undefined,
  ];
  const markdown = createMarkdown({ ...plainOptions, remarkPlugins }, profile);
  const source = sourceFile('page.md', text);
  const context = { source, resolve: (url: string) => ({ url }), steps: new Map() };
  const { rendered } = await markdown.render(markdown.parse(source, 0), context);
  const plain = createMarkdown(plainOptions);
  const same = await plain.render(plain.parse(source, 0), context);
  expect(rendered).toEqual(same.rendered);
  const names = profile.data().plugins.map(({ name }) => name);
  expect(names).toEqual(
    expect.arrayContaining(['parse', 'shout', 'remarkPlugins[1]', 'rehypeCode', 'rehypeOutline']),
  );
  expect(names).not.toContain('a plugin without a name');
});
