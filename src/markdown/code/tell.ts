import { type DiagnosticInput, diagnosticAt } from '../../model/diagnostic.ts';
import type { Span } from '../../model/source.ts';
import type { PageState } from '../page-state.ts';

/** A page that is full of mistakes is no page, and each takes a look at its whole text. */
const mostTold = 100;

const told = new WeakMap<PageState, number>();

/** Tells of a mistake in a code block or in tabs; `place` is only asked where it is told. */
export function tellOfCode(
  state: PageState,
  place: () => Span | undefined,
  input: DiagnosticInput,
): void {
  const before = told.get(state) ?? 0;
  // Of what took too long the next build has to know.
  if (before >= mostTold && input.code !== 'markdown-too-slow') return;
  told.set(state, before + 1);
  state.diagnostics.push(diagnosticAt(state.context.source, place(), input));
}
