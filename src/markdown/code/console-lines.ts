import { promptOf } from '../prompt.ts';
import { readTyped, type TypedLine } from '../typed-command.ts';

/** A run of lines of a console transcript. */
export interface ConsolePart {
  readonly kind: 'command' | 'output';
  /** Of a command, lines without a prompt, too. */
  readonly lines: readonly TypedLine[];
}

/** Splits a transcript into commands, with all of their lines, and their output. */
export function consoleParts(code: string, prompts: readonly string[]): ConsolePart[] {
  const lines = code.split('\n');
  const parts: ConsolePart[] = [];
  let output: TypedLine[] | undefined;
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] ?? '';
    if (promptOf(line, prompts) !== undefined) {
      const typed = readTyped({ lines, prompts }, at);
      parts.push({ kind: 'command', lines: typed });
      output = undefined;
      at += typed.length;
    } else {
      if (output === undefined) {
        output = [];
        parts.push({ kind: 'output', lines: output });
      }
      output.push({ prompt: '', text: line });
      at += 1;
    }
  }
  return parts;
}
