import { realpathSync } from 'node:fs';
import { dirname, sep } from 'node:path';

/**
 * What a person types to start Rutter as it was started: `npx rutter` where npm started it or where
 * it is installed in the project, `rutter` where it is a command of the machine.
 */
export function ownName(cwd: string): 'rutter' | 'npx rutter' {
  // https://docs.npmjs.com/cli/commands/npm-exec; set by npx, too.
  if (process.env.npm_command === 'exec') return 'npx rutter';
  const folder = projectOf(process.argv[1] ?? '');
  return folder !== undefined && `${cwd}${sep}`.startsWith(`${folder}${sep}`)
    ? 'npx rutter'
    : 'rutter';
}

/** The folder whose `node_modules` holds the script. */
function projectOf(script: string): string | undefined {
  try {
    const path = realpathSync(script);
    const at = path.indexOf(`${sep}node_modules${sep}`);
    return at === -1 ? undefined : dirname(path.slice(0, at + 1 + 'node_modules'.length));
  } catch {
    return undefined;
  }
}
