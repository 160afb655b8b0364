import type { Duplex } from 'node:stream';
import { SandboxError } from '../../model/sandbox.ts';
import { readyLine } from './container.ts';
import { demultiplex } from './streams.ts';

const longestGreeting = 64 * 1024;

/**
 * Reads what a container's main process says of its system before it is ready.
 * @returns the text of its os-release file, '' where it has none
 * @throws SandboxError when the process ends, or says more than such a file can hold
 */
export async function readGreeting(main: Duplex): Promise<string> {
  const { stdout, stderr } = demultiplex(main);
  stderr.resume();
  return await new Promise((resolve, reject) => {
    let text = '';
    stdout.on('data', (chunk: Buffer) => {
      if (text.length > longestGreeting) return;
      text += chunk.toString();
      const end = `\n${text}`.indexOf(`\n${readyLine}\n`);
      if (end !== -1) resolve(text.slice(0, end));
      else if (text.length > longestGreeting)
        reject(new SandboxError('its os-release is too long'));
    });
    stdout.on('end', () =>
      reject(new SandboxError('its /bin/sh, which the steps need, is missing or does not run')),
    );
  });
}
