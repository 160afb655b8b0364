import type { Diagnostic } from './diagnostic.ts';

/** Of equal diagnostics one is kept; with `strict` a warning is an error. */
export function judge(
  found: readonly Diagnostic[],
  { strict }: { readonly strict?: boolean | undefined },
): { readonly ok: boolean; readonly diagnostics: readonly Diagnostic[] } {
  const distinct = [...new Map(found.map((one) => [JSON.stringify(one), one])).values()];
  const diagnostics = distinct.map((one) =>
    strict === true && one.severity === 'warning' ? { ...one, severity: 'error' as const } : one,
  );
  return { ok: diagnostics.every(({ severity }) => severity !== 'error'), diagnostics };
}
