import { isTooShort } from './mask-patterns.ts';

export type SecretsFound =
  /** By name. */
  | { readonly values: Readonly<Record<string, string>> }
  /** Names without a value, and those whose value is too short to be told from other text. */
  | { readonly missing: readonly string[]; readonly tooShort: readonly string[] };

/** The values of secrets, taken from an environment; all of them, or why not. */
export function secretsFrom(
  names: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): SecretsFound {
  const values = Object.fromEntries(
    names.map((name) => [name, Object.hasOwn(environment, name) ? (environment[name] ?? '') : '']),
  );
  const missing = names.filter((name) => values[name] === '');
  const tooShort = names.filter(
    (name) => !missing.includes(name) && isTooShort(values[name] ?? ''),
  );
  return missing.length + tooShort.length > 0 ? { missing, tooShort } : { values };
}
