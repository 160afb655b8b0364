import type { SourceFile } from '../../model/source.ts';
import type { Problem, Value } from './attribute-reader.ts';
import type { Block } from './block.ts';

/** Of Runme's cells, what is about its editor and its terminal: nothing here changes with it. */
const harmless = [
  ...['id', 'interactive', 'closeTerminalOnSuccess', 'promptEnv', 'mimeType', 'terminalRows'],
  ...['category', 'openTerminalOnError'],
];

/**
 * What is to be said of one of Runme's own attributes, which it writes in braces; `none` where nothing
 * is, undefined for any other: https://docs.runme.dev/configuration/cell-level
 */
export function ofRunme(
  source: SourceFile,
  block: Block,
  [key, value]: readonly [string, Value],
): Problem | 'none' | undefined {
  const { start, end } = block.infoSpan;
  if (!source.text.slice(start.offset, end.offset).includes('{')) return undefined;
  if (harmless.includes(key)) return 'none';
  if (key === 'excludeFromRunAll') {
    if (value === 'false') return 'none';
    return {
      message:
        '`excludeFromRunAll` is an attribute of Runme, and here a step is skipped for a reason',
      hint: 'write `skip="…"` with the reason in its place',
    };
  }
  if (key !== 'cwd') return undefined;
  return {
    message:
      '`cwd` is an attribute of Runme, and here a step begins in the folder of the one before',
    hint: 'write `cd` and the folder as the first line of the block',
  };
}
