import type { ElementContent } from 'hast';
import type { HighlighterCore, ThemeRegistrationRaw } from 'shiki/core';
import { tokenClasses } from './token-classes.ts';

/** The tokens of each line of some code. */
export type HighlightedLines = readonly (readonly ElementContent[])[];
export type Highlight = (code: string, language: string) => Promise<HighlightedLines>;

/** Longer lines and blocks are shown plain: grammars take time that grows faster than their length. */
const longestLine = 1000;
const largestBlock = 200_000;
/** Lines are tokenised in portions of about this many characters, and the clock is read in between. */
const portion = 2000;
/** What one block may take, in milliseconds. No block that people write comes near. */
const budget = 5000;

/**
 * Colours code with the grammars of Shiki, each loaded when it is first needed. A token gets a class,
 * never a colour: the grammar's scopes go through a theme whose colours are the numbers of classes.
 * The engine is JavaScript's own: measured against Oniguruma it gives the same tokens, is as fast, and
 * its worst line takes a tenth of the time. A language that nobody knows is plain.
 */
export function createHighlight(): Highlight {
  let highlighter: Promise<HighlighterCore> | undefined;
  const loaded = new Map<string, Promise<boolean>>();

  const load = async (language: string): Promise<boolean> => {
    const { bundledLanguages } = await import('shiki/langs');
    if (!Object.hasOwn(bundledLanguages, language)) return false;
    highlighter ??= createHighlighter();
    await (await highlighter).loadLanguage(bundledLanguages[language as 'sh']);
    return true;
  };

  return async (code, language) => {
    const name = language.toLowerCase();
    if (code.length > largestBlock || plain.has(name)) return plainLines(code);
    const ready = loaded.get(name) ?? load(name);
    loaded.set(name, ready);
    if (!(await ready) || highlighter === undefined) return plainLines(code);
    return tokenize(await highlighter, code, name) ?? plainLines(code);
  };
}

const plain: ReadonlySet<string> = new Set(['', 'text', 'txt', 'plain', 'plaintext', 'output']);

async function createHighlighter(): Promise<HighlighterCore> {
  const { createHighlighterCore } = await import('shiki/core');
  const { createJavaScriptRegexEngine } = await import('shiki/engine/javascript');
  return createHighlighterCore({
    themes: [theme],
    langs: [],
    engine: createJavaScriptRegexEngine({ forgiving: true }),
    warnings: false,
  });
}

const classNames = Object.keys(tokenClasses);
const noClass = '#000000';

const theme: ThemeRegistrationRaw = {
  name: 'classes',
  type: 'light',
  fg: noClass,
  bg: '#ffffff',
  settings: classNames.map((name, index) => ({
    scope: [...(tokenClasses[name] ?? [])],
    settings: { foreground: colorOf(index) },
  })),
};

function colorOf(index: number): string {
  return `#${(index + 1).toString(16).padStart(6, '0').toUpperCase()}`;
}

const classOfColor: ReadonlyMap<string, string> = new Map(
  classNames.map((name, index) => [colorOf(index), name]),
);

/** Undefined when it takes too long. */
function tokenize(
  highlighter: HighlighterCore,
  code: string,
  lang: string,
): HighlightedLines | undefined {
  const lines: (readonly ElementContent[])[] = [];
  const end = performance.now() + budget;
  let grammarState: ReturnType<HighlighterCore['getLastGrammarState']> | undefined;
  for (const text of portions(code)) {
    const tokens = highlighter.codeToTokensBase(text, {
      lang: lang as 'sh',
      theme: 'classes',
      tokenizeMaxLineLength: longestLine,
      tokenizeTimeLimit: 1000,
      ...(grammarState === undefined ? {} : { grammarState }),
    });
    lines.push(...tokens.map(toLine));
    if (performance.now() > end) return undefined;
    grammarState = highlighter.getLastGrammarState(tokens);
  }
  return lines;
}

/** The code in pieces of whole lines. */
function* portions(code: string): Generator<string> {
  for (let start = 0; start <= code.length; ) {
    const cut = code.indexOf('\n', start + portion);
    const end = cut === -1 ? code.length : cut;
    yield code.slice(start, end);
    start = end + 1;
  }
}

function toLine(
  tokens: readonly { readonly content: string; readonly color?: string }[],
): ElementContent[] {
  const line: { text: string; className: string | undefined }[] = [];
  for (const { content, color } of tokens) {
    // Blank space has no colour: it joins what stands before it.
    const className =
      content.trim() === '' ? line.at(-1)?.className : classOfColor.get(color?.toUpperCase() ?? '');
    const last = line.at(-1);
    if (last !== undefined && last.className === className) last.text += content;
    else line.push({ text: content, className });
  }
  return line.map(({ text, className }) => span(className, [{ type: 'text', value: text }]));
}

function span(className: string | undefined, children: ElementContent[]): ElementContent {
  const [only] = children;
  if (className === undefined && only !== undefined) return only;
  return {
    type: 'element',
    tagName: 'span',
    properties: className === undefined ? {} : { className: [className] },
    children,
  };
}

function plainLines(code: string): HighlightedLines {
  return code.split('\n').map((value) => (value === '' ? [] : [{ type: 'text', value }]));
}
