import type { Diagnostic } from '../model/diagnostic.ts';
import { diagnosticLines, inOrder, summary, type Whereabouts } from './diagnostic-text.ts';
import type { Printer } from './print.ts';
import { dim, safe } from './safe-text.ts';

/** What one file may have to say before the rest is only counted. */
const mostOfOneFile = 50;

/** All diagnostics in order, on stderr, with a line that counts them. With `--json` they are in the document instead. */
export function printDiagnostics(
  diagnostics: readonly Diagnostic[],
  { print, root, cwd }: Whereabouts & { readonly print: Printer },
): void {
  if (print.json) return;
  const heard =
    print.loudness === 'quiet'
      ? diagnostics.filter((one) => one.severity === 'error')
      : diagnostics;
  const printed = new Map<string, number>();
  for (const one of inOrder(heard)) {
    const file = one.file ?? '';
    const count = (printed.get(file) ?? 0) + 1;
    printed.set(file, count);
    if (count > mostOfOneFile && print.loudness !== 'verbose') continue;
    for (const line of diagnosticLines(one, { root, cwd })) print.problem(line);
    print.problem(safe``);
  }
  for (const [file, count] of printed) {
    if (count > mostOfOneFile && print.loudness !== 'verbose') {
      const left = `and ${count - mostOfOneFile} more in ${file}; --verbose shows all`;
      print.problem(dim(left));
    }
  }
  const line = summary(heard);
  if (line !== undefined) print.problem(line);
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((one) => one.severity === 'error');
}

/** With `--strict` a warning is an error. */
export function strictly(
  diagnostics: readonly Diagnostic[],
  strict: boolean | undefined,
): readonly Diagnostic[] {
  return strict
    ? diagnostics.map((one) => (one.severity === 'warning' ? { ...one, severity: 'error' } : one))
    : diagnostics;
}
