import type { PageDate } from './page.ts';

/**
 * The day of a date as its author wrote it, `2026-01-31`: a post of late in the evening stays on its
 * day, wherever it was written.
 */
export function calendarDay({ written }: PageDate): string {
  return written.trim().slice(0, 10);
}

/** The time of the day likewise, `14:05:00`; midnight where none was written. */
export function timeOfDay({ written }: PageDate): string {
  const [time = '00:00'] = /\d{2}:\d{2}(?::\d{2})?/.exec(written.trim().slice(10)) ?? [];
  return time.length === 5 ? `${time}:00` : time;
}
