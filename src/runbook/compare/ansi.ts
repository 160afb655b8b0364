/**
 * Terminal control sequences (ECMA-48): CSI, the strings OSC, DCS, SOS, PM and APC with their end,
 * and the short ones. A string ends on its own line at the latest, so that an unfinished one cannot
 * hide what follows. Every part stops at the next ESC: the time is linear.
 */
const sequence = new RegExp(
  [
    String.raw`\u001b\[[0-?]*[ -/]*[@-~]`,
    String.raw`\u001b[\]PX^_][^\u001b\u0007\n]*(?:\u0007|\u001b\\)`,
    String.raw`\u001b[ -/]+[0-~]`,
    String.raw`\u001b[0-~]`,
  ].join('|'),
  'g',
);

/** A text, or bytes read as Latin-1, without terminal control sequences. */
export function withoutAnsi(text: string): string {
  return text.includes('\u001b') ? text.replace(sequence, '') : text;
}
