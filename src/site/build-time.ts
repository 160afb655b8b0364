import { diagnostic, UserError } from '../model/diagnostic.ts';

/**
 * The time that pages of the future are measured by, in milliseconds since 1970: SOURCE_DATE_EPOCH
 * (https://reproducible-builds.org/specs/source-date-epoch/) where it is set, else the clock.
 * @throws UserError `build-clock` when the variable is no number of seconds.
 */
export function buildTime(environment: Readonly<Record<string, string | undefined>>): number {
  const epoch = environment.SOURCE_DATE_EPOCH;
  if (epoch === undefined || epoch === '') return Date.now();
  if (/^\d{1,12}$/.test(epoch)) return Number(epoch) * 1000;
  throw new UserError([
    diagnostic({
      code: 'build-clock',
      message: `SOURCE_DATE_EPOCH is ${JSON.stringify(epoch)}, not a number of seconds since 1970`,
      hint: 'set it as `git log -1 --format=%ct` prints it, or unset it',
    }),
  ]);
}
