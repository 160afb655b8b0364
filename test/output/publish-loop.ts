// Publishes one of two versions of a site, then the other, until it is killed.
import { publish } from '../../src/output/publish.ts';
import { version } from './versions.ts';

const [, , outDir = '', stateDir = '', how = ''] = process.argv;

const swap = how === 'none' ? 'none' : undefined;
process.stdout.write('ready\n');
for (;;) {
  for (const name of ['one', 'two'] as const) {
    const { ok, diagnostics } = await publish({ files: version(name), outDir, stateDir, swap });
    if (!ok) throw new Error(JSON.stringify(diagnostics));
  }
}
