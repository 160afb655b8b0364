#!/usr/bin/env node
import module from 'node:module';

// Nothing but Node's own is imported before its cache is on: what is loaded from here on is compiled once.
const argv = process.argv.slice(2);
if (argv.length === 1 && argv[0] === '--version') {
  // Scripts ask for it often: it needs neither the command line nor the cache, nor what the printer does.
  const { version } = await import('./version.ts');
  // A reader that went away is no error.
  process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
    if (code !== 'EPIPE') process.exitCode = 1;
  });
  process.stdout.write(`${version}\n`);
} else {
  // Node 22 and later; NODE_COMPILE_CACHE says where, NODE_DISABLE_COMPILE_CACHE=1 that it is not wanted.
  const enableCompileCache: unknown = Reflect.get(module, 'enableCompileCache');
  if (typeof enableCompileCache === 'function') enableCompileCache.call(module);
  const { main } = await import('./main.ts');
  process.exit(await main(argv));
}
