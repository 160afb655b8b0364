import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

/** `KIND TOKEN words…`, a text of any number of lines, and the token again on a line. */
export interface Message {
  readonly kind: string;
  readonly words: readonly string[];
  readonly text: string;
}

export interface Control {
  /** The next message with this token; never settles when none comes. */
  expect(token: string): Promise<Message>;
}

/** Noise may stand right before one. */
const kinds = 'ready|gone|end|ended|left|syntax|here-document|refused|wrote';
/** Longer than any message. */
const longestMemory = 64 * 1024;

/**
 * Reads the control pipe. Anybody in the sandbox may write to it; only a message that carries a
 * token somebody waits for is read, everything else is passed over.
 */
export function control(stream: Readable): Control {
  const decoder = new StringDecoder('utf8');
  const waiting = new Map<string, { readonly form: RegExp; resolve(message: Message): void }>();
  let memory = '';
  /** The shortest message that is complete: one that came in the middle of another is taken first. */
  const next = () =>
    [...waiting]
      .filter(([token]) => memory.includes(token))
      .flatMap(([token, { form, resolve }]) => {
        const found = form.exec(memory);
        return found ? [{ token, resolve, found }] : [];
      })
      .sort((a, b) => a.found[0].length - b.found[0].length)[0];
  const look = () => {
    for (let message = next(); message; message = next()) {
      const { token, resolve, found } = message;
      const [whole, kind = '', words = '', text = ''] = found;
      memory = memory.slice(0, found.index) + memory.slice(found.index + whole.length);
      waiting.delete(token);
      resolve({ kind, words: words.split(' ').filter(Boolean), text });
    }
  };
  stream.on('data', (chunk: Buffer | string) => {
    memory += decoder.write(Buffer.from(chunk as Buffer));
    look();
    if (memory.length > longestMemory) memory = memory.slice(-longestMemory);
    if (waiting.size === 0) memory = '';
  });
  stream.on('error', () => {});
  return {
    expect: (token) =>
      new Promise((resolve) => {
        const form = new RegExp(`(${kinds}) ${token}([^\\n]*)\\n(?:([^]*?)\\n)?${token}\\n`);
        waiting.set(token, { form, resolve });
        look();
      }),
  };
}
