import { plainValue } from '../../src/model/plain-value.ts';

/** A value as one word of a shell, quoted where it has to be: as `client/runbook-quote.js` writes it bare. */
export function shellWord(value: string): string {
  if (plainValue.test(value)) return value;
  return `'${value.replaceAll("'", "'\\''")}'`;
}
