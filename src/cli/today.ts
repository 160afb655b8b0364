import { refusal } from './refusal.ts';

/**
 * Today's date in UTC, as `2026-01-31`; `SOURCE_DATE_EPOCH` (seconds since 1970,
 * https://reproducible-builds.org/specs/source-date-epoch/) has the last word.
 * @throws UserError where that variable is no such number.
 */
export function today(): string {
  const epoch = process.env.SOURCE_DATE_EPOCH;
  if (epoch === undefined || epoch === '') return new Date().toISOString().slice(0, 10);
  if (!/^\d{1,12}$/.test(epoch)) {
    throw refusal(
      'usage-environment',
      `SOURCE_DATE_EPOCH must be a whole number of seconds, found \`${epoch}\``,
    );
  }
  return new Date(Number(epoch) * 1000).toISOString().slice(0, 10);
}
