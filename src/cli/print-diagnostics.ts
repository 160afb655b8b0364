import type { Diagnostic, Severity } from '../model/diagnostic.ts';
import { diagnosticLines, inOrder, summary, type Whereabouts } from './diagnostic-text.ts';
import type { Loudness, Printer } from './print.ts';
import { dim, safe } from './safe-text.ts';

/** What one file may have to say before the rest is only counted. */
const mostOfOneFile = 50;

/** What is as it should be, and only good to know, is not said at every build. */
const severitiesHeard: Record<Loudness, readonly Severity[]> = {
  quiet: ['error'],
  normal: ['error', 'warning'],
  verbose: ['error', 'warning', 'info'],
};

type Place = Whereabouts & { readonly print: Printer };

/**
 * All diagnostics in order, on stderr, and a line that counts them. With `--json` they are in the
 * document instead.
 */
export function printDiagnostics(diagnostics: readonly Diagnostic[], place: Place): void {
  const line = summary(listDiagnostics(diagnostics, place));
  if (line !== undefined && !place.print.json) place.print.problem(line);
}

/** The same without the count; gives those that are loud enough to be heard. */
export function listDiagnostics(
  diagnostics: readonly Diagnostic[],
  { print, root, cwd }: Place,
): readonly Diagnostic[] {
  const isHeard = (one: Diagnostic) => severitiesHeard[print.loudness].includes(one.severity);
  const heard = diagnostics.filter(isHeard);
  if (print.json) return heard;
  const most = print.loudness === 'verbose' ? Number.POSITIVE_INFINITY : mostOfOneFile;
  const printed = new Map<string, number>();
  for (const one of inOrder(heard)) {
    const file = one.file ?? '';
    const count = (printed.get(file) ?? 0) + 1;
    printed.set(file, count);
    if (count > most) continue;
    for (const line of diagnosticLines(one, { root, cwd })) print.problem(line);
    print.problem(safe``);
  }
  for (const [file, count] of printed) {
    if (count > most) {
      print.problem(dim(`and ${count - most} more in ${file}; --verbose shows all`));
    }
  }
  return heard;
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
