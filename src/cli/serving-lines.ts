import type { Serving } from '../dev/serve.ts';
import type { Printer } from './print.ts';
import { bold, cyan, dim, safe, yellow } from './safe-text.ts';

/** Where the site can be looked at. */
export function printServing({ url, movedFrom }: Serving, print: Printer): void {
  if (movedFrom !== undefined) {
    print.note(safe`${yellow('note')} port ${movedFrom} is taken`);
  }
  print.result(safe`${bold('Serving')} ${cyan(url)} ${dim('(stop with Ctrl-C)')}`);
}
