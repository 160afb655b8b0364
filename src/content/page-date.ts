import type { PageDate } from '../model/page.ts';

/** What a date looks like, for messages. */
export const dateForm =
  'a date such as "2026-01-31", "2026-01-31 14:05" or "2026-01-31T14:05:00+02:00"';

const pattern =
  /^(\d{4})-(\d{2})-(\d{2})(?:(?:[Tt]|[ \t]+)(\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?[ \t]*(?:([Zz])|([+-])(\d{2}):?(\d{2}))?)?$/;

/**
 * Reads an ISO 8601 date, or one with a time, as RFC 3339 (https://www.rfc-editor.org/rfc/rfc3339) and
 * people write it. Without a zone it is UTC. Undefined for anything else and for days that no calendar
 * has. Fractions of seconds are cut off.
 */
export function parsePageDate(written: string): PageDate | undefined {
  const match = pattern.exec(written.trim());
  if (match === null) return undefined;
  const number = (index: number) => Number(match[index] ?? '0');
  const [year, month, day] = [number(1), number(2), number(3)];
  const [hour, minute, second] = [number(4), number(5), number(6)];
  const local = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  const sameDay =
    local.getUTCFullYear() === year &&
    local.getUTCMonth() === month - 1 &&
    local.getUTCDate() === day;
  const [zoneHours, zoneMinutes] = [number(9), number(10)];
  if (!sameDay || hour > 23 || minute > 59 || second > 59) return undefined;
  if (zoneHours > 23 || zoneMinutes > 59) return undefined;
  const offset = (match[8] === '-' ? -1 : 1) * (zoneHours * 60 + zoneMinutes) * 60_000;
  const iso = new Date(local.getTime() - offset).toISOString();
  // A zone can push the first and last day out of the years that have four digits.
  return /^\d{4}-/.test(iso) ? { written, iso: [iso.slice(0, 19), 'Z'].join('') } : undefined;
}
