import rehypeStringify from 'rehype-stringify';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { describe, expect, test } from 'vitest';
import { newProcessor } from '../../src/markdown/timed.ts';
import { createProfile, type Profile } from '../../src/model/profile.ts';

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
