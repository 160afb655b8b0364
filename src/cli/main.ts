import type { Run } from './command.ts';
import type { CommandName } from './command-table.ts';
import { type ExitStatus, exitStatus } from './exit-status.ts';
import { createPrinter, flushed, tolerateClosedPipes } from './print.ts';
import { type Request, readCommandLine } from './program.ts';
import { listenForStop } from './stop.ts';

/** Only the command that is asked for is loaded: the start of `rutter --help` is felt at every use. */
const loaders: Record<CommandName, () => Promise<{ readonly run: Run }>> = {
  build: () => import('./commands/build.ts'),
  check: () => import('./commands/check.ts'),
  clean: () => import('./commands/clean.ts'),
  dev: () => import('./commands/dev.ts'),
  eject: () => import('./commands/eject.ts'),
  info: () => import('./commands/info.ts'),
  init: () => import('./commands/init.ts'),
  load: () => import('./commands/load.ts'),
  new: () => import('./commands/new.ts'),
  preview: () => import('./commands/preview.ts'),
  render: () => import('./commands/render.ts'),
  verify: () => import('./commands/verify.ts'),
};

const longestWaitMs = 10_000;

/** Runs one command line from beginning to end and gives the exit status. Never throws. */
export async function main(argv: readonly string[]): Promise<number> {
  tolerateClosedPipes();
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, async (error: unknown) => process.exit(await reported(error)));
  }
  waitForTheRest();
  try {
    return await run(argv);
  } catch (error) {
    return await reported(error);
  } finally {
    await flushed();
  }
}

/**
 * Node ends by itself when nothing holds it any more, also while a command still waits for something
 * that holds nothing, such as the end of a child process that was let go. Such a thing gets its time;
 * a command that waits longer would have ended without a status.
 */
function waitForTheRest(): void {
  process.once('beforeExit', () => {
    setTimeout(() => {}, longestWaitMs);
    process.once('beforeExit', async () =>
      process.exit(await reported(new Error('the command waits for something that does not come'))),
    );
  });
}

async function run(argv: readonly string[]): Promise<number> {
  const answer = readCommandLine(argv);
  switch (answer.kind) {
    case 'done':
      return answer.wellFormed ? exitStatus.ok : exitStatus.usage;
    case 'reference': {
      const { commandReference } = await import('./command-reference.ts');
      createPrinter({ json: true }).document(commandReference());
      return exitStatus.ok;
    }
    case 'run':
      return await runCommand(answer.request);
  }
}

/** What a CI job runs for its log. */
const logged: ReadonlySet<CommandName> = new Set(['build', 'check', 'verify']);

async function runCommand({ spec, arguments: taken, options }: Request): Promise<number> {
  const print = createPrinter({
    json: options.json,
    loudness: options.quiet ? 'quiet' : options.verbose ? 'verbose' : 'normal',
  });
  const stop = listenForStop(spec.endsItself ?? false);
  let status: ExitStatus;
  try {
    const command = await loaders[spec.name]();
    const cwd = process.cwd();
    status = await command.run({ arguments: taken, options, print, signal: stop.signal, cwd });
  } catch (error) {
    const { reportFailure } = await import('./failure.ts');
    const annotates = logged.has(spec.name);
    status = reportFailure(error, { print, options, annotates });
  }
  return stop.status() ?? status;
}

/** For what no command has caught. */
async function reported(error: unknown): Promise<number> {
  const { reportFailure } = await import('./failure.ts');
  const status = reportFailure(error, { print: createPrinter(), options: {} });
  await flushed();
  return status;
}
