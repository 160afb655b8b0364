import { located } from '../../model/located.ts';
import type { Step } from '../../model/runbook.ts';
import type { SourceFile } from '../../model/source.ts';

/** Where a step stands; `file` is told where that is one that the page includes. */
export function lineOf(
  { span }: Pick<Step, 'span'>,
  page: SourceFile,
): { readonly line: number; readonly file?: string } {
  const { source, span: place } = located(page, span);
  const { line } = place.start;
  return source.path === page.path ? { line } : { line, file: source.path };
}
