/** Settings of `runbook` by which the page of a runbook could hardly mean something of its own. */
const settings = ['variables', 'secrets', 'env', 'images'];

/** Those that stand beside `runbook`, where they would do nothing. */
export function misplacedSettings(extra: object): readonly string[] {
  return settings.filter((key) => Object.hasOwn(extra, key));
}
