import { diagnosticAt } from '../model/diagnostic.ts';
import type { Span } from '../model/source.ts';
import type { PageState } from './page-state.ts';

/** A page that is full of them is no Markdown. */
const mostTold = 100;
const told = new WeakMap<PageState, number>();

/** Tells of text that was meant as Markdown and is none: at most a hundred times of a page. */
export function tellLookalike(
  state: PageState,
  span: Span | undefined,
  said: { readonly message: string; readonly hint: string },
): void {
  const count = (told.get(state) ?? 0) + 1;
  told.set(state, count);
  if (count > mostTold) return;
  const code = 'markdown-lookalike';
  const { diagnostics, context } = state;
  diagnostics.push(diagnosticAt(context.source, span, { code, severity: 'warning', ...said }));
}
