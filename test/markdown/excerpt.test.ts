import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wordsIn } from '../../src/markdown/words.ts';
import { render } from './rendering.ts';

const excerptOf = async (text: string, excerpt = 0) =>
  (await render(text, { options: { excerpt } })).excerpt;

describe('an excerpt', () => {
  test('ends where its author says so', async () => {
    for (const mark of ['<!-- more -->', '<!--more-->', '<!-- truncate -->']) {
      expect(await excerptOf(`One.\n\nTwo.\n\n${mark}\n\nThree.`)).toBe('<p>One.</p>\n<p>Two.</p>');
      expect(await excerptOf(`One.\n\nTwo.\n\n${mark}\n\nThree.`, 1)).toBe(
        '<p>One.</p>\n<p>Two.</p>',
      );
    }
  });

  test('is the first paragraph where nobody says anything', async () => {
    expect(await excerptOf('## A\n\n![](x.png)\n\nOne.\n\nTwo.')).toBe('<p>One.</p>');
    expect(await excerptOf('One. <!-- not more --> Two.\n\nThree.')).toContain('One.');
  });

  test('of so many words is of whole blocks', async () => {
    const text =
      'One two.\n\n## A heading\n\n```sh\ncode is left out\n```\n\n- three\n- four\n\nFive.';
    expect(await excerptOf(text, 3)).toBe('<p>One two.</p>');
    expect(await excerptOf(text, 4)).toBe(
      '<p>One two.</p>\n<ul>\n<li>three</li>\n<li>four</li>\n</ul>',
    );
    expect(await excerptOf(text, 50)).toContain('<p>Five.</p>');
  });

  test('cuts a first block that is too long behind a word, and leaves its markup whole', async () => {
    expect(await excerptOf('One *two **three** four* [five](/x).', 3)).toBe(
      '<p>One <em>two <strong>three</strong></em>…</p>',
    );
    expect(await excerptOf('- one\n- two three\n- four', 2)).toBe(
      '<ul>\n<li>one</li>\n<li>two…</li></ul>',
    );
    expect(await excerptOf('One *two* three.', 3)).toBe('<p>One <em>two</em> three.</p>');
    expect(await excerptOf('漢字かな', 2)).toBe('<p>漢字…</p>');
  });

  test('never has more words than are asked for', async () => {
    const piece = fc.constantFrom(
      'one ',
      '*two* ',
      '`three` ',
      '\n\n',
      '- four\n',
      '[^1]',
      '漢字',
      '…',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece), fc.integer({ min: 1, max: 6 }), async (pieces, most) => {
        const excerpt = await excerptOf(pieces.join(''), most);
        expect(wordsIn(excerpt.replace(/<[^>]*>/g, ' '))).toBeLessThanOrEqual(most);
      }),
      { numRuns: 60 },
    );
  });
});
