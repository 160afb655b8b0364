import type { Html } from 'mdast';
import { type BlockInfo, parseInfoLine } from '../../markdown/blocks.ts';
import type { SourceFile } from '../../model/source.ts';
import type { Block } from './block.ts';
import { linesOf, wholeSpan } from './block-span.ts';
import { builtInInterpreter, configuredInterpreter, isHiddenLanguage } from './languages.ts';

export interface HiddenPlace {
  readonly source: SourceFile;
  /** `verify.languages` of the configuration. */
  readonly languages: Readonly<Record<string, string>>;
}

export function hidden(
  node: Html,
  { source, languages }: HiddenPlace,
): Omit<Block, 'next'> | 'buried' | undefined {
  if (!node.value.startsWith('<!--')) return buriedIn(node);
  const close = node.value.indexOf('-->', 4);
  const [first = '', ...rest] = node.value
    .slice(4, close === -1 ? undefined : close)
    .split(/\r?\n|\r/);
  const info = parseInfoLine(first);
  // A comment on one line is a remark, whatever it says.
  if (rest.length === 0 || !isBlock(info, languages)) return undefined;
  const isCut = close !== -1 && node.value.slice(close + 3).trim() !== '';
  const span = wholeSpan(node, source);
  return {
    info,
    comment: true,
    offset: span.start.offset,
    span,
    ...linesOf(source, span),
    // The line of the closing `-->` holds content only where something stands before it.
    lines: rest.at(-1)?.trim() === '' ? rest.slice(0, -1) : rest,
    flaw: close === -1 ? 'not-closed' : isCut ? 'closed-early' : undefined,
  };
}

/** Prose does not begin so: a word that is no language, or one that nothing is said of, is prose. */
function isBlock(
  { language, attributes }: BlockInfo,
  languages: HiddenPlace['languages'],
): boolean {
  if (isHiddenLanguage(language) || language === 'output') return true;
  const isRun =
    attributes.get('run') === true &&
    (builtInInterpreter(language) ?? configuredInterpreter(language, languages)) !== undefined;
  const has = (key: string): boolean => typeof attributes.get(key) === 'string';
  return language !== '' && (isRun || has('file') || has('interpreter'));
}

/** Inside a sentence a comment is a remark, unless it begins as a hidden step does. */
export function buriedIn(node: Html): 'buried' | undefined {
  return /<!--[ \t]*(?:sh|bash|console)(?:[ \t][^\n\r>]*)?\r?\n/.test(node.value)
    ? 'buried'
    : undefined;
}
