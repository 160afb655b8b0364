import type { Diagnostic } from './diagnostic.ts';
import type { FileRead } from './file-read.ts';
import type { BodyPart, Heading, RenderedBody } from './page.ts';
import type { PageCoverage } from './report.ts';
import type { Runbook } from './runbook.ts';

/** Where the text of an article is kept: it is large, and few ask for it. JSON-safe. */
export interface TextRef {
  readonly pack: string;
  readonly offset: number;
  readonly length: number;
  /** Equal for equal texts only. */
  readonly check: string;
}

/** What is read of an article only when it is drawn. */
export interface ArticleText {
  readonly body: readonly BodyPart[];
  readonly headings: readonly Heading[];
  /** For who reads Markdown: see `Page.markdown`. */
  readonly markdown: string;
}

/** A rendered page without its text. JSON-safe. */
export interface Article extends Omit<RenderedBody, keyof ArticleText> {
  readonly text: TextRef;
  /** The ids of the steps in its text. */
  readonly steps: readonly string[];
  /** Its `source` is the entry's. */
  readonly runbook?: Omit<Runbook, 'source'> | undefined;
  /** What becomes of its shell blocks. */
  readonly coverage: PageCoverage;
  /** The files that it was made from, beside its source. */
  readonly reads?: readonly FileRead[] | undefined;
  /** It may have called functions of the site by name. */
  readonly callsShortcodes?: true | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** The text of an article is not where it was kept: the article has to be made again. */
export class MissingText extends Error {
  override readonly name = 'MissingText';
  readonly id: string;
  constructor(id: string) {
    super(`the text of ${id} is gone`);
    this.id = id;
  }
}
