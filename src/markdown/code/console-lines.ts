import { promptOf } from '../prompt.ts';

/** A run of lines of a console transcript. */
export interface ConsolePart {
  readonly kind: 'command' | 'output';
  /** Without prompts for a command. */
  readonly lines: readonly { readonly prompt: string; readonly text: string }[];
}

/**
 * Splits a transcript into commands and their output: a prompt begins a command, `> ` continues it.
 */
export function consoleParts(code: string, prompts: readonly string[]): ConsolePart[] {
  const parts: { kind: ConsolePart['kind']; lines: { prompt: string; text: string }[] }[] = [];
  for (const line of code.split('\n')) {
    const last = parts.at(-1);
    const prompt = promptOf(line, prompts);
    if (prompt !== undefined) {
      parts.push({ kind: 'command', lines: [{ prompt, text: line.slice(prompt.length) }] });
    } else if (last?.kind === 'command' && /^>(?: |$)/.test(line)) {
      last.lines.push({ prompt: line.slice(0, 2), text: line.slice(2) });
    } else if (last?.kind === 'output') last.lines.push({ prompt: '', text: line });
    else parts.push({ kind: 'output', lines: [{ prompt: '', text: line }] });
  }
  return parts;
}
