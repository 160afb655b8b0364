import { calendarDay } from '../../../src/model/calendar-day.ts';
import type { PageDate } from '../../../src/model/page.ts';
import { type Html, html } from '../html.ts';
import type { Translate } from '../words.ts';

/**
 * A date as everybody writes it the same, `2026-11-20`, or in the words of the language; the moment is
 * in `datetime`. There is no "3 hours ago": a page says the same whenever it is built.
 */
export function time(iso: string, t: Translate): Html {
  return html`<time datetime="${iso}">${t.day(iso)}</time>`;
}

/**
 * When something was, after the words that say what: `on 2026-11-20`. A browser that runs scripts says
 * `3 hours ago` in its place (`client/ago.js`).
 */
export function ago(iso: string, t: Translate): Html {
  return html`<time class="ago" datetime="${iso}">${t('onDay', { date: t.day(iso) })}</time>`;
}

/** A moment to the minute: `2026-11-20 03:12 UTC`. */
export function moment(iso: string, t: Translate): Html {
  return html`<time datetime="${iso}">${t.day(iso)} ${iso.slice(11, 16)} UTC</time>`;
}

/** A date of a page: the day that its author wrote, as the URL has it. */
export function pageDate(date: PageDate, t: Translate): Html {
  return html`<time datetime="${date.iso}">${t.day(calendarDay(date))}</time>`;
}

/** `2026-11-20` of an instant in UTC. */
export function dayOf(iso: string): string {
  return iso.slice(0, 10);
}

/** How long it took, in one line and in its own order in a text that runs to the left. */
export function took(milliseconds: number): Html {
  return html`<bdi class="took">${duration(milliseconds)}</bdi>`;
}

/** For people: `<0.01 s`, `0.04 s`, `3.2 s`, `42 s`, `3 min 20 s`. */
export function duration(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 0.005) return '<0.01 s';
  if (seconds < 0.995) return `${seconds.toFixed(2)} s`;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
