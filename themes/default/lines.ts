import { type Html, html, type Value } from './html.ts';

/** Each value on a line of its own. */
export function lines(values: readonly Value[]): Html {
  return html`${values.map((value, at) => (at === 0 ? value : ['\n', value]))}`;
}
