import { type Html, html, type Value } from '../html.ts';
import type { Translate } from '../words.ts';

/** `a, b and c` as the language has it. */
export function listed(values: readonly Value[], t: Translate): Html {
  const [first, ...rest] = values;
  return rest.reduce<Html>(
    (list, last, at) => t.html(at === rest.length - 1 ? 'listLast' : 'listMore', { list, last }),
    html`${first}`,
  );
}
