// Starts sandboxes for ever, to be killed. Arguments: engine name, DOCKER_HOST or ''.
import { createJiti } from 'jiti';

const [name, host] = process.argv.slice(2);
const { findEngines } = await createJiti(import.meta.url).import('../../src/sandbox/engines.ts');
const { spec } = await createJiti(import.meta.url).import('./engine-cases.ts');
const { engines } = await findEngines(name, { environment: host ? { DOCKER_HOST: host } : {} });
const [engine] = engines;
console.log('ready');
for (;;) {
  const sandbox = await engine.start(spec());
  const session = await sandbox.open();
  await session.run({ script: 'sleep 1000 & echo', timeoutMs: 10_000 });
  await sandbox[Symbol.asyncDispose]();
}
