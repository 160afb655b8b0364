import type { BlockInfo } from '../../markdown/blocks.ts';
import type { Span } from '../../model/source.ts';
import type { SimilarityMark } from './similarity-mark.ts';

/** A fenced code block, or the same in an HTML comment. */
export interface Block {
  readonly info: BlockInfo;
  /** In an HTML comment: nothing of it is shown. */
  readonly comment: boolean;
  /** UTF-16 offset where the mdast node starts. */
  readonly offset: number;
  /** The block with its fences. */
  readonly span: Span;
  /** The line with the info string. */
  readonly infoSpan: Span;
  /** Content without line ends; none for an empty block. */
  readonly lines: readonly string[];
  /** Which of them are no part of it: they hold a marker alone, or are shown as removed; by their index. */
  readonly left?: ReadonlySet<number> | undefined;
  /** The lines of `span` as they stand in the source; content begins with the second. */
  readonly sourceLines: readonly SourceLine[];
  /** How it ends other than its author can have meant. */
  readonly flaw?: 'not-closed' | 'closed-early' | undefined;
  /**
   * The block that follows it directly under the same parent, or, where prose is between, with a mark.
   */
  readonly next: Block | undefined;
  /** What an `expected_similarity` comment directly before it says. */
  readonly mark?: SimilarityMark | undefined;
}

/** A line of the source, without its end. */
export interface SourceLine {
  readonly offset: number;
  readonly text: string;
}
