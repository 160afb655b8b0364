import type { ElementContent } from 'hast';
import type { Node } from 'unist';

/**
 * Nodes that only our own plugins make. No Markdown and no HTML parses to them, and the HTML parser
 * of rehype-raw hands them through untouched, so content cannot forge what they stand for.
 */

/** A code block on its way to the highlighter. */
export interface CodeBlock extends Node {
  type: 'codeBlock';
  lang: string | undefined;
  meta: string | undefined;
  value: string;
  step: string | undefined;
}

/** The highlighted block of a step: its only child is the `<pre>`. */
export interface StepBlock extends Node {
  type: 'stepBlock';
  step: string;
  children: ElementContent[];
}

/** `<!-- more -->`: the end of the excerpt. */
export interface MoreMark extends Node {
  type: 'moreMark';
}

/** The types that rehype-raw is to pass through. */
export const ownNodeTypes = ['codeBlock', 'stepBlock', 'moreMark'];

declare module 'hast' {
  interface ElementContentMap {
    codeBlock: CodeBlock;
    stepBlock: StepBlock;
    moreMark: MoreMark;
  }
  interface RootContentMap {
    codeBlock: CodeBlock;
    stepBlock: StepBlock;
    moreMark: MoreMark;
  }
}

declare module 'mdast' {
  interface RootContentMap {
    moreMark: MoreMark;
  }
}
