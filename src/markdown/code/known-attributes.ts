import { editDistance, nearest } from '../../model/nearest.ts';
import { stepAttributes } from '../../model/step-attributes.ts';
import type { BlockInfo } from '../blocks.ts';
import { type CodeDisplay, displayAttributes } from './display.ts';

const known: readonly string[] = [...displayAttributes, ...stepAttributes];

export interface UnknownAttribute {
  readonly key: string;
  /** It is one that is misspelt, and no word of another generator. */
  readonly near: boolean;
  readonly message: string;
  readonly hint: string;
}

const mostTold = 5;

/** Attributes that nobody reads. */
export function unknownAttributes(
  { attributes, language }: BlockInfo,
  { inner }: CodeDisplay,
): readonly UnknownAttribute[] {
  const unknown: UnknownAttribute[] = [];
  for (const key of attributes.keys()) {
    if (known.includes(key) || (language === 'diff' && key.toLowerCase() === inner)) continue;
    if (unknown.length >= mostTold) break;
    const guess = nearest(key, known);
    const near = guess !== undefined && editDistance(key, guess) <= (key.length < 6 ? 1 : 2);
    unknown.push({
      key,
      near,
      message: `\`${key.slice(0, 80)}\` is no attribute of a code block`,
      hint: near
        ? `did you mean \`${guess}\`?`
        : key.toLowerCase() === 'filename'
          ? 'the name of a file is its title: write `title="…"`'
          : `what a block can say is ${shownAttributes.join(', ')}`,
    });
  }
  return unknown;
}

const shownAttributes = ['title', 'showLineNumbers', 'wrap', 'collapse', 'frame', '{2,4-6}'];
