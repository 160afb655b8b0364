import { SandboxError } from '../model/sandbox.ts';

/** Where programs are found when the image does not say it. */
export const defaultPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

const fixed: Readonly<Record<string, string>> = {
  HOME: '/work',
  LANG: 'C.UTF-8',
  TERM: 'dumb',
  TZ: 'UTC',
};

const namePattern = /^[A-Za-z_][A-Za-z0-9_]{0,127}$/;
/** They change what a shell or the dynamic linker does before the first command runs. */
const reserved = /^(?:LD_.*|ENV|BASH_ENV|BASHOPTS|SHELLOPTS|IFS|PS4|POSIXLY_CORRECT|RUTTER_.*)$/;

/**
 * The variables of a sandbox: a small fixed set and the page's own. Nothing of ours is passed on.
 * @throws SandboxError for a name or value that no sandbox gets.
 */
export function sandboxEnvironment(
  own: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  for (const [name, value] of Object.entries(own)) {
    if (!namePattern.test(name)) {
      throw new SandboxError(`${JSON.stringify(name)} is no name for an environment variable`);
    }
    if (reserved.test(name)) {
      throw new SandboxError(`the variable \`${name}\` cannot be set for a sandbox`);
    }
    if (value.includes('\0')) {
      throw new SandboxError(`the value of the variable \`${name}\` contains a NUL character`);
    }
  }
  return { ...fixed, ...own };
}
