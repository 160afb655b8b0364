import { fstatSync } from 'node:fs';
import { harmless, harmlessJson } from './harmless.ts';
import { ansi, type SafeText } from './safe-text.ts';
import { isCi } from './surroundings.ts';
import { createView, sizeOf, type TerminalSize } from './view.ts';

export type Loudness = 'quiet' | 'normal' | 'verbose';

/** The one way to the terminal. Results go to stdout; what Rutter has to say about them to stderr. */
export interface Printer {
  readonly loudness: Loudness;
  /** One JSON document is the whole of stdout. */
  readonly json: boolean;
  /** stderr is a terminal on which lines can be drawn over. */
  readonly live: boolean;
  /** Of that terminal, as it is now. */
  size(): TerminalSize;
  /** A line of the result, on stdout. Not with `--quiet` or `--json`. */
  result(line: SafeText): void;
  /** A line beside the result, on stderr. Not with `--quiet`. */
  note(line: SafeText): void;
  /** A line that must be seen, on stderr. */
  problem(line: SafeText): void;
  /**
   * The lines that stay below everything else until they are drawn over by the next; none: they are
   * gone without a trace. Only where `live`.
   */
  view(lines: readonly SafeText[]): void;
  /** What was asked for, byte for byte, on stdout; made harmless where that is a terminal. */
  data(text: string): void;
  /** Commands to the CI's log reader, on stdout; not with `--json`. */
  logCommands(text: string): void;
  /** The JSON document, on stdout. */
  document(value: unknown): void;
}

export interface PrinterOptions {
  readonly json?: boolean | undefined;
  readonly loudness?: Loudness | undefined;
}

type Stream = NodeJS.WriteStream;

/** Whether there are styles on a stream: https://no-color.org, https://force-color.org. */
function hasColour(stream: Stream): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '') return !/^(0|false)$/.test(FORCE_COLOR);
  return stream.isTTY === true && TERM !== 'dumb';
}

const stdoutDescriptor = 1;

/** Who reads a pipe (`… | tee log`) may write to the same terminal, when it likes. */
function isPipe(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isFIFO();
  } catch {
    return false;
  }
}

export function createPrinter(options: PrinterOptions = {}): Printer {
  const { stdout, stderr } = process;
  const { json = false, loudness = 'normal' } = options;
  const live =
    stderr.isTTY === true &&
    !isCi() &&
    process.env.TERM !== 'dumb' &&
    loudness !== 'quiet' &&
    !isPipe(stdoutDescriptor);
  const view = createView(stderr, () => hasColour(stderr));

  const write = (stream: Stream, text: string): void => view.around(() => stream.write(text));
  const line = (stream: Stream, text: SafeText): void =>
    write(stream, `${ansi(text, hasColour(stream))}\n`);

  return {
    loudness,
    json,
    live,
    result: (text) => {
      if (!json && loudness !== 'quiet') line(stdout, text);
    },
    note: (text) => {
      if (loudness !== 'quiet') line(stderr, text);
    },
    problem: (text) => line(stderr, text),
    size: () => sizeOf(stderr),
    view: (lines) => {
      if (live) view.draw(lines);
    },
    data: (text) => write(stdout, stdout.isTTY ? text.split('\n').map(harmless).join('\n') : text),
    logCommands: (text) => {
      if (!json) write(stdout, text.endsWith('\n') ? text : `${text}\n`);
    },
    document: (value) => write(stdout, `${harmlessJson(JSON.stringify(value, undefined, 2))}\n`),
  };
}

/** How commander is to print its help and its errors. */
export function helpOutput() {
  return {
    writeOut: (text: string) => void process.stdout.write(text),
    writeErr: (text: string) => void process.stderr.write(text),
    outputError: (text: string, write: (text: string) => void) =>
      write(`${text.trimEnd().split('\n').map(harmless).join('\n')}\n`),
    getOutHelpWidth: () => Math.min(process.stdout.columns || 80, 100),
    getErrHelpWidth: () => Math.min(process.stderr.columns || 80, 100),
    getOutHasColors: () => hasColour(process.stdout),
    getErrHasColors: () => hasColour(process.stderr),
  };
}

/** A reader that went away (`rutter … | head`) is no error; what is left is not printed. */
export function tolerateClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
    });
  }
}

/** Resolves when everything printed has left the process, so that it may end. */
export async function flushed(): Promise<void> {
  await Promise.all(
    [process.stdout, process.stderr].map(
      (stream) => new Promise<void>((resolve) => void stream.write('', () => resolve())),
    ),
  );
}
