import { version } from './version.ts';

/** Scripts ask for it often: it needs neither the command line nor what the printer has. */
export function printVersion(): void {
  // A reader that went away is no error.
  process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
    if (code !== 'EPIPE') process.exitCode = 1;
  });
  process.stdout.write(`${version}\n`);
}
