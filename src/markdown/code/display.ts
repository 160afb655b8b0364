import type { CodeDefaults } from '../../model/markdown-code.ts';
import type { BlockInfo, InfoProblem } from '../blocks.ts';
import { type LineRange, lineRanges } from '../code-marks.ts';
import { grammarFor } from './grammars/names.ts';

/** The frame around a block: that of a terminal, a plain one, or whichever fits the language. */
export type CodeFrame = 'auto' | 'code' | 'terminal' | 'none';

/** How a block is shown, by its info string and the site's settings. */
export interface CodeDisplay {
  readonly title: string | undefined;
  readonly frame: CodeFrame;
  /** The language below a `diff`. */
  readonly inner: string | undefined;
  readonly wrap: boolean;
  /** The number of the first line, where lines are numbered. */
  readonly firstNumber: number | undefined;
  /** Lines that are folded until a reader opens them, in order and apart. */
  readonly collapse: readonly LineRange[];
  /** Lines that are marked beside those of `{…}`. */
  readonly highlight: readonly LineRange[];
}

const frames: readonly CodeFrame[] = ['auto', 'code', 'terminal', 'none'];

type Draft = { -readonly [Key in keyof CodeDisplay]: CodeDisplay[Key] } & { numbered: boolean };

/** Reads an attribute into the draft, and answers what is wrong with its value. */
type Reader = (value: string | true, draft: Draft) => Omit<InfoProblem, 'key'> | undefined;

const number: Reader = (value, draft) => {
  if (typeof value !== 'string' || !/^\d{1,7}$/.test(value)) return wrongNumber(value);
  draft.numbered = true;
  draft.firstNumber = Number(value);
  return undefined;
};

/** `showLineNumbers`, `=false`, or the number of the first line. */
const numbers: Reader = (value, draft) => {
  if (value === true || ['true', 'table', 'inline'].includes(value)) draft.numbered = true;
  else if (value === 'false') draft.numbered = false;
  else return number(value, draft);
  return undefined;
};

const readers: Readonly<Record<string, Reader>> = {
  title(value, draft) {
    if (value === true) return { message: '`title` has no value', hint: 'write `title="…"`' };
    if (value !== '') draft.title = value;
    return undefined;
  },
  lang(value, draft) {
    if (value === true) return { message: '`lang` names no language', hint: 'write `lang=js`' };
    if (grammarFor(value) === undefined) {
      return {
        message: `no language is called \`${value.slice(0, 80)}\``,
        hint: 'write one that blocks of code have, as in `lang=js`',
      };
    }
    draft.inner = value.toLowerCase();
    return undefined;
  },
  frame(value, draft) {
    const frame = frames.find((one) => one === value);
    if (frame !== undefined) draft.frame = frame;
    else return { message: `no frame is called \`${value}\``, hint: listed('frames', frames) };
    return undefined;
  },
  wrap(value, draft) {
    if (value !== true && value !== 'true' && value !== 'false') {
      return { message: '`wrap` takes no value', hint: 'write `wrap`, or `wrap=false`' };
    }
    draft.wrap = value !== 'false';
    return undefined;
  },
  collapse(value, draft) {
    const read = /^\{(.*)\}$/.test(`${value}`) ? lineRanges(`${value}`.slice(1, -1)) : undefined;
    if (read === undefined || 'wrong' in read || read.ranges.length === 0) {
      return {
        message: 'the value of `collapse` is no lines',
        hint: 'write lines as `collapse={1-5,12-14}`, counted from 1',
      };
    }
    draft.collapse = joined(read.ranges);
    return undefined;
  },
  showLineNumbers: numbers,
  startLineNumber: number,
  ':line-numbers': numbers,
  ':no-line-numbers'(_, draft) {
    draft.numbered = false;
    return undefined;
  },
  // Of Rspress, Material for MkDocs and Hugo.
  lineNumbers: numbers,
  linenums: numbers,
  linenos: numbers,
  lineNos: numbers,
  linenostart: number,
  lineNoStart: number,
  hl_lines(value, draft) {
    const read = lineRanges(`${value}`.replaceAll(/[[\]"'\s]+/g, ','));
    if ('wrong' in read) {
      return { message: `\`${read.wrong}\` is no line`, hint: 'write `{2,4-6}`, counted from 1' };
    }
    draft.highlight = read.ranges;
    return undefined;
  },
};

/** Attributes that say how a block is shown, whatever else it is. */
export const displayAttributes: readonly string[] = Object.keys(readers);

/** What is wrong with a value has its problem, and counts as not given. */
export function readDisplay(
  info: BlockInfo,
  defaults: CodeDefaults,
): { readonly display: CodeDisplay; readonly problems: readonly InfoProblem[] } {
  const draft: Draft = {
    title: info.label === '' ? undefined : info.label,
    frame: 'auto',
    inner: undefined,
    wrap: defaults.wrap,
    firstNumber: undefined,
    numbered: defaults.lineNumbers,
    collapse: [],
    highlight: [],
  };
  const problems: InfoProblem[] = [];
  for (const [key, value] of info.attributes) {
    const problem = Object.hasOwn(readers, key) ? readers[key]?.(value, draft) : undefined;
    if (problem !== undefined) problems.push({ key, ...problem });
  }
  const { numbered, ...display } = draft;
  const firstNumber = numbered ? (draft.firstNumber ?? 1) : undefined;
  return { display: { ...display, firstNumber, inner: innerOf(info, draft) }, problems };
}

/** `diff lang=js`, `diff js` and `diff-js` are the same. */
function innerOf({ language, attributes }: BlockInfo, { inner }: Draft): string | undefined {
  const [, joined] = /^diff-(.+)$/.exec(language.toLowerCase()) ?? [];
  if (joined !== undefined && grammarFor(joined) !== undefined) return joined;
  if (language.toLowerCase() !== 'diff') return undefined;
  if (inner !== undefined) return inner;
  for (const [key, value] of attributes) {
    const isOwn = Object.hasOwn(readers, key);
    if (value === true && !isOwn && grammarFor(key) !== undefined) return key.toLowerCase();
  }
  return undefined;
}

/** Ranges in order; those that meet are one. */
export function joined(ranges: readonly LineRange[]): readonly LineRange[] {
  const found: { first: number; last: number }[] = [];
  for (const { first, last } of [...ranges].sort((a, b) => a.first - b.first)) {
    const before = found.at(-1);
    if (before !== undefined && first <= before.last + 1) before.last = Math.max(before.last, last);
    else found.push({ first, last });
  }
  return found;
}

function wrongNumber(value: string | true): Omit<InfoProblem, 'key'> {
  return {
    message:
      value === true
        ? 'the first line has no number'
        : `\`${value.slice(0, 80)}\` is no line number`,
    hint: 'write `showLineNumbers`, or the number of the first line as in `showLineNumbers=10`',
  };
}

function listed(what: string, names: readonly string[]): string {
  return `the ${what} are ${names.join(', ')}`;
}
