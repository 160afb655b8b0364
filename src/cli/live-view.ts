import { basename } from 'node:path';
import type { VerifyEvent } from '../verify.ts';
import { clock } from './clock.ts';
import { pathFrom, type Whereabouts } from './diagnostic-text.ts';
import type { Printer } from './print.ts';
import { ansi, columnsOf, cut, cyan, dim, joined, red, type SafeText, safe } from './safe-text.ts';
import { redrawMs, spinnerAt } from './spinner.ts';
import { createTally, type Running, type Tally } from './verify-tally.ts';
import type { TerminalSize } from './view.ts';

/** On a narrower terminal only the name of a file is shown. */
const wideColumns = 70;

/** What `verify` does right now, at the foot of a terminal; nothing of it is left when it is closed. */
export interface LiveView {
  on(event: VerifyEvent): void;
  close(): void;
}

export function openLiveView(print: Printer, where: Whereabouts): LiveView {
  if (!print.live) return { on: () => {}, close: () => {} };
  const tally = createTally();
  const draw = (): void => print.view(liveLines(tally, print.size(), where));
  const timer = setInterval(draw, redrawMs);
  // What runs keeps the process alive; a clock that is drawn must not.
  timer.unref();
  return {
    on(event) {
      tally.on(event, Date.now());
      // Its line is printed at once, or soon: it must not be seen twice.
      if (event.type === 'runbook-end') draw();
    },
    close() {
      clearInterval(timer);
      print.view([]);
    },
  };
}

/** A line for each runbook that runs, as far as there is room, and one for all. */
export function liveLines(
  tally: Tally,
  { columns, rows }: TerminalSize,
  where: Whereabouts,
  nowMs = Date.now(),
): readonly SafeText[] {
  // Until the plan is known there is nothing to tell.
  if (tally.counts().total === 0) return [];
  const width = columns - 1;
  const running = tally.running();
  const room = Math.max(0, rows - 3);
  const sign = spinnerAt(nowMs);
  const shown = running
    .slice(0, running.length > room ? Math.max(0, room - 1) : room)
    .map((one) => runningLine(one, { sign, width, where, nowMs }));
  const hidden = running.length - shown.length;
  const more = hidden > 0 && room > 0 ? [dim(`  and ${hidden} more`)] : [];
  return [...shown, ...more, totalLine(tally, nowMs)].map((line) => cut(line, width));
}

interface LinePlace {
  readonly sign: string;
  readonly width: number;
  readonly where: Whereabouts;
  readonly nowMs: number;
}

/** The file gives way first, then the step; for how long it runs is always seen. */
function runningLine(one: Running, { sign, width, where, nowMs }: LinePlace): SafeText {
  const path = pathFrom(one.runbook.source.path, where);
  const file = width < wideColumns ? basename(path) : path;
  const head = safe`${cyan(sign)} ${file}${one.image === undefined ? '' : dim(` in ${one.image}`)}`;
  const step =
    one.step === undefined ? 'starting' : `${one.step.number}/${one.step.total} ${one.step.name}`;
  const time = safe`  ${dim(clock(nowMs - one.sinceMs))}`;
  const left = width - columnsOf(ansi(time, false));
  const tail = cut(safe`  ${step}`, Math.max(1, Math.floor(left / 2)));
  return safe`${cut(head, left - columnsOf(ansi(tail, false)))}${tail}${time}`;
}

function totalLine(tally: Tally, nowMs: number): SafeText {
  const { total, done, failed, known } = tally.counts();
  const leftMs = tally.leftMs(nowMs);
  return joined(
    [
      safe`${done}/${total} done`,
      ...(failed > 0 ? [red(`${failed} not passed`)] : []),
      ...(known > 0 ? [safe`${known} known`] : []),
      safe`${clock(nowMs - tally.sinceMs)}`,
      ...(leftMs === undefined || leftMs < 1000 ? [] : [dim(`about ${clock(leftMs)} left`)]),
    ],
    ' · ',
  );
}
