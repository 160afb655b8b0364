import type { Element, ElementContent } from 'hast';
import type { BlockInfo } from '../blocks.ts';
import type { LineRange } from '../code-marks.ts';
import { consoleParts } from './console-lines.ts';
import type { CodeDisplay } from './display.ts';
import type { Highlight } from './highlight.ts';
import { markedNodes, variableNodes } from './marked-nodes.ts';
import type { LineMark } from './markers.ts';
import type { ShownCode } from './shown-code.ts';
import { isTerminal } from './terminal.ts';
import type { Token } from './tokens.ts';
import { type FindVariables, placesByLine } from './variables.ts';

export interface CodeInput {
  readonly shown: ShownCode;
  readonly info: BlockInfo;
  readonly display: CodeDisplay;
  /** Of console blocks. */
  readonly prompts: readonly string[];
  /** What the ids of its notes begin with. */
  readonly notes?: string | undefined;
  /** Of a step with variables that readers fill. */
  readonly variables?: FindVariables | undefined;
}

/** The languages that are to be loaded before a block of this one is shown. */
export function languageOf(info: BlockInfo, display: CodeDisplay): string {
  const language = (display.inner ?? info.language).toLowerCase();
  return language === 'console' ? 'sh' : language;
}

/**
 * The `<pre>` of a code block: a `span.line` for each line, with the tokens in it. With folded lines it
 * is a box of several, of which those of a `<details>` are folded.
 */
export function codeElement(input: CodeInput, highlight: Highlight): Element {
  const { shown, prompts, display } = input;
  const contents =
    shown.language === 'console'
      ? consoleLines(shown.code, { prompts, highlight, variables: input.variables })
      : scriptLines(input, highlight);
  const last = contents.length + (display.firstNumber ?? 1) - 1;
  const width = `${last}`.length;
  const lines = contents.map((nodes, index) => lineElement(nodes, index + 1, input, width));
  if (display.collapse.length === 0 || lines.length === 0) return preElement(lines, input);
  const wholes = parts(lines.length, display.collapse);
  const offset = (display.firstNumber ?? 1) - 1;
  return {
    type: 'element',
    tagName: 'div',
    properties: { className: ['code-folds'] },
    children: wholes.map(({ first, last, folded }) => {
      const pre = preElement(lines.slice(first - 1, last), input);
      return folded ? fold(pre, { first: first + offset, last: last + offset }) : pre;
    }),
  };
}

function fold(pre: Element, { first, last }: LineRange): Element {
  const value = first === last ? `⋯ ${first}` : `⋯ ${first}–${last}`;
  return element(
    'details',
    ['code-fold'],
    [
      { type: 'element', tagName: 'summary', properties: {}, children: [{ type: 'text', value }] },
      pre,
    ],
  );
}

/** The lines of a block, cut where folding begins and ends. */
function parts(
  count: number,
  collapse: readonly LineRange[],
): readonly (LineRange & { readonly folded: boolean })[] {
  const found: (LineRange & { readonly folded: boolean })[] = [];
  let next = 1;
  for (const { first, last } of collapse) {
    if (first > count) break;
    if (first > next) found.push({ first: next, last: first - 1, folded: false });
    found.push({ first, last: Math.min(last, count), folded: true });
    next = last + 1;
  }
  if (next <= count) found.push({ first: next, last: count, folded: false });
  return found;
}

function preElement(lines: readonly Element[], input: CodeInput): Element {
  const { info, shown, display } = input;
  const children: ElementContent[] = [];
  for (const [index, line] of lines.entries()) {
    if (index > 0) children.push({ type: 'text', value: '\n' });
    children.push(line);
  }
  const language = info.language.toLowerCase();
  const known = /^[\w+#.-]{1,40}$/.test(language);
  const className = [
    'code',
    ...(shown.marks?.has('focused') === true ? ['has-focus'] : []),
    ...(display.firstNumber === undefined ? [] : ['numbered']),
    ...(display.wrap ? ['wrapped'] : []),
    ...(isTerminal(shown, info, display) && display.title === undefined ? ['terminal'] : []),
  ];
  return {
    type: 'element',
    tagName: 'pre',
    properties: { className, ...(known ? { dataLanguage: language } : {}), tabIndex: 0 },
    children: [
      {
        type: 'element',
        tagName: 'code',
        properties: known ? { className: [`language-${language}`] } : {},
        children,
      },
    ],
  };
}

const tagOf: Readonly<Partial<Record<LineMark, string>>> = { inserted: 'ins', removed: 'del' };

/** `width`: how many digits the widest number has. The others have blanks, so no style has to say it. */
function lineElement(
  content: ElementContent[],
  number: number,
  { shown, display, notes }: CodeInput,
  width: number,
): Element {
  const stretches = shown.stretches.get(number);
  // Nearly all lines of nearly all pages.
  if (shown.marks === undefined && stretches === undefined && notes === undefined) {
    if (display.firstNumber === undefined) return element('span', ['line'], content);
  }
  const marks = shown.marks?.of(number) ?? [];
  const nodes = stretches === undefined ? content : markedNodes(content, stretches);
  for (const note of notes === undefined ? [] : (shown.notes.get(number) ?? [])) {
    nodes.push(noteLink(`${notes}-${note}`, note));
  }
  const [tagName] = marks.flatMap((mark) => tagOf[mark] ?? []);
  return {
    type: 'element',
    tagName: tagName ?? 'span',
    properties: {
      className: ['line', ...marks],
      ...(display.firstNumber === undefined
        ? {}
        : { dataLine: `${number + display.firstNumber - 1}`.padStart(width) }),
    },
    children: nodes,
  };
}

function noteLink(id: string, number: number): Element {
  return {
    type: 'element',
    tagName: 'a',
    properties: { className: ['code-note'], href: `#${id}`, ariaDescribedBy: [id] },
    children: [{ type: 'text', value: `${number}` }],
  };
}

function scriptLines(
  { shown: { code, language, marks }, variables }: CodeInput,
  highlight: Highlight,
): ElementContent[][] {
  const lines = highlight(code, language).map(tokenNodes);
  if (variables === undefined) return lines;
  // What is shown as removed is none of the script.
  const own = lines.flatMap((_, at) => (marks?.of(at + 1).includes('removed') ? [] : [at]));
  const texts = code.split('\n');
  const places = placesByLine(
    own.map((at) => texts[at] ?? ''),
    variables,
  );
  for (const [index, found] of places) {
    const at = own[index] ?? -1;
    lines[at] = variableNodes(lines[at] ?? [], found);
  }
  return lines;
}

function consoleLines(
  code: string,
  {
    prompts,
    highlight,
    variables,
  }: { readonly highlight: Highlight } & Pick<CodeInput, 'prompts' | 'variables'>,
): ElementContent[][] {
  const lines: ElementContent[][] = [];
  for (const part of consoleParts(code, prompts)) {
    if (part.kind === 'output') {
      for (const { text } of part.lines) {
        lines.push(
          text === '' ? [] : [element('span', ['output'], [{ type: 'text', value: text }])],
        );
      }
    } else {
      const texts = part.lines.map(({ text }) => text);
      const tokens = highlight(texts.join('\n'), 'sh');
      const places = variables && placesByLine(texts, variables);
      for (const [index, { prompt, text }] of part.lines.entries()) {
        const nodes = tokenNodes(tokens[index] ?? []);
        const found = places?.get(index);
        const filled = found === undefined ? nodes : variableNodes(nodes, found);
        const command = text === '' ? [] : [element('span', ['command'], filled)];
        // Also where it is empty: it tells a line that is typed from one that is printed.
        const typed: ElementContent[] = prompt === '' ? [] : [{ type: 'text', value: prompt }];
        lines.push([element('span', ['prompt'], typed), ...command]);
      }
    }
  }
  return lines;
}

function tokenNodes(tokens: readonly Token[]): ElementContent[] {
  return tokens.map(({ text, className }) => {
    const value: ElementContent = { type: 'text', value: text };
    return className === undefined ? value : element('span', [className], [value]);
  });
}

function element(tagName: string, className: string[], children: ElementContent[]): Element {
  return { type: 'element', tagName, properties: { className }, children };
}
