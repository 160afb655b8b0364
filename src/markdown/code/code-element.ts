import type { Element, ElementContent } from 'hast';
import { type BlockInfo, isHighlighted } from '../blocks.ts';
import { consoleParts } from './console-lines.ts';
import type { Highlight, HighlightedLines } from './highlight.ts';

export interface CodeInput {
  readonly code: string;
  readonly info: BlockInfo;
  /** Of console blocks. */
  readonly prompts: readonly string[];
}

/** The `<pre>` of a code block: a `span.line` for each line, with the tokens in it. */
export async function codeElement(input: CodeInput, highlight: Highlight): Promise<Element> {
  const { info, code } = input;
  const language = info.language.toLowerCase();
  const lines =
    language === 'console'
      ? await consoleLines(code, input.prompts, highlight)
      : await highlight(code, language);
  const children = lines.flatMap((tokens, index): ElementContent[] => {
    const marked = isHighlighted(info.highlightLines, index + 1);
    const line = span(marked ? ['line', 'highlighted'] : ['line'], [...tokens]);
    return index === 0 ? [line] : [{ type: 'text', value: '\n' }, line];
  });
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

async function consoleLines(
  code: string,
  prompts: readonly string[],
  highlight: Highlight,
): Promise<HighlightedLines> {
  const lines: ElementContent[][] = [];
  for (const part of consoleParts(code, prompts)) {
    if (part.kind === 'output') {
      for (const { text } of part.lines) {
        lines.push(text === '' ? [] : [span(['output'], [{ type: 'text', value: text }])]);
      }
    } else {
      const tokens = await highlight(part.lines.map(({ text }) => text).join('\n'), 'sh');
      for (const [index, { prompt, text }] of part.lines.entries()) {
        const command = text === '' ? [] : [span(['command'], [...(tokens[index] ?? [])])];
        // Also where it is empty: it tells a line that is typed from one that is printed.
        const typed: ElementContent[] = prompt === '' ? [] : [{ type: 'text', value: prompt }];
        lines.push([span(['prompt'], typed), ...command]);
      }
    }
  }
  return lines;
}

function span(className: string[], children: ElementContent[]): Element {
  return { type: 'element', tagName: 'span', properties: { className }, children };
}
