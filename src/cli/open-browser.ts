import { spawn } from 'node:child_process';

const openers: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: ['open'],
  win32: ['explorer.exe'],
};

/** Opens a URL of our own server in the person's browser; says nothing where there is none. */
export function openBrowser(url: string): void {
  const [command = 'xdg-open', ...given] = openers[process.platform] ?? ['xdg-open'];
  const child = spawn(command, [...given, url], { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}
