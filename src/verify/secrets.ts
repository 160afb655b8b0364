import type { Runbook } from '../model/runbook.ts';
import { secretsFrom } from '../runbook/run/mask-values.ts';

export type Secrets =
  | { readonly values: Readonly<Record<string, string>> }
  /** Why the page cannot be run, and what to do about it; `missing`: whose value cannot be used. */
  | { readonly missing: readonly string[]; readonly reason: string; readonly hint: string };

/** The values of a page's secrets, from the environment of the host. One that is empty is not set. */
export function secretsOf(
  { sandbox }: Pick<Runbook, 'sandbox'>,
  environment: Readonly<Record<string, string | undefined>>,
): Secrets {
  const found = secretsFrom(sandbox.secrets, environment);
  if ('values' in found) return found;
  const named = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ');
  const { missing, tooShort } = found;
  if (missing.length > 0) {
    return {
      missing,
      reason: `the environment has no ${named(missing)}, which the page takes as a secret`,
      hint: 'set it where `rutter verify` is started',
    };
  }
  return {
    missing: tooShort,
    reason: `the value of ${named(tooShort)} is too short to be masked in what the page prints`,
    hint: 'a secret needs four characters or more that are no white space or backslash; what is no secret belongs in `env`',
  };
}
