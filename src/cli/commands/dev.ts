import { loadConfig } from '../../config/load.ts';
import { type DevEvent, startDev } from '../../dev/dev.ts';
import type { Run } from '../command.ts';
import { counted } from '../diagnostic-text.ts';
import { exitStatus } from '../exit-status.ts';
import { reportFailure } from '../failure.ts';
import { loadOptions } from '../load-options.ts';
import { openBrowser } from '../open-browser.ts';
import type { Printer } from '../print.ts';
import { printDiagnostics } from '../print-diagnostics.ts';
import { cyan, dim, green, red, type SafeText, safe } from '../safe-text.ts';
import { seconds } from '../seconds.ts';
import { printServing } from '../serving-lines.ts';
import { stopped } from '../stopped.ts';

const defaultPort = 4870;

export const run: Run = async ({ options, print, signal, cwd }) => {
  const dev = await startDev({
    loadConfig: () => loadConfig(loadOptions(options)),
    address: { host: options.host, port: options.port ?? defaultPort },
    onEvent: (event) => printEvent(event, print, cwd),
  });
  printServing(dev, print);
  if (options.open) openBrowser(dev.url);
  await stopped(signal);
  await dev.close();
  return exitStatus.ok;
};

function printEvent(event: DevEvent, print: Printer, cwd: string): void {
  switch (event.kind) {
    case 'bug':
      reportFailure(event.error, { print, options: {} });
      return;
    case 'failed':
      print.problem(safe`${red('✗')} ${cause(event.changed)}${red('not built')}`);
      printDiagnostics(event.diagnostics, { print, root: event.root, cwd });
      return;
    case 'built': {
      const { written, removed, durationMs, diagnostics } = event.result;
      const what = `${counted(written.length, 'file')} written, ${removed.length} removed`;
      print.note(
        safe`${green('✓')} ${cause(event.changed)}${what} ${dim(`in ${seconds(durationMs)}`)}`,
      );
      printDiagnostics(diagnostics, { print, root: event.root, cwd });
    }
  }
}

function cause(changed: readonly string[]): SafeText {
  const [first, ...more] = changed;
  if (first === undefined) return safe``;
  return safe`${cyan(first)}${more.length === 0 ? '' : ` and ${more.length} more`}: `;
}
