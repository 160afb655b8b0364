import type { DiagnosticCode } from '../../model/codes.ts';
import type { Step } from '../../model/runbook.ts';
import type { SourceFile, Span } from '../../model/source.ts';
import type { Script } from './shell/tree.ts';

/** What a rule has to say of a step. */
export interface Finding {
  readonly code: Extract<DiagnosticCode, `weak-${string}`>;
  readonly span: Span;
  readonly message: string;
  readonly hint: string;
}

/** A step as rules look at it. */
export interface LintedStep {
  readonly source: SourceFile;
  readonly step: Step;
  /** Of each command of the step that is shell text and could be read. */
  readonly scripts: readonly LintedScript[];
}

export interface LintedScript {
  readonly text: string;
  readonly script: Script;
  /** Whether what it prints is compared with something that not every output is like. */
  readonly isOutputCompared: boolean;
  /** Where a stretch of the script stands in the page. */
  spanOf(stretch: { readonly start: number; readonly end: number }): Span;
}

export type Rule = (linted: LintedStep) => readonly Finding[];
