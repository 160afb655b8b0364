import type { BlockInfo } from '../blocks.ts';
import type { CodeDisplay } from './display.ts';
import { grammarFor } from './grammars/names.ts';
import type { ShownCode } from './shown-code.ts';

/** The grammars of what is typed into a terminal. */
const shells: ReadonlySet<string | undefined> = new Set(['bash', 'powershell', 'batch']);
const transcripts: ReadonlySet<string> = new Set([
  'console',
  'shell-session',
  'sh-session',
  'bash-session',
  'shellsession',
]);

/** Whether a block stands in the frame of a terminal: a shell's does, but for the text of a script. */
export function isTerminal(
  { code }: Pick<ShownCode, 'code'>,
  { language, attributes }: BlockInfo,
  { frame, title, inner }: CodeDisplay,
): boolean {
  if (frame !== 'auto') return frame === 'terminal';
  const name = language.toLowerCase();
  if (transcripts.has(name)) return true;
  const isScript = code.startsWith('#!') || attributes.has('file') || /\.\w+$/.test(title ?? '');
  return inner === undefined && !isScript && shells.has(grammarFor(name));
}
