#!/usr/bin/env node
import { createPrinter, flushed, tolerateClosedPipes } from './print.ts';
import { version } from './version.ts';

const argv = process.argv.slice(2);
if (argv.length === 1 && argv[0] === '--version') {
  // Scripts ask for it often: without the command line it takes half of the time beyond Node's own.
  tolerateClosedPipes();
  createPrinter().data(`${version}\n`);
  await flushed();
} else {
  const { main } = await import('./main.ts');
  process.exit(await main(argv));
}
