import type { ElementContent } from 'hast';
import type { Data, RootContent } from 'mdast';
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
  /** What the ids of its notes begin with, where a list of notes follows it. */
  notes?: string | undefined;
}

/** The highlighted block of a step: its only child is the `<pre>`, or the box around it. */
export interface StepBlock extends Node {
  type: 'stepBlock';
  step: string;
  children: ElementContent[];
}

/** `<!-- more -->`: the end of the excerpt. */
export interface MoreMark extends Node {
  type: 'moreMark';
}

/** TeX on its way to MathML. */
export interface Formula extends Node {
  type: 'formula';
  data?: Data | undefined;
  value: string;
  /** On a line of its own, in the large form. */
  display: boolean;
  /** A block whose last line is not `$$`. */
  isOpen?: boolean;
}

/**
 * What our own plugins make of text alone, and no HTML of an author's may be: MathML, SVG. It goes past
 * the wall for untrusted content, so whatever of it comes from an author has been checked by its maker.
 */
export interface Made extends Node {
  type: 'made';
  children: ElementContent[];
}

/** Finished HTML of one of the site's functions, kept aside until the page is written. */
export interface FinishedHtml extends Node {
  type: 'finishedHtml';
  /** In `PageState.finished`. */
  index: number;
}

/** Markdown of the page between pieces of a shortcode's HTML. */
export interface ShortcodeSlot extends Node {
  type: 'shortcodeSlot';
  holds: 'label' | 'content';
  children: RootContent[];
}

/** What a shortcode has made, in mdast. */
export interface Shortcode extends Node {
  type: 'shortcode';
  data?: Data | undefined;
  children: (FinishedHtml | ShortcodeSlot)[];
}

/** The same in hast, and each slot of it: what one holds ends where it does, whatever its HTML says. */
export interface ShortcodeParts extends Node {
  type: 'shortcodeParts';
  children: ElementContent[];
}

/** The types that rehype-raw is to pass through. */
export const ownNodeTypes = [
  'finishedHtml',
  'shortcodeParts',
  'codeBlock',
  'stepBlock',
  'moreMark',
  'formula',
  'made',
];

declare module 'hast' {
  interface ElementContentMap {
    codeBlock: CodeBlock;
    stepBlock: StepBlock;
    moreMark: MoreMark;
    formula: Formula;
    made: Made;
    finishedHtml: FinishedHtml;
    shortcodeParts: ShortcodeParts;
  }
  interface RootContentMap {
    codeBlock: CodeBlock;
    stepBlock: StepBlock;
    moreMark: MoreMark;
    formula: Formula;
    made: Made;
    finishedHtml: FinishedHtml;
    shortcodeParts: ShortcodeParts;
  }
}

declare module 'mdast' {
  interface CodeData {
    /** What the ids of its notes begin with. */
    notes?: string | undefined;
  }
  interface PhrasingContentMap {
    formula: Formula;
  }
  interface RootContentMap {
    moreMark: MoreMark;
    formula: Formula;
    finishedHtml: FinishedHtml;
    shortcode: Shortcode;
    shortcodeSlot: ShortcodeSlot;
  }
  interface BlockContentMap {
    shortcode: Shortcode;
  }
}
