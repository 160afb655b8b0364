import { withoutAnsi } from '../compare/ansi.ts';

/**
 * Characters that steer a terminal or change the order in which text is read: C0, DEL and C1, the
 * line separators, the bidirectional controls (Unicode TR 36), and halves of a surrogate pair.
 */
const dangerous = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb]|\p{Cs}/gu;

/** The same text with every such character but tab and newline as one that is seen, e.g. `␛`. */
export function visible(text: string): string {
  return text.replace(dangerous, (character) => {
    if (character === '\n' || character === '\t') return character;
    const code = character.charCodeAt(0);
    if (code < 0x20) return String.fromCharCode(0x2400 + code);
    return code === 0x7f ? '␡' : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}

export interface Captured {
  readonly text: string;
  readonly truncated: boolean;
}

/**
 * What a command wrote, as text for people: UTF-8 with replacement characters, no terminal control,
 * and of more than `limit` bytes only the first and the last half.
 */
export function capturedText(output: Uint8Array, limit: number): Captured {
  if (output.length <= limit) return { text: readable(output), truncated: false };
  const half = Math.floor(limit / 2);
  const left = output.length - 2 * half;
  const text = [
    readable(output.subarray(0, half)),
    `\n… ${left} bytes left out …\n`,
    readable(output.subarray(output.length - half)),
  ].join('');
  return { text, truncated: true };
}

function readable(bytes: Uint8Array): string {
  return visible(withoutAnsi(new TextDecoder().decode(bytes).replace(/\r+\n/g, '\n')));
}
