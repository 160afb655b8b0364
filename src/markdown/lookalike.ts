import { diagnosticAt } from '../model/diagnostic.ts';
import type { Span } from '../model/source.ts';
import type { PageState } from './page-state.ts';

/** A page that is full of them is no Markdown. */
const mostTold = 100;
const told = new WeakMap<object, number>();

/** Whether one more is told of, which costs a look through the page. */
export function mayTell(state: Pick<PageState, 'diagnostics'>): boolean {
  const count = (told.get(state.diagnostics) ?? 0) + 1;
  told.set(state.diagnostics, count);
  return count <= mostTold;
}

/** Tells of text that was meant as Markdown and is none: at most a hundred times of a page. */
export function tellLookalike(
  state: PageState,
  span: () => Span | undefined,
  said: { readonly message: string; readonly hint: string },
): void {
  if (!mayTell(state)) return;
  const code = 'markdown-lookalike';
  const { diagnostics, context } = state;
  diagnostics.push(diagnosticAt(context.source, span(), { code, severity: 'warning', ...said }));
}
