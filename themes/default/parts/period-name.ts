import type { Translate } from '../words.ts';

/** `2003`, and `2003-05` and `2003-05-17` as the site writes its dates; anything else is itself. */
export function periodName(name: string, t: Translate): string {
  if (/^\d{4}-\d{2}$/.test(name)) return t.month(name);
  return /^\d{4}-\d{2}-\d{2}$/.test(name) ? t.day(name) : name;
}
