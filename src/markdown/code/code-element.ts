import type { Element, ElementContent } from 'hast';
import { type BlockInfo, isHighlighted } from '../blocks.ts';
import { consoleParts } from './console-lines.ts';
import type { Highlight } from './highlight.ts';
import type { Token } from './tokens.ts';

export interface CodeInput {
  readonly code: string;
  readonly info: BlockInfo;
  /** Of console blocks. */
  readonly prompts: readonly string[];
}

/** The languages that are to be loaded before a block of this one is shown. */
export function languageOf(info: BlockInfo): string {
  const language = info.language.toLowerCase();
  return language === 'console' ? 'sh' : language;
}

/** The `<pre>` of a code block: a `span.line` for each line, with the tokens in it. */
export function codeElement(input: CodeInput, highlight: Highlight): Element {
  const { info, code } = input;
  const language = info.language.toLowerCase();
  const lines =
    language === 'console'
      ? consoleLines(code, input.prompts, highlight)
      : highlight(code, language).map(tokenNodes);
  const children: ElementContent[] = [];
  for (const [index, tokens] of lines.entries()) {
    if (index > 0) children.push({ type: 'text', value: '\n' });
    const marked = isHighlighted(info.highlightLines, index + 1);
    children.push(span(marked ? ['line', 'highlighted'] : ['line'], tokens));
  }
  const known = /^[\w+#.-]{1,40}$/.test(language);
  return {
    type: 'element',
    tagName: 'pre',
    properties: { className: ['code'], ...(known ? { dataLanguage: language } : {}), tabIndex: 0 },
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

function consoleLines(
  code: string,
  prompts: readonly string[],
  highlight: Highlight,
): ElementContent[][] {
  const lines: ElementContent[][] = [];
  for (const part of consoleParts(code, prompts)) {
    if (part.kind === 'output') {
      for (const { text } of part.lines) {
        lines.push(text === '' ? [] : [span(['output'], [{ type: 'text', value: text }])]);
      }
    } else {
      const tokens = highlight(part.lines.map(({ text }) => text).join('\n'), 'sh');
      for (const [index, { prompt, text }] of part.lines.entries()) {
        const command = text === '' ? [] : [span(['command'], tokenNodes(tokens[index] ?? []))];
        // Also where it is empty: it tells a line that is typed from one that is printed.
        const typed: ElementContent[] = prompt === '' ? [] : [{ type: 'text', value: prompt }];
        lines.push([span(['prompt'], typed), ...command]);
      }
    }
  }
  return lines;
}

function tokenNodes(tokens: readonly Token[]): ElementContent[] {
  return tokens.map(({ text, className }) => {
    const value: ElementContent = { type: 'text', value: text };
    return className === undefined ? value : span([className], [value]);
  });
}

function span(className: string[], children: ElementContent[]): Element {
  return { type: 'element', tagName: 'span', properties: { className }, children };
}
