import type { BuildEvent } from '../build.ts';
import { clock } from './clock.ts';
import type { Printer } from './print.ts';
import { cyan, joined, type SafeText, safe } from './safe-text.ts';
import { redrawMs, spinnerAt } from './spinner.ts';

/** A shorter build is over before anybody has read a line. */
const silentMs = 1000;

/** How far a long build is, in one line at the foot of a terminal; it is gone when it is closed. */
export interface Progress {
  on(event: BuildEvent): void;
  close(): void;
}

interface Counts {
  readonly total: number;
  readonly rendered: number;
  /** Files that are being published; none before it has come to that. */
  readonly files?: number | undefined;
}

export function openProgress(print: Pick<Printer, 'live' | 'view'>): Progress {
  if (!print.live) return { on: () => {}, close: () => {} };
  const since = Date.now();
  let counts: Counts = { total: 0, rendered: 0 };
  let drawnAt = since + silentMs - redrawMs;
  const draw = (): void => {
    const now = Date.now();
    if (now - drawnAt < redrawMs) return;
    drawnAt = now;
    print.view(progressLines(counts, now - since));
  };
  const timer = setInterval(draw, redrawMs);
  timer.unref();
  return {
    on(event) {
      counts = after(counts, event);
      // A build that keeps the thread to itself lets no timer come in.
      draw();
    },
    close() {
      clearInterval(timer);
      print.view([]);
    },
  };
}

function after(counts: Counts, event: BuildEvent): Counts {
  switch (event.type) {
    case 'scanned':
      return { total: event.pages, rendered: 0 };
    case 'rendered':
      return { ...counts, rendered: counts.rendered + 1 };
    case 'publishing':
      return { ...counts, files: event.files };
  }
}

export function progressLines({ total, rendered, files }: Counts, ms: number): readonly SafeText[] {
  const what =
    files !== undefined
      ? `writing ${files} files`
      : total === 0
        ? 'reading'
        : `${rendered}/${total} pages`;
  return [joined([safe`${cyan(spinnerAt(ms))} ${what}`, safe`${clock(ms)}`], ' · ')];
}
