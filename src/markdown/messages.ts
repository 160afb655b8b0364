import type { VFile } from 'vfile';
import type { Diagnostic, Severity } from '../model/diagnostic.ts';
import { diagnosticAt } from '../model/diagnostic.ts';
import { pointAt, type SourceFile, type Span } from '../model/source.ts';

type VFileMessage = VFile['messages'][number];

/** A message that a plugin left on a page, as a diagnostic. The one place where the two meet. */
export function messageDiagnostic(source: SourceFile, message: VFileMessage): Diagnostic {
  const rule = [message.source, message.ruleId].filter((one) => one != null).join(':');
  return diagnosticAt(source, placeOf(source, message), {
    code: 'markdown-message',
    severity: severityOf(message.fatal),
    message: rule === '' ? message.reason : `${message.reason} (${rule})`,
    hint: message.note ?? undefined,
  });
}

/** vfile: `true` is fatal, `false` a warning, anything else information. */
function severityOf(fatal: boolean | null | undefined): Severity {
  return fatal === true ? 'error' : fatal === false ? 'warning' : 'info';
}

function placeOf(source: SourceFile, { place }: VFileMessage): Span | undefined {
  if (place === undefined) return undefined;
  const [start, end] = 'start' in place ? [place.start, place.end] : [place, place];
  const from = offsetOf(source.text, start);
  const to = Math.max(from, offsetOf(source.text, end));
  return { start: pointAt(source.text, from), end: pointAt(source.text, to) };
}

function offsetOf(
  text: string,
  point: { readonly line: number; readonly column: number; readonly offset?: number | undefined },
): number {
  if (point.offset !== undefined) return point.offset;
  let at = 0;
  for (let line = 1; line < point.line; line += 1) {
    const end = text.indexOf('\n', at);
    if (end === -1) return text.length;
    at = end + 1;
  }
  return at + point.column - 1;
}
