import { type Html, html } from '../html.ts';

/** `check` passed, `cross` failed, `clock` stale, `ring` unverified, `skip` skipped, `bar` not run. */
export type IconName =
  | 'check'
  | 'cross'
  | 'clock'
  | 'ring'
  | 'skip'
  | 'bar'
  | 'up'
  | 'down'
  | 'again';

const shapes: Readonly<Record<IconName, Html>> = {
  check: html`<path d="M2.5 8.5l3.5 4 7.5-9"/>`,
  cross: html`<path d="M3.5 3.5l9 9m0-9l-9 9"/>`,
  clock: html`<circle cx="8" cy="8" r="6.2"/><path d="M8 4v4l2.7 2"/>`,
  ring: html`<circle cx="8" cy="8" r="6.2" stroke-dasharray="2.5 2.37"/>`,
  skip: html`<path d="M3 3.5L8 8l-5 4.5M8 3.5L13 8l-5 4.5"/>`,
  up: html`<path d="M3 10.5l5-5 5 5"/>`,
  down: html`<path d="M3 5.5l5 5 5-5"/>`,
  again: html`<path d="M13.2 6A5.6 5.6 0 1 0 13.6 9M13.5 2.5V6H10"/>`,
  bar: html`<path d="M3 8h10"/>`,
};

/** Decoration beside a word that says the same. */
export function icon(name: IconName): Html {
  return html`<svg class="icon" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">${shapes[name]}</svg>`;
}
