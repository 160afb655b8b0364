// Starts sandboxes for ever, to be killed. Arguments: engine name, DOCKER_HOST or '', and the number of
// services of each.
import { createJiti } from 'jiti';

const [name, host, count = '0'] = process.argv.slice(2);
const { findEngines } = await createJiti(import.meta.url).import('../../src/sandbox/engines.ts');
const { spec } = await createJiti(import.meta.url).import('./engine-cases.ts');
const { engines } = await findEngines(name, { environment: host ? { DOCKER_HOST: host } : {} });
const [engine] = engines;
const services = Array.from({ length: Number(count) }, (_, at) => ({
  ...{ name: `service-${at}`, image: 'debian:12', command: ['sleep', '1000'], env: {}, readyMs: 1 },
}));
const wanted = services.length > 0 ? { network: 'internal', services } : {};
console.log('ready');
for (;;) {
  const sandbox = await engine.start(spec(wanted));
  const session = await sandbox.open();
  await session.run({ script: 'sleep 1000 & echo', timeoutMs: 10_000 });
  await sandbox[Symbol.asyncDispose]();
}
