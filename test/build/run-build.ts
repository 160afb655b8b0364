// Builds the site at the path given, in a process of its own.
import { build } from '../../src/build.ts';

const fake = process.env.FAKE_NOW;
if (fake !== undefined) Date.now = () => Number(fake);

const { ok, diagnostics } = await build({ root: process.argv[2] });
if (!ok) {
  process.stderr.write(JSON.stringify(diagnostics));
  process.exitCode = 1;
}
