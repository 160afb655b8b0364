import { SandboxError } from '../model/sandbox.ts';
import type { Spawn } from './process.ts';

const longestText = 64 * 1024;

/** Runs a program in the sandbox and gives what it wrote to stdout, of a bounded length. */
export async function textOf(spawn: Spawn, argv: readonly string[]): Promise<string> {
  const started = await spawn(argv);
  started.stdin.on('error', () => {});
  started.stdin.end();
  started.stderr.resume();
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of started.stdout as AsyncIterable<Buffer>) {
    if (length < longestText) chunks.push(chunk);
    length += chunk.length;
  }
  const status = await started.exited;
  if (status !== 0) throw new SandboxError(`\`${argv[0]}\` ended with ${status} in the sandbox`);
  return Buffer.concat(chunks).subarray(0, longestText).toString();
}
