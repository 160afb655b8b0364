import { withoutAnsi } from './ansi.ts';

/** One line that a command wrote. */
export interface ActualLine {
  /** For comparing with text: UTF-8, without terminal control and without a final CR. */
  readonly text: string;
  /** Its bytes as Latin-1, without terminal control, and as they came. */
  readonly bare: string;
  readonly raw: string;
  /** It is the last one and does not end with a newline. */
  readonly noEol: boolean;
}

/** What was written, line by line. */
export function actualLines(output: Uint8Array): readonly ActualLine[] {
  const bytes = Buffer.from(output.buffer, output.byteOffset, output.byteLength).toString('latin1');
  if (bytes === '') return [];
  const pieces = bytes.split('\n');
  const rest = pieces.pop() ?? '';
  const lines = pieces.map((raw) => actualLine(raw, false));
  const last = actualLine(rest, true);
  // A colour that is reset after the last newline leaves nothing to see.
  return last.bare === '' ? lines : [...lines, last];
}

function actualLine(raw: string, noEol: boolean): ActualLine {
  const bare = withoutAnsi(raw);
  const text = Buffer.from(bare, 'latin1').toString('utf8').replace(/\r$/, '');
  return { text, bare, raw, noEol };
}
