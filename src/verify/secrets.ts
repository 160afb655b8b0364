import type { Runbook } from '../model/runbook.ts';

export type Secrets =
  | { readonly values: Readonly<Record<string, string>> }
  /** Names of those that are not set. One that is set to nothing is not set. */
  | { readonly missing: readonly string[] };

/** The values of a page's secrets, from the environment of the host. */
export function secretsOf(
  { sandbox }: Pick<Runbook, 'sandbox'>,
  environment: Readonly<Record<string, string | undefined>>,
): Secrets {
  const missing = sandbox.secrets.filter((name) => !environment[name]);
  if (missing.length > 0) return { missing };
  return {
    values: Object.fromEntries(sandbox.secrets.map((name) => [name, environment[name] ?? ''])),
  };
}
