#!/usr/bin/env node
import module from 'node:module';

// Nothing but Node's own is imported before its cache is on: what is loaded from here on is compiled once.
const argv = process.argv.slice(2);
if (argv.length === 1 && argv[0] === '--version') {
  const { printVersion } = await import('./print-version.ts');
  printVersion();
} else {
  // Node 22 and later; NODE_COMPILE_CACHE says where, NODE_DISABLE_COMPILE_CACHE=1 that it is not wanted.
  const enableCompileCache: unknown = Reflect.get(module, 'enableCompileCache');
  if (typeof enableCompileCache === 'function') enableCompileCache.call(module);
  const { main } = await import('./main.ts');
  process.exit(await main(argv));
}
