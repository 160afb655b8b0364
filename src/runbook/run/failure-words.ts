import type { CommandResult } from '../../model/report.ts';

export function seconds(ms: number): string {
  return ms < 1000 ? `${ms} ms` : `${Math.round(ms / 100) / 10} s`;
}

const tailLines = 10;
const longestLine = 200;

/** The end of a text, each line after a word that says whose it is. */
export function lastLines(whose: string, text: string, most = tailLines): readonly string[] {
  if (text.trim() === '') return [];
  const lines = text.trimEnd().split('\n');
  const left = lines.length - most;
  return [
    ...(left > 0 ? [`${whose}: … ${left} ${left === 1 ? 'line' : 'lines'} before`] : []),
    ...lines
      .slice(-most)
      .map(
        (line) =>
          `${whose}: ${line.length > longestLine ? `${line.slice(0, longestLine)}…` : line}`,
      ),
  ];
}

/**
 * The end of what a command wrote to stderr; of one that was silent there, of stdout. Of something
 * that serves, both are worth reading.
 */
export function tail(result: CommandResult, streams: 'one' | 'both' = 'one'): readonly string[] {
  const stdout = lastLines('stdout', result.stdout);
  const stderr = lastLines('stderr', result.stderr);
  return streams === 'one' && stderr.length > 0 ? stderr : [...stdout, ...stderr];
}
