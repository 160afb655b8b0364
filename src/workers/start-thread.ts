import module from 'node:module';

// A thread does not share the cache of compiled modules that the process has turned on: Node 22 and later.
const enableCompileCache: unknown = Reflect.get(module, 'enableCompileCache');
if (typeof enableCompileCache === 'function') enableCompileCache.call(module);
await import('./thread.ts');
